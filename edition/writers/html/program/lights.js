// Lights the words that differ, stretch by stretch as they come near the screen, and those that answer one another.

const names = ["form", "style", "sense"];
const canLight = "highlights" in CSS && typeof Highlight === "function";
const lights = canLight ? names.map(() => new Highlight()) : [];
// Where a text has nothing: the character before the place, marked otherwise than words that differ.
const gaps = canLight ? names.map(() => new Highlight()) : [];
const answering = canLight ? new Highlight() : null;
if (canLight) CSS.highlights.set("answer", answering);

const stepNow = () => Number(checked("lit") ?? 3);

function lightStretch(stretch) {
  for (const row of stretch.children) {
    for (const reading of readingsOfRow.get(rowNumbers.get(row)) ?? []) {
      for (const place of placesOf(reading)) {
        const range = canLight && rangeOf(place);
        if (range) (place.start === place.end ? gaps : lights)[gradeOf(reading)].add(range);
      }
    }
  }
}

function showLights() {
  const step = document.body.classList.contains("clean") ? 3 : stepNow();
  names.forEach((name, grade) => {
    if (!canLight) document.body.classList.toggle(`lit-${name}`, grade >= step);
    else if (grade >= step) CSS.highlights.set(name, lights[grade]).set(`lacks-${name}`, gaps[grade]);
    else [name, `lacks-${name}`].forEach((each) => CSS.highlights.delete(each));
  });
}

// Without the means to light words, rows that differ have a line beside them.
function markRows() {
  data.readings.forEach(([row, grade]) => rows[row].classList.add(`has-${names[grade]}`));
}

function lightAnswers(reading) {
  if (!canLight) return;
  answering.clear();
  if (reading === null) return;
  for (const place of placesOf(reading)) {
    const range = rangeOf(place);
    if (range) answering.add(range);
  }
}

if (canLight) {
  const near = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        lightStretch(target);
      }
    },
    { rootMargin: "100% 0px" },
  );
  document.querySelectorAll(".s").forEach((stretch) => near.observe(stretch));
} else {
  markRows();
}

let pointed = 0;
document.getElementById("text").addEventListener("pointermove", (event) => {
  if (pointed || event.pointerType === "touch") return;
  pointed = requestAnimationFrame(() => {
    pointed = 0;
    const place = placeAt(event.clientX, event.clientY);
    lightAnswers((place && readingAt(place, stepNow())) ?? panel.reading);
  });
});
