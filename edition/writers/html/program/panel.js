// The panel: what is known of a reading or a sentence, and what can be done with it.

const panel = Object.assign(document.getElementById("panel"), { reading: null, row: null });
const status = document.getElementById("told");

function tell(words) {
  status.textContent = "";
  status.textContent = words;
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const holder = make("textarea", { value: words });
    document.body.append(holder);
    holder.select();
    document.execCommand("copy");
    holder.remove();
  }
  tell(said.copied);
}

const addressOf = (id) => location.href.split("#")[0] + "#" + encodeURIComponent(id);

// The last page of a text that begins before the end of a row, within its section.
function pageOf(row, column) {
  for (let at = row; at >= 0 && entryOf(at) === entryOf(row); at -= 1) {
    const pages = cellOf(at, column).querySelectorAll(".page, .other-page");
    if (pages.length) return pages[pages.length - 1].title;
  }
  return "";
}

function citation(row, id) {
  const whole = document.querySelector(".citation")?.textContent.trim() ?? data.title;
  const shown = data.columns
    .map(([siglum, title], column) => ({ siglum, title, column }))
    .filter(({ column }) => isShown(column) && textOf(row, column));
  const sources = shown.map(({ siglum, title, column }) => {
    const page = pageOf(row, column);
    const verses = cellOf(row, column).dataset.v;
    const named = title ? ` (${title.replace(/\.$/, "")})` : "";
    return `${siglum}${named}${page ? `, ${data.page} ${page}` : ""}${verses ? `, ${data.line} ${verses}` : ""}`;
  });
  return [whole, titleOf(row), sources.join("; "), addressOf(id)].filter(Boolean).join(" – ");
}

function versions(row) {
  return data.columns
    .map(([siglum], column) => [siglum, textOf(row, column)])
    .filter(([, words]) => words)
    .map(([siglum, words]) => `${siglum}: ${words}`)
    .join("\n");
}

function facts(list) {
  const made = make("dl");
  for (const [name, value] of list) if (value) made.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return made;
}

function button(label, act) {
  const made = make("button", { type: "button" }, label);
  made.addEventListener("click", act);
  return made;
}

// Show a reading, or a sentence where `reading` is null.
function show(row, reading, { focus = false } = {}) {
  panel.reading = reading;
  panel.row = row;
  const id = reading === null ? rows[row].id : itemOf(reading).id;
  const heading = make("h2");
  if (reading === null) heading.append(titleOf(row));
  else heading.append(...itemOf(reading).cloneNode(true).childNodes);
  const certainty = rows[row].classList.contains("low") ? said.certainty_low : rows[row].classList.contains("medium") && said.certainty_medium;
  const known = [];
  if (reading !== null) {
    const [, grade, weight, kind] = data.readings[reading];
    const graded = weight < 0 ? data.grades[grade] : `${data.grades[grade]}, ${said.weight} ${(weight / 100).toFixed(2)}`;
    // What an original says that is compared with nothing.
    for (const column of data.beside) known.push([data.columns[column][0], textOf(row, column)]);
    known.push([said.kind, data.kinds[kind]], [said.grade, graded]);
  } else {
    data.columns.forEach(([siglum], column) => known.push([siglum, textOf(row, column) || filled(said.lacking, { siglum })]));
  }
  known.push([said.certainty, certainty], [said.place, titleOf(row)]);
  panel.replaceChildren(
    button("×", close),
    heading,
    facts(known),
    make(
      "p",
      { className: "acts" },
      button(said.previous, () => step(-1)),
      button(said.next, () => step(1)),
      button(said.copy_citation, () => copy(citation(row, id))),
      button(said.copy_versions, () => copy(versions(row))),
      make("a", { href: `#${id}` }, said.link),
    ),
  );
  panel.firstChild.setAttribute("aria-label", said.close);
  panel.hidden = false;
  lightAnswers(reading);
  document.querySelector(".r.now")?.classList.remove("now");
  rows[row].classList.add("now");
  reveal();
  if (focus) panel.focus();
  panel.dispatchEvent(new CustomEvent("shown"));
}

