// The desk: what an editor may decide of the reading or the sentence in the panel, the questions, undo and redo.

const GRADE_KEYS = { accidental: ["1", "4"], stylistic: ["2", "5"], substantive: ["3", "6"] };
const WRITTEN = `edition written ${served.name}`;
let linking = null;

async function ask(path, body = null) {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json", "x-edition-token": served.token },
    body: JSON.stringify({ ...body, version: served.version }),
  };
  try {
    const answer = await fetch(path, options ?? undefined);
    return answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : { refused: await answer.text() };
  } catch {
    return { refused: "The server does not answer. Is `edition serve` still running?" };
  }
}

const about = (path, values = {}) => `${path}?${new URLSearchParams({ ...values, version: served.version })}`;

// --- What was written

const written = make("section", { className: "written" });
const told = make("p", { role: "status" });
const lines = make("pre", { tabIndex: 0, "aria-label": "Written" });
lines.setAttribute("role", "group");
written.append(told, lines);
// The same under the bar, where no panel is open.
const deskTold = make("p", { className: "soft" });
const deskLines = make("pre", { tabIndex: 0, hidden: true, "aria-label": "Written" });
deskLines.setAttribute("role", "group");

function showWritten(words, text) {
  told.textContent = deskTold.textContent = words;
  lines.textContent = deskLines.textContent = text;
  lines.hidden = deskLines.hidden = !text;
}
// The place where it is told, null while the page is made.
let toldAt = null;
const placeNow = () => `${panel.row} ${panel.reading}`;

function tellWritten({ refused, told: words, lines: text = "" }) {
  showWritten(refused ?? words, text);
  pulse.textContent = refused ?? words;
  if (!refused) sessionStorage.setItem(WRITTEN, JSON.stringify({ told: words, lines: text }));
  toldAt = placeNow();
}

// What was written of one place is told no more where the panel shows another.
function forgetWritten() {
  if (toldAt === null || toldAt === placeNow()) return;
  showWritten("", "");
  sessionStorage.removeItem(WRITTEN);
}

let acting = false;

async function act(body) {
  if (acting) return;
  acting = true;
  const answer = await ask("/act", body);
  acting = false;
  tellWritten(answer);
  if (answer.refused) return;
  closeForms();
  showTurns(answer);
  linking = null;
  // What was found right changes no page: the desk alone shows it.
  if (panel.row !== null && !panel.hidden) decide();
  if (desk.open) listQuestions();
  if (decided.open) listDecisions();
}

// --- The panel

function group(name, ...inside) {
  const made = make("p", { role: "group", className: "acts" }, make("span", { className: "soft" }, name), ...inside);
  made.setAttribute("aria-label", name);
  return made;
}

function press(label, body, { pressed = null } = {}) {
  const made = button(label, () => act(body));
  if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
  return made;
}

function typed(label, name, send, count = 1) {
  const fields = name.slice(0, count).map((hint) => make("input", { type: "text", size: 24, "aria-label": hint, placeholder: hint }));
  const form = make("span", { hidden: true, className: "acts" }, ...fields);
  const opener = button(`${label} …`, () => {
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) fields[0].focus();
  });
  opener.setAttribute("aria-expanded", "false");
  const sent = () => send(fields.map(({ value }) => value));
  form.append(button("Write", sent));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT") sent();
  });
  return [opener, form];
}

