// The rows of the page, and the places of readings in them, as ranges of text.

const data = JSON.parse(document.getElementById("data").textContent);
const said = data.words;
const rows = [...document.querySelectorAll("#text .r:not(.heads)")];
const rowNumbers = new Map(rows.map((row, number) => [row, number]));
const readingsOfRow = new Map();
data.readings.forEach(([row], number) => {
  if (!readingsOfRow.has(row)) readingsOfRow.set(row, []);
  readingsOfRow.get(row).push(number);
});

const cellOf = (row, column) => rows[row].children[column];
const gradeOf = (reading) => data.readings[reading][1];
const weightOf = (reading) => data.readings[reading][2];
const itemOf = (reading) => {
  const row = data.readings[reading][0];
  return rows[row].querySelectorAll(":scope > details li")[readingsOfRow.get(row).indexOf(reading)];
};
const checked = (name) => document.querySelector(`input[name="${name}"]:checked`)?.id.split("-")[1];
const isShown = (column) => cellOf(0, column) && getComputedStyle(document.querySelector(`.r:not(.h) > .${"abcd"[column]}`)).display !== "none";

function make(tag, properties = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Where each reading stands: row, column, start, end.
function placesOf(reading) {
  const [row, , , , ...numbers] = data.readings[reading];
  const places = [];
  for (let at = 0; at < numbers.length; at += 4) {
    const [further, column, start, length] = numbers.slice(at, at + 4);
    places.push({ row: row + further, column, start, end: start + length });
  }
  return places;
}

// A range of the text of a cell. Where words are lacking, it is the character before, so that there is something to be seen.
function rangeOf({ row, column, start, end }) {
  const walker = document.createTreeWalker(cellOf(row, column), NodeFilter.SHOW_TEXT);
  if (start === end) [start, end] = start ? [start - 1, start] : [0, 1];
  const range = {};
  for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode()) {
    const next = at + node.length;
    if (!range.startContainer && start < next) Object.assign(range, { startContainer: node, startOffset: start - at });
    if (range.startContainer && end <= next) {
      return new StaticRange({ ...range, endContainer: node, endOffset: end - at });
    }
    at = next;
  }
  return null;
}

// The place of a point of the text: row, column, offset; null where there is none.
function placeAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const [node, offset] = caret
    ? [caret.offsetNode, caret.offset]
    : ((range) => [range?.startContainer, range?.startOffset])(document.caretRangeFromPoint?.(x, y));
  if (node?.nodeType !== Node.TEXT_NODE) return null;
  const row = node.parentElement.closest(".r");
  if (!rowNumbers.has(row)) return null;
  const column = [...row.children].findIndex((cell) => cell.contains(node));
  if (column < 0 || row.children[column].tagName !== "DIV") return null;
  const walker = document.createTreeWalker(row.children[column], NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let other = walker.nextNode(); other && other !== node; other = walker.nextNode()) at += other.length;
  return { row: rowNumbers.get(row), column, at: at + offset };
}

// The lit reading at a place: of several the shortest.
function readingAt(place, step) {
  let found = null;
  let length = Infinity;
  for (const near of [place.row, place.row - 1]) {
    for (const reading of readingsOfRow.get(near) ?? []) {
      for (const { row, column, start, end } of gradeOf(reading) < step ? [] : placesOf(reading)) {
        const within = start === end ? place.at === start : start <= place.at && place.at <= end;
        if (row === place.row && column === place.column && within && end - start < length) [found, length] = [reading, end - start];
      }
    }
  }
  return found;
}

const entryOf = (row) => rows[row].closest("section[id]");

// What an entry is called: as in the contents, else by its heading.
const contents = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.getAttribute("href").slice(1), link.textContent]));

function titleOf(row) {
  const entry = entryOf(row);
  return contents.get(entry?.id) ?? entry?.querySelector("h1, h2, h3, h4, h5, h6")?.textContent.trim().replace(/[.:]$/, "") ?? "";
}

// The words of a cell in one line: a stroke between verses, and nothing that the page adds to them. `without`: a selector of what
// else is left out.
function textOf(row, column, { stroke = " / ", without = "" } = {}) {
  const walker = document.createTreeWalker(cellOf(row, column), NodeFilter.SHOW_TEXT);
  const left = [".call", ".line-number", ...(without ? [without] : [])].join();
  let made = "";
  for (let node = walker.nextNode(), last = null; node; node = walker.nextNode()) {
    if (node.parentElement.closest(left)) continue;
    const block = node.parentElement.closest(".line, p, li, h1, h2, h3, h4, h5, h6, div");
    if (made && block !== last) made += block.matches(".line") ? stroke : " ";
    made += node.data;
    last = block;
  }
  return made.replace(/\s+/g, " ").trim();
}