// Put what the panel tells of where it can be seen, between the names of the texts and the panel.
function reveal() {
  if (panel.row === null || panel.hidden) return;
  const place = panel.reading === null ? null : placesOf(panel.reading).find(({ column }) => isShown(column));
  const found = place && rangeOf(place);
  const seen = found ? document.createRange() : rows[panel.row];
  if (found) {
    seen.setStart(found.startContainer, found.startOffset);
    seen.setEnd(found.endContainer, found.endOffset);
  }
  const { top, bottom } = seen.getBoundingClientRect();
  if (top === bottom) return;
  const first = paddingOfTop();
  const last = innerHeight - panel.offsetHeight - 8;
  if (top < first) scrollBy({ top: top - first, behavior: "instant" });
  else if (bottom > last) scrollBy({ top: Math.min(bottom - last, top - first), behavior: "instant" });
}

function close() {
  if (panel.hidden) return;
  const back = panel.contains(document.activeElement);
  panel.hidden = true;
  lightAnswers((panel.reading = null));
  document.querySelector(".r.now")?.classList.remove("now");
  if (back && panel.row !== null) rows[panel.row].focus({ preventScroll: true });
}

// Go to a row, so that those who listen hear it too.
function goTo(row, { block = "center" } = {}) {
  rows[row].tabIndex = -1;
  rows[row].focus({ preventScroll: true });
  rows[row].scrollIntoView({ block });
}

// The row where the reader is: the one in focus, else the first on the screen.
function rowNow() {
  const focused = rowNumbers.get(document.activeElement?.closest?.(".r"));
  if (focused !== undefined) return focused;
  if (panel.row !== null && !panel.hidden) return panel.row;
  return rowAtTop();
}

// So far down what one goes to is put (scroll-padding).
const paddingOfTop = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;

function rowAtTop() {
  const top = paddingOfTop();
  const section = [...document.querySelectorAll("#text .s")].find((one) => one.getBoundingClientRect().bottom > top);
  const found = [...(section?.children ?? [])].find((row) => [...row.children].some((cell) => cell.getBoundingClientRect().bottom > top + 4));
  return rowNumbers.get(found) ?? 0;
}

// The next or the previous lit difference.
function step(by) {
  const least = Math.min(stepNow(), 2);
  let at = panel.reading;
  if (at === null) {
    const row = rowNow();
    at = data.readings.findIndex(([place]) => place >= row);
    at = at < 0 ? data.readings.length : at;
    at -= by > 0 ? 1 : 0;
  }
  for (at += by; at >= 0 && at < data.readings.length; at += by) {
    if (gradeOf(at) < least || !data.readings[at].length) continue;
    const row = data.readings[at][0];
    const inPanel = panel.contains(document.activeElement);
    if (inPanel) rows[row].scrollIntoView({ block: "center" });
    else goTo(row);
    show(row, at, { focus: inPanel });
    tell(panel.querySelector("h2").textContent);
    return;
  }
  tell(said.nothing);
}

// In one text, the other texts of a sentence are opened below it.
function open(row) {
  const opened = rows[row].classList.toggle("open");
  if (opened) tell(data.columns.map(([siglum], column) => (isShown(column) ? "" : `${siglum}: ${textOf(row, column)}`)).join(" "));
}

document.getElementById("text").addEventListener("click", (event) => {
  if (event.target.closest("a, summary, button, input") || !getSelection().isCollapsed) return;
  const row = rowNumbers.get(event.target.closest(".r"));
  if (row === undefined) return;
  const item = event.target.closest("details li");
  if (item) {
    show(row, readingsOfRow.get(row)[[...item.parentElement.children].indexOf(item)]);
    return;
  }
  const place = placeAt(event.clientX, event.clientY);
  const reading = place && readingAt(place, stepNow());
  if (checked("view") === "one") open(row);
  else show(row, reading);
});
