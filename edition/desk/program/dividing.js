// How each text is divided: try other keys of edition.toml, see the outline before and after, write them or drop them.

const KNOWN_BY = [["", "as the edition says"], ["date", "its date"], ["number", "its number"], ["heading", "its heading"]];
const VERSES = [["", "as the text shows"], ["true", "each line is a verse"], ["false", "lines are joined to paragraphs"]];

// Keys of edition.toml as an editor types them, and back. `none` is no level at all.
const asTyped = {
  divisions: (value) => (value.length ? value.join(", ") : "none"),
  leave_out: (value) => value.map(({ heading, lines: [first, last] = [] }) => heading ?? `lines ${first}–${last}`).join("\n"),
  verse: String,
};
const asKey = {
  divisions: (words) => (words === "none" ? [] : words.split(",").map((word) => word.trim()).filter(Boolean)),
  leave_out: (words) =>
    words
      .split("\n")
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => {
        const found = /^lines? (\d+)(?:\s*[-–]\s*(\d+))?$/.exec(part);
        return found ? { lines: [Number(found[1]), Number(found[2] ?? found[1])] } : { heading: part };
      }),
  verse: (word) => word === "true",
};

const options = (list) => list.map(([value, name]) => make("option", { value }, name));
const dividingFields = {
  divisions: ["Divided by", make("input", { type: "text", size: 30, placeholder: "book, chapter" })],
  headings: ["Headings look like", make("input", { type: "text", size: 30, placeholder: "Canto, or: No. {n}" })],
  from: ["The text begins with", make("input", { type: "text", size: 30 })],
  to: ["The text ends with", make("input", { type: "text", size: 30 })],
  key: ["An entry is known by", make("select", {}, ...options(KNOWN_BY))],
  verse: ["Lines", make("select", {}, ...options(VERSES))],
  leave_out: ["None of the text", make("textarea", { rows: 2, cols: 30, placeholder: "a heading, or: lines 40–95" })],
};

const dividedTexts = make("p", { className: "acts", role: "group" });
dividedTexts.setAttribute("aria-label", "Text");
const outlineSaid = make("p", { role: "status" });
const outlineTold = make("ul", { className: "messages" });
const outlineLines = make("ol", { className: "outline", tabIndex: 0 });
outlineLines.setAttribute("aria-label", "Outline");
const outlineToml = make("pre", { hidden: true });
const ways = make("ul", { className: "ways" });
const tryIt = button("Show the outline", () => tryDivisions());
const writeIt = button("Write into edition.toml", () => writeDivisions());
const dropIt = button("Drop", () => openText(dividing.siglum));
const divisionForm = make(
  "div",
  { hidden: true },
  make("p", { className: "soft" }, "What is empty the program finds by itself. “none” under Divided by makes the text one entry."),
  make("div", { className: "fields" }, ...Object.values(dividingFields).map(([label, element]) => field(label, element))),
  make("p", { className: "acts" }, tryIt, writeIt, dropIt),
  outlineSaid,
  outlineToml,
  outlineTold,
  ways,
  outlineLines,
);
const divisions = make("details", {}, make("summary", {}, "How the texts are divided"), dividedTexts, divisionForm);
const dividing = { siglum: "" };

function typedKeys() {
  const found = {};
  for (const [key, [, element]] of Object.entries(dividingFields)) {
    const words = element.value.trim();
    if (words) found[key] = asKey[key]?.(words) ?? words;
  }
  return found;
}

function showKeys(values, { whole = true } = {}) {
  for (const [key, [, element]] of Object.entries(dividingFields)) {
    if (key in values) element.value = asTyped[key]?.(values[key]) ?? values[key];
    else if (whole) element.value = "";
  }
}

function showOutline(list, said, told = [], toml = "") {
  outlineSaid.textContent = said;
  outlineTold.replaceChildren(...told.map((words) => make("li", {}, words)));
  outlineToml.textContent = toml;
  outlineToml.hidden = !toml;
  const marks = { "-": "−", "+": "+", " ": "" };
  outlineLines.replaceChildren(
    ...list.map(({ sign, line }) => {
      const tag = { "-": "del", "+": "ins" }[sign] ?? "span";
      return make("li", {}, make("b", {}, marks[sign] ?? sign), make(tag, {}, line));
    }),
  );
}

async function openText(siglum) {
  dividing.siglum = siglum;
  dividedTexts.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.value === siglum)));
  writeIt.disabled = true;
  const answer = await ask("/outline", { siglum });
  divisionForm.hidden = Boolean(answer.refused);
  if (answer.refused) {
    pulse.textContent = answer.refused;
    return;
  }
  showKeys(answer.values);
  showOutline(answer.lines.map((words) => ({ sign: " ", line: words })), `${siglum} as it is divided now:`);
  ways.replaceChildren(
    ...answer.ways.map(({ line: words, when, values }) =>
      make("li", {}, button("Try", () => (showKeys(values, { whole: false }), tryDivisions())), " ", make("code", {}, words), ` if ${when}`),
    ),
  );
}

async function tryDivisions() {
  outlineSaid.textContent = "Looking …";
  const answer = await ask("/divided", { siglum: dividing.siglum, values: typedKeys() });
  writeIt.disabled = !answer.possible;
  if (answer.refused) {
    outlineSaid.textContent = answer.refused;
    return;
  }
  const entries = (count) => `${count} ${count === 1 ? "entry" : "entries"}`;
  const said = answer.same ? "The outline stays as it is." : `Before: ${entries(answer.before)}. After: ${entries(answer.after)}.`;
  const possible = answer.possible || !answer.toml ? said : `${said} This cannot be written yet:`;
  showOutline(answer.lines, answer.lines.length ? possible : "This cannot be:", answer.told, answer.toml);
}

async function writeDivisions() {
  writeIt.disabled = true;
  await act({ act: "divide", siglum: dividing.siglum, values: typedKeys() });
  outlineSaid.textContent = told.textContent;
}

for (const [, element] of Object.values(dividingFields)) element.addEventListener("input", () => (writeIt.disabled = true));

divisions.addEventListener("toggle", async () => {
  if (!divisions.open || dividedTexts.childElementCount) return;
  const answer = await ask("/outline", {});
  if (answer.refused) {
    dividedTexts.textContent = answer.refused;
    return;
  }
  dividedTexts.append(
    ...answer.texts.map(({ siglum, title: words }) => {
      const made = button(`${siglum} ${words}`, () => openText(siglum));
      made.value = siglum;
      made.setAttribute("aria-pressed", "false");
      return made;
    }),
  );
});
