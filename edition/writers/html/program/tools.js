// The tools under the bar: search, the differences by weight, reading aids, keys.

const tools = document.getElementById("tools");

function tool(id, title, ...inside) {
  const made = make("details", { id, name: "tool" }, make("summary", {}, title), make("div", {}, ...inside));
  tools.append(made);
  return made;
}

function labelled(label, field) {
  return make("label", {}, label, " ", field);
}

function choice(label, values, act) {
  const field = make("select", {}, ...values.map(([value, name]) => make("option", { value }, name)));
  field.addEventListener("change", act);
  return [labelled(label, field), field];
}

// --- Search

const query = make("input", { type: "search", id: "query", autocomplete: "off", spellcheck: false });
const count = make("p", { role: "status" });
const hits = make("ol", { className: "hits" });
let timer = 0;

function search(words, options = {}) {
  const started = performance.now();
  const pattern = patternOf(words, options);
  const list = pattern ? found(pattern, options.column ?? null) : [];
  document.body.dataset.searched = (performance.now() - started).toFixed(1);
  count.textContent = !pattern ? "" : list.length ? filled(said.results, { count: list.length }) : said.nothing;
  listHits(hits, list, pattern);
}

query.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => search(query.value), 120);
});
const searching = tool("searching", said.search, labelled(said.search, query), make("p", { className: "soft" }, said.search_said), count, hits);
searching.addEventListener("toggle", () => searching.open && (buildIndex(), query.focus()));

document.getElementById("terms")?.querySelectorAll("tbody tr").forEach((line) => {
  [line.cells[0], line.cells[1]].forEach((cell) => {
    const word = cell.textContent;
    const act = button(word, () => {
      searching.open = true;
      query.value = word;
      search(word, { whole: true });
      query.focus();
    });
    act.title = filled(said.concordance, { word });
    cell.replaceChildren(act);
  });
});

// --- Differences

const differences = make("ol", { className: "hits" });
const shown = make("p", { role: "status" });
const every = ["", said.every];
const [gradeLabel, gradeField] = choice(said.grade, [every, ...data.grades.map((name, grade) => [grade, name]).reverse()], list);
const [kindLabel, kindField] = choice(said.kind, [every, ...data.kinds.map((name, kind) => [kind, name])], list);
// Who has a reading: a text, or who quotes one.
const sigla = [...new Set([...document.querySelectorAll("#text details.v li > abbr, #text details.v li > * > abbr")].map((abbr) => abbr.textContent))];
const [textLabel, textField] = choice(said.shown, [every, ...sigla.map((siglum) => [siglum, siglum])], list);
const habits = data.habits.map(([word, answer, held]) => [`${word} – ${answer} (${held.length})`, new Set(held)]);
const ofHabit = new Set(habits.flatMap(([, held]) => [...held]));
const [habitLabel, habitField] = choice(said.habit, [every, ["none", said.no_habit], ...habits.map(([name], at) => [at, name])], list);

function isOfHabit(reading) {
  if (habitField.value === "") return true;
  return habitField.value === "none" ? !ofHabit.has(reading) : habits[habitField.value][1].has(reading);
}

function list() {
  const wanted = data.readings
    .map((_, reading) => reading)
    .filter((reading) => gradeField.value === "" || gradeOf(reading) === Number(gradeField.value))
    .filter((reading) => kindField.value === "" || data.readings[reading][3] === Number(kindField.value))
    .filter((reading) => textField.value === "" || [...itemOf(reading).querySelectorAll("abbr")].some((abbr) => abbr.textContent === textField.value))
    .filter(isOfHabit)
    .sort((one, other) => weightOf(other) - weightOf(one) || gradeOf(other) - gradeOf(one) || one - other);
  shown.textContent = filled(said.readings, { count: wanted.length });
  differences.replaceChildren();
  differences.nextElementSibling?.remove();
  const more = () => {
    for (const reading of wanted.slice(differences.children.length, differences.children.length + MOST)) {
      const row = data.readings[reading][0];
      const link = make("a", { href: `#${itemOf(reading).id}` }, titleOf(row));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.pushState(null, "", link.hash);
        heaviest.open = false;
        goTo(row);
        show(row, reading);
      });
      const copied = make("span", {}, ...[...itemOf(reading).childNodes].map((node) => node.cloneNode(true)));
      const weight = weightOf(reading) < 0 ? "" : ` ${(weightOf(reading) / 100).toFixed(2)}`;
      differences.append(make("li", {}, copied, " ", make("small", {}, data.kinds[data.readings[reading][3]], weight, " "), link));
    }
    again.hidden = differences.children.length >= wanted.length;
  };
  const again = button(said.more, more);
  differences.after(again);
  more();
}

const heaviest = data.readings.length
  ? tool("heaviest", said.heaviest, make("p", { className: "acts" }, gradeLabel, kindLabel, ...(sigla.length > 1 ? [textLabel] : []), ...(habits.length ? [habitLabel] : [])), shown, differences)
  : null;
heaviest?.addEventListener("toggle", () => heaviest.open && list());

// --- What the reader chose, kept in this browser alone

const STORE = `edition ${data.identifier}`;
const kept = (() => {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
})();

function keep(name, value) {
  kept[name] = value;
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // A reader who keeps nothing has the page as it comes.
  }
}