function readingActs(id, place) {
  const { key, like, acts: possible } = place;
  const base = { id, key };
  const can = (name) => possible.includes(name);
  const grades = Object.entries(GRADE_KEYS).filter(([name, [here]]) => can(here) || name === place.grade);
  const here = group(
    "Here:",
    press("Right as it is", { ...base, act: "accept" }, { pressed: place.accepted }),
    ...grades.map(([name, [act]]) => press(name, { ...base, act }, { pressed: name === place.grade })),
    press("Silence", { ...base, act: "x" }, { pressed: place.silent }),
  );
  // It is given by a button: who goes through the types by keys has not chosen one yet.
  const type = make("select", {}, make("option", { value: "" }, `${place.type}`));
  type.append(...place.types.filter((name) => name !== place.type).map((name) => make("option", { value: name }, name)));
  const give = button("Give this type", () => act({ ...base, act: "t", value: type.value }));
  give.disabled = true;
  type.addEventListener("change", () => (give.disabled = !type.value));
  const more = group(
    "",
    make("label", {}, "Type ", type),
    give,
    ...(can("m") ? [press("One with the next", { ...base, act: "m" })] : []),
    ...typed("Split", place.sigla.map((siglum) => `Second reading in ${siglum} begins`), (second) => act({ ...base, act: "s", second }), 2),
    ...typed("Comment", ["Comment"], ([value]) => act({ ...base, act: "c", value })),
  );
  more.setAttribute("aria-label", "More");
  const rules = [...Object.entries(GRADE_KEYS).map(([name, [, key]]) => [key, name]), ["e", "silence"]].filter(([name]) => can(name));
  const others = like === 1 ? "This and the other like it:" : `This and the ${like} like it:`;
  const all = [press("Right as they are", { ...base, act: "accept all" }), ...rules.map(([act, name]) => press(name, { ...base, act }))];
  return [here, more, ...(like ? [group(others, ...all)] : rules.length ? [group("Everywhere:", ...all.slice(1))] : [])];
}

function sentenceActs(id, place) {
  const base = { id, key: place.key };
  const siglum = place.sigla[1];
  const acts = [press("Right as it is", { ...base, act: "accept" }, { pressed: place.accepted })];
  if (place.unlink) acts.push(press("They do not answer one another", { ...base, act: "u" }));
  acts.push(
    button(`Link with another sentence of ${siglum} …`, () => {
      linking = { id, siglum };
      tell(`Choose the sentence of ${siglum}: click it, or go to it with j and k and press Enter.`);
      pulse.textContent = `Choose the sentence of ${siglum} that answers. Escape leaves it.`;
      rows[panel.row]?.focus({ preventScroll: true });
    }),
  );
  const answers = place.candidates.map((words, at) => make("li", {}, press(words, { ...base, act: String(at + 1) })));
  return [group("Here:", ...acts), ...(answers.length ? [make("p", { className: "soft" }, "It may be answered by:"), make("ol", {}, ...answers)] : [])];
}

const decidedItem = ({ line, text }) =>
  make("li", {}, make("pre", {}, text), press(`Take out (line ${line})`, { act: "take out", line, text }));

function decidedLines({ decided: held }) {
  if (!held.length) return [];
  return [make("p", { className: "soft" }, "Decided:"), make("ul", { className: "decided" }, ...held.map(decidedItem))];
}

function firstWords(text, most = 6) {
  const words = text.split(/\s+/);
  return words.length > most ? `${words.slice(0, most).join(" ")} …` : text;
}

function placeActs(id, place) {
  // The panel has the sentences above: their first words tell which are meant.
  const shown = (words) => (place.kind === "reading" ? words : firstWords(words));
  const words = place.words.map((part, side) => `${place.sigla[side]}: ${shown(part) || "nothing"}`).join(" / ");
  const weight = place.weight === null || place.weight === undefined ? "" : `, weight ${place.weight.toFixed(2)}`;
  const kind = place.kind === "reading" ? `${place.type}, ${place.grade}${weight}` : "sentences that answer one another";
  return make(
    "section",
    { className: "place" },
    make("h3", {}, words, " ", make("small", {}, kind)),
    ...(place.kind === "reading" ? readingActs(id, place) : sentenceActs(id, place)),
    ...decidedLines(place),
  );
}

// Write what may be decided of what the panel shows.
async function decide() {
  const { row, reading } = panel;
  const id = reading === null ? rows[row].id : itemOf(reading).id;
  const [answer, words] = await Promise.all([ask(about("/place", { id })), ask("/words", { entry: entryOf(row)?.id ?? "", shown: wordsOf(row) })]);
  if (panel.row !== row || panel.reading !== reading || panel.hidden) return;
  const focused = panel.querySelector("#deciding")?.contains(document.activeElement);
  panel.querySelector("#deciding")?.remove();
  const inside = answer.refused ? [make("p", {}, answer.refused)] : answer.places.map((place) => placeActs(id, place));
  if (!words.refused) inside.push(...wordActs(row, words));
  if (!inside.length) inside.push(make("p", { className: "soft" }, "Nothing can be decided here: no two texts are compared."));
  const deciding = make("div", { id: "deciding", lang: "en", tabIndex: -1, role: "group", "aria-label": "Decide" }, written, ...inside);
  panel.append(deciding);
  if (focused) deciding.focus();
  // The panel has grown.
  reveal();
  takeUpDraft(row);
}

