// Search over all texts at once. Accents, capitals and the older spellings of a language count as the same.

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ſ: "s", ø: "o", ł: "l", "’": "'" };

function folded(words) {
  let made = words.toLowerCase();
  if (/[^\x00-\x7f]/.test(made)) made = made.normalize("NFD").replace(/\p{M}/gu, "").replace(/[ßæœſøł’]/g, (letter) => LETTERS[letter]);
  return made;
}

const spelling = [];
for (const [pattern, key] of data.spelling) {
  try {
    spelling.push([new RegExp(pattern, "gu"), key.replace(/\\(\d)/g, "$$$1")]);
  } catch {
    // A rule that only Python understands folds nothing here.
  }
}
const keyOf = (word) => spelling.reduce((made, [pattern, key]) => made.replace(pattern, key), word);

// The folded text of each cell in turn, column by column, and the words that share a key.
let index = null;

function buildIndex() {
  if (index) return index;
  const texts = data.columns.map((_, column) => rows.map((_, row) => folded(textOf(row, column))));
  const alike = new Map();
  for (const word of new Set(texts.flat().join(" ").match(/[\p{L}\p{N}']+/gu))) {
    const key = keyOf(word);
    if (!alike.has(key)) alike.set(key, []);
    alike.get(key).push(word);
  }
  index = { texts, alike };
  return index;
}

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");

// A pattern for the words of a query: each in any of its spellings, or as the beginning of a longer word.
function patternOf(query, { whole = false } = {}) {
  const words = folded(query).match(/[\p{L}\p{N}']+/gu);
  if (!words) return null;
  const { alike } = buildIndex();
  const each = words.map((word) => {
    const same = (alike.get(keyOf(word)) ?? []).map(escaped);
    const known = same.length ? `(?:${same.join("|")})(?![\\p{L}\\p{N}])` : "";
    const longer = whole && known ? "" : `${escaped(word)}[\\p{L}\\p{N}]*`;
    return `(?:${[known, longer].filter(Boolean).join("|")})`;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])${each.join("[^\\p{L}\\p{N}]+")}`, "u");
}

// The rows in which a pattern is found, with the columns: [row, [column, …]].
function found(pattern, only = null) {
  const { texts } = buildIndex();
  const hits = new Map();
  texts.forEach((cells, column) => {
    if (only !== null && only !== column) return;
    cells.forEach((words, row) => {
      if (!pattern.test(words)) return;
      if (!hits.has(row)) hits.set(row, []);
      hits.get(row).push(column);
    });
  });
  return [...hits].sort(([one], [other]) => one - other);
}

// The words of a cell, with those marked that a pattern finds.
function marked(words, pattern) {
  const made = make("span");
  const global = new RegExp(pattern.source, "gu");
  const places = [];
  let low = "";
  for (let at = 0; at < words.length; at += 1) {
    const part = folded(words[at]);
    for (let count = 0; count < part.length; count += 1) places.push(at);
    low += part;
  }
  let last = 0;
  for (const hit of low.matchAll(global)) {
    const [start, end] = [places[hit.index], (places[hit.index + hit[0].length - 1] ?? words.length) + 1];
    made.append(words.slice(last, start), make("mark", {}, words.slice(start, end)));
    last = end;
  }
  made.append(words.slice(last));
  return made;
}

const MOST = 50;

// Write the rows of a search into a list, the first MOST and more when asked.
function listHits(list, hits, pattern) {
  list.replaceChildren();
  const more = () => {
    for (const [row] of hits.slice(list.children.length, list.children.length + MOST)) {
      const item = make("li", {}, make("a", { href: `#${rows[row].id}` }, titleOf(row) || rows[row].id));
      data.columns.forEach(([siglum], column) => {
        const words = textOf(row, column);
        if (words) item.append(make("p", { lang: cellOf(row, column).lang }, make("b", {}, siglum), " ", marked(words, pattern)));
      });
      list.append(item);
    }
    again.hidden = list.children.length >= hits.length;
  };
  list.nextElementSibling?.remove();
  const again = button(said.more, more);
  list.after(again);
  more();
}