const root = document.documentElement;
const aids = {
  size: (value) => root.style.setProperty("--size", value),
  width: (value) => root.style.setProperty("--measure", value),
  face: (value) => root.style.setProperty("--face", value),
  clean: (value) => (document.body.classList.toggle("clean", value), showLights()),
  keys: () => {},
};

// Change what moves the text about, and keep the row that the reader sees.
function inPlace(act) {
  const row = rowAtTop();
  const began = scrollY > 200;
  act();
  if (began) rows[row]?.scrollIntoView({ block: "start" });
}

function aid(name, label, values) {
  const [made, field] = choice(label, values, () => inPlace(() => (aids[name](field.value), keep(name, field.value))));
  field.value = kept[name] ?? values.find(([, , first]) => first)[0];
  if (kept[name]) aids[name](kept[name]);
  return made;
}

function box(name, label, begins) {
  const field = make("input", { type: "checkbox", checked: kept[name] ?? begins });
  field.addEventListener("change", () => (aids[name](field.checked), keep(name, field.checked)));
  if (kept[name] !== undefined) aids[name](kept[name]);
  return make("label", {}, field, " ", label);
}

const SERIF = getComputedStyle(root).getPropertyValue("--face");
tool(
  "aids",
  said.aids,
  make(
    "p",
    { className: "acts" },
    aid("size", said.size, [["0.85", "85 %"], ["1", "100 %", true], ["1.2", "120 %"], ["1.5", "150 %"], ["2", "200 %"]]),
    aid("width", said.width, [["27rem", said.narrow], ["36rem", "–", true], ["50rem", said.wide]]),
    aid("face", said.face, [[SERIF, said.face_book, true], ["system-ui, sans-serif", said.face_plain]]),
    box("clean", said.clean, false),
    box("keys", said.keys, true),
  ),
  make("p", { className: "soft" }, said.keys_said),
);
tools.hidden = false;

// --- The choices of the bar

for (const name of ["view", "lit", "alone"]) {
  const before = kept[name] && document.getElementById(`${name}-${kept[name]}`);
  if (before) before.checked = true;
  document.querySelectorAll(`input[name="${name}"]`).forEach((field) =>
    field.addEventListener("change", () => {
      keep(name, checked(name));
      document.querySelectorAll(".r.open").forEach((row) => row.classList.remove("open"));
      showLights();
    }),
  );
}
document.getElementById("lits")?.removeAttribute("hidden");
showLights();

// The row on the screen stays there when another way to read is chosen. The browser has changed the page when `change` is told, so
// that the row is noted before, when a choice is about to be made.
let noted = 0;
for (const kind of ["pointerdown", "keydown"]) {
  document.getElementById("bar").addEventListener(kind, () => (noted = scrollY > 200 ? rowAtTop() : -1), true);
}
document.getElementById("bar").addEventListener("change", ({ target }) => {
  if (/^(view|alone|show)-/.test(target.id) && noted >= 0) rows[noted]?.scrollIntoView({ block: "start" });
});

// --- Keys

const acts = {
  j: () => goTo(Math.min(rowNow() + 1, rows.length - 1), { block: "center" }),
  k: () => goTo(Math.max(rowNow() - 1, 0), { block: "center" }),
  n: () => step(1),
  p: () => step(-1),
  o: () => (checked("view") === "one" ? open(rowNow()) : show(rowNow(), null, { focus: true })),
  "/": () => ((searching.open = true), query.focus()),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    close();
    return;
  }
  if (event.target.closest("input, select, textarea, button, a, summary")) return;
  if (event.key === "Enter" && event.target.closest(".r")) {
    event.preventDefault();
    acts.o();
  } else if (kept.keys !== false && acts[event.key] && rows.length) {
    event.preventDefault();
    acts[event.key]();
  }
});

// A reading that the address names is shown; its list is opened by the browser.
function follow() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  const place = id ? document.getElementById(id) : null;
  const item = place?.closest("details.v li");
  const row = rowNumbers.get(place?.closest(".r"));
  if (row === undefined) return;
  rows[row].scrollIntoView({ block: "center" });
  if (item) show(row, readingsOfRow.get(row)[[...item.parentElement.children].indexOf(item)]);
}
addEventListener("hashchange", follow);
follow();
const note = (event) => {
  const call = event.target.closest?.("a.call");
  const body = call && document.getElementById(decodeURIComponent(call.hash.slice(1)));
  if (!body) return;
  event.preventDefault();
  panel.row = rowNumbers.get(call.closest(".r")) ?? null;
  panel.replaceChildren(button("×", close), make("div", { className: "note" }, ...[...body.cloneNode(true).childNodes]));
  panel.firstChild.setAttribute("aria-label", said.close);
  panel.hidden = false;
  panel.focus();
};
document.getElementById("text").addEventListener("click", note);
// Where the controls are on the screen, nothing has to lead to them.
const up = document.querySelector(".up");
new IntersectionObserver(([seen]) => (up.hidden = seen.isIntersecting)).observe(document.getElementById("bar"));
// On a narrow screen it would cover the ends of lines: it is there for who goes back.
let scrolled = scrollY;
up.classList.add("away");
addEventListener(
  "scroll",
  () => {
    if (Math.abs(scrollY - scrolled) < 8) return;
    up.classList.toggle("away", scrollY > scrolled);
    scrolled = scrollY;
  },
  { passive: true },
);
requestIdleCallback?.(() => buildIndex(), { timeout: 4000 });
document.body.dataset.ready = "";
