// Keeps the reader's place when the page is opened anew.

const PLACE = `edition place ${served.name}`;

live.leave.push(() => {
  if (!rows.length) return;
  const row = rowAtTop();
  const kept = {
    row: rows[row].id,
    top: rows[row].getBoundingClientRect().top,
    number: row,
    panel: panel.hidden || panel.row === null ? null : panel.reading === null ? rows[panel.row].id : (itemOf(panel.reading)?.id ?? rows[panel.row].id),
    // A reading of another type has another id.
    at: panel.reading === null ? -1 : readingsOfRow.get(panel.row).indexOf(panel.reading),
    count: panel.row === null ? 0 : (readingsOfRow.get(panel.row)?.length ?? 0),
    within: panel.row === null ? "" : rows[panel.row].id,
    shown: panel.row ?? -1,
    focus: panel.contains(document.activeElement),
    open: [...document.querySelectorAll("#bar > details[open], #tools > details[open]")].map(({ id }) => id),
  };
  sessionStorage.setItem(PLACE, JSON.stringify(kept));
});

function backToPlace() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(PLACE));
  } catch {
    return;
  }
  sessionStorage.removeItem(PLACE);
  if (!kept || !rows.length) return;
  kept.open.forEach((id) => id && document.getElementById(id)?.setAttribute("open", ""));
  const near = rows[Math.min(kept.number, rows.length - 1)];
  // A row whose words have changed has another id, and stands where it stood.
  const row = document.getElementById(kept.row) ?? near;
  const settle = () => scrollBy({ top: row.getBoundingClientRect().top - kept.top, behavior: "instant" });
  row.scrollIntoView({ block: "start", behavior: "instant" });
  // What comes near the screen is laid out then, and may be taller than it was thought to be.
  requestAnimationFrame(() => (settle(), requestAnimationFrame(settle)));
  if (!kept.panel) return;
  const place = document.getElementById(kept.panel);
  // A sentence whose words have changed may have another id too.
  const at = rowNumbers.get((place ?? document.getElementById(kept.within))?.closest(".r")) ?? Math.min(kept.shown, rows.length - 1);
  if (at < 0) return;
  const item = place?.closest("details.v li");
  const readings = readingsOfRow.get(at) ?? [];
  // Where one is gone, another stands at its number: its sentence is shown then.
  const number = item ? [...item.parentElement.children].indexOf(item) : readings.length === kept.count ? kept.at : -1;
  show(at, readings[number] ?? null, { focus: kept.focus });
}

history.scrollRestoration = "manual";