panel.addEventListener("shown", () => {
  forgetWritten();
  if (linking && panel.row !== null) {
    const body = { act: "link", id: linking.id, with: rows[panel.row].id, siglum: linking.siglum };
    linking = null;
    if (body.id !== body.with) act(body);
    return;
  }
  decide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") linking = null;
});
// From the text to what may be decided.
acts.d = () => document.getElementById("deciding")?.querySelector("button")?.focus();
acts.u = () => act({ act: "undo" });

// --- The desk under the bar

const undo = button("Undo", () => act({ act: "undo" }));
const redo = button("Redo", () => act({ act: "redo" }));
const counted = make("p", { role: "status" });
const questions = make("ol", { className: "hits" });
const decisions = make("ul", { className: "decided" });
const decided = make("details", {}, make("summary", {}, "Decisions, the last first"), decisions);
const warnings = make("ul", { className: "messages" });
const warned = make("details", {}, make("summary", {}, "Messages of the build"), warnings);
const desk = tool(
  "desk",
  "Desk",
  make("p", { className: "acts" }, undo, redo),
  make("section", { className: "written" }, deskTold, deskLines),
  make("p", { className: "soft" }, "Choose a reading or a sentence of the text: the panel has what may be decided. d goes there, u undoes."),
  decided,
  divisions,
  warned,
  counted,
  questions,
);
desk.lang = "en";
desk.firstChild.lang = "en";

function showTurns({ undo: back, redo: again }) {
  undo.disabled = !back;
  redo.disabled = !again;
}

function goToId(id) {
  const place = document.getElementById(id);
  const row = rowNumbers.get(place?.closest(".r"));
  if (row === undefined) {
    tell("This place stands in no row of the page.");
    return;
  }
  const item = place.closest("details.v li");
  desk.open = false;
  goTo(row);
  show(row, item ? readingsOfRow.get(row)[[...item.parentElement.children].indexOf(item)] : null, { focus: true });
}

async function listQuestions() {
  counted.textContent = "Looking …";
  const answer = await ask(about("/questions"));
  if (answer.refused) {
    counted.textContent = answer.refused;
    return;
  }
  counted.textContent = answer.count ? `Questions: ${answer.count}, first what matters most.` : "Nothing is left to look at.";
  questions.replaceChildren(
    ...answer.questions.map(({ id, title, sides }) =>
      make(
        "li",
        {},
        button(title, () => goToId(id)),
        ...sides.map(({ siglum, before, words, after }) =>
          make("p", {}, make("b", {}, siglum), ` ${before} `, make("mark", {}, words || "nothing"), ` ${after}`),
        ),
      ),
    ),
  );
}
desk.addEventListener("toggle", () => {
  if (!desk.open) return;
  // The panel would stand over it.
  close();
  listQuestions();
});

async function listDecisions() {
  const answer = await ask(about("/decisions"));
  decisions.replaceChildren(...(answer.decisions?.map(decidedItem) ?? [make("li", {}, answer.refused)]));
}
decided.addEventListener("toggle", () => decided.open && listDecisions());

// What keeps the edition from being built may be what was decided last.
const turnBack = button("Undo what was decided last", () => act({ act: "undo" }));
faults.append(turnBack);

live.told.push((state) => {
  showTurns(state);
  turnBack.hidden = !state.undo;
  warnings.replaceChildren(...state.messages.map(message));
});

// What was written last is told again on the page that has come of it.
try {
  const last = JSON.parse(sessionStorage.getItem(WRITTEN));
  showWritten(last?.told ?? "", last?.lines ?? "");
} catch {
  showWritten("", "");
}

backToPlace();
toldAt = placeNow();
// A reading that the address names was shown before there was a desk.
if (panel.row !== null && !panel.hidden && !document.getElementById("deciding")) decide();
