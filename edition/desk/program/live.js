// Tells of builds and of faults, and opens the page anew when it has changed.

const served = JSON.parse(document.getElementById("served").textContent);
// What the desk hangs on: what the page is told after each build, and what to keep when it is opened anew.
const live = { told: [], leave: [] };

function part(tag, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

const faults = part("section", { id: "faults", hidden: true, lang: "en" });
faults.setAttribute("aria-label", "What is wrong");
const faultsTitle = part("h2");
const faultsList = part("ul");
faults.append(faultsTitle, faultsList);
document.querySelector("main").before(faults);
const pulse = part("p", { id: "pulse", lang: "en" });
pulse.setAttribute("role", "status");
document.body.append(pulse);

function message({ severity, text }) {
  return part("li", { className: severity }, text);
}

// Whether rows show words of which the rest of the page does not know yet.
let ahead = false;

// Puts the words of the sections that have changed into their rows: the page itself takes longer, and is then opened anew.
function showSections(sections) {
  // What the panel shows of a row is as old as the page.
  if (document.getElementById("panel")?.hidden === false) return;
  for (const [id, source] of Object.entries(sections)) {
    const now = document.getElementById(id);
    const held = part("template", { innerHTML: source });
    const [old, rows] = [now, held.content].map((within) => [...(within?.querySelectorAll(".r") ?? [])]);
    // Where sentences have come or gone, no row answers another.
    if (old.length !== rows.length) continue;
    old.forEach((row, at) => {
      if (row.innerHTML === rows[at].innerHTML) return;
      const open = row.querySelector(":scope > details")?.open;
      row.replaceChildren(...rows[at].childNodes);
      row.querySelector(":scope > details")?.toggleAttribute("open", open ?? false);
      ahead = true;
    });
  }
}

function showState(state) {
  if (!state.built) {
    pulse.textContent = "Building …";
    return;
  }
  const counts = ["error", "warning"].map((kind) => [kind, state.messages.filter(({ severity }) => severity === kind).length]);
  const counted = counts.filter(([, count]) => count).map(([kind, count]) => `${count} ${kind}${count > 1 ? "s" : ""}`);
  const built = state.checked ? `Built in ${state.seconds} s` : `Shown after ${state.seconds} s, and still being checked …`;
  pulse.textContent = [state.failed ? "Not built" : built, ...counted].join(", ");
  faults.hidden = !state.failed;
  faultsTitle.textContent = served.version ? "This cannot be built. The page is as it was before." : "This cannot be built.";
  faultsList.replaceChildren(...state.messages.filter(({ severity }) => severity === "error").map(message));
  if (state.checked) live.told.forEach((act) => act(state));
  if (state.version === served.version && !state.checked) showSections(state.sections);
  if (state.version !== served.version || (ahead && state.checked)) {
    live.leave.forEach((act) => act());
    location.reload();
  }
}

const events = new EventSource("/events");
events.onmessage = ({ data }) => showState(JSON.parse(data));
events.onerror = () => {
  pulse.textContent =
    events.readyState === EventSource.CLOSED
      ? "The server does not know this page any more. Open the address that `edition serve` has printed."
      : "The server does not answer. Is `edition serve` still running?";
};
pulse.textContent = "Building …";
