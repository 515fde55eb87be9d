// The words of each text in the panel: emend them, end the heading, bind a note, keep an entry apart.

const DRAFT = `edition draft ${served.name}`;

// What the page shows of each text in a row, as the text has it: no strokes between verses, no names of who speaks.
function wordsOf(row) {
  const found = data.columns.map(([siglum], column) => [siglum, textOf(row, column, { stroke: " ", without: ".speaker" })]);
  return Object.fromEntries(found.filter(([, words]) => words));
}

// A button that opens a form below it, made when it is opened first. `name` tells it from the others of the panel.
function disclosed(name, label, build) {
  const form = make("div", { hidden: true, className: "form", role: "group" });
  form.dataset.form = name;
  form.setAttribute("aria-label", label);
  const opener = button(`${label} …`, () => toggle());
  opener.setAttribute("aria-expanded", "false");
  async function toggle() {
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (form.hidden) return;
    if (!form.childElementCount) form.append(...(await build()), button("Drop", drop));
    form.querySelector("textarea, input, select")?.focus();
  }
  function drop() {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    form.replaceChildren();
    opener.focus();
  }
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // The panel stays.
    event.stopPropagation();
    drop();
  });
  form.open = toggle;
  return [opener, form];
}

function field(label, element) {
  return make("label", { className: "field" }, make("span", {}, label), element);
}

// In a line of text Enter writes.
function line(properties, send) {
  const made = make("input", { type: "text", ...properties });
  made.addEventListener("keydown", (event) => event.key === "Enter" && send());
  return made;
}

function emending(base, text) {
  const send = () => act({ ...base, act: "emend", value: words.value, cause: cause.value, reason: reason.value });
  const words = make("textarea", { value: text.words, rows: Math.min(8, 1 + Math.ceil(text.words.length / 60)), spellcheck: false });
  const cause = make(
    "select",
    {},
    make("option", { value: "print" }, "in print"),
    make("option", { value: "extraction" }, "from taking the text out of its file"),
  );
  const reason = line({ size: 40 }, send);
  return [field(`${text.siglum} is to read`, words), field("The fault is", cause), field("Why, if you like", reason), button("Write", send)];
}

function ending(base, text) {
  const send = () => act({ ...base, act: "heading", value: last.value });
  const last = line({ size: 40, value: text.heading.split(/\s+/).slice(-5).join(" ") }, send);
  return [
    make("p", { className: "soft" }, text.heading ? `Its heading now: “${text.heading}”` : "It has no heading now."),
    field("The heading ends with the words", last),
    make("p", { className: "soft" }, "Without words it ends after its date."),
    button("Write", send),
  ];
}

async function binding(base, text) {
  const answer = await ask("/notes", base);
  if (answer.refused) return [make("p", {}, answer.refused)];
  const send = () => act({ ...base, act: "note", number: Number(note.value), value: after.value });
  const note = make("select", {}, ...answer.notes.map((name, number) => make("option", { value: number }, name)));
  const after = line({ size: 40, value: text.words.split(/\s+/).slice(-3).join(" ") }, send);
  return [field("The note", note), field("belongs after the words", after), button("Write", send)];
}

// What may be decided of the words of a row, text by text. `answer`: what the server tells of them.
function wordActs(row, { texts, apart }) {
  const entry = entryOf(row)?.id ?? "";
  const shown = wordsOf(row);
  const made = texts.map((text) => {
    const base = { entry, siglum: text.siglum, shown: shown[text.siglum] };
    const forms = [
      disclosed(`emend ${text.siglum}`, "Emend", () => emending(base, text)),
      ...(text.heading === null ? [] : [disclosed(`heading ${text.siglum}`, "End of the heading", () => ending(base, text))]),
      ...(text.notes ? [disclosed(`note ${text.siglum}`, "A note belongs here", () => binding(base, text))] : []),
    ];
    const acts = group(`${text.siglum}:`, ...forms.map(([opener]) => opener));
    acts.setAttribute("aria-label", `Words of ${text.siglum}`);
    return [acts, ...forms.map(([, form]) => form), ...decidedLines(text)];
  });
  const parted = apart.map(({ siglum, n }) =>
    group(`${siglum} has this entry as ${n}:`, press("Keep the two apart", { act: "apart", entry, siglum })),
  );
  if (!made.length && !parted.length) return [];
  return [make("section", { className: "place" }, make("h3", {}, "The words of each text"), ...made.flat(), ...parted)];
}

// --- What is typed and not written yet

const openForms = () => [...document.querySelectorAll("#deciding .form:not([hidden])")];

function closeForms() {
  openForms().forEach((form) => (form.hidden = true));
}

live.leave.push(() => {
  const form = openForms()[0];
  if (!form || panel.row === null) return;
  const values = [...form.querySelectorAll("textarea, input, select")].map(({ value }) => value);
  sessionStorage.setItem(DRAFT, JSON.stringify({ row: rows[panel.row].id, name: form.dataset.form, values }));
});

// A page that is made anew has what was typed on the one before.
async function takeUpDraft(row) {
  const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  if (kept?.row !== rows[row].id) return;
  sessionStorage.removeItem(DRAFT);
  const form = [...document.querySelectorAll("#deciding .form")].find(({ dataset }) => dataset.form === kept.name);
  await form?.open();
  form?.querySelectorAll("textarea, input, select").forEach((element, at) => (element.value = kept.values[at] ?? element.value));
}
