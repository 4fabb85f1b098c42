// The drawing of a seating plan: it zooms; two seats chosen one after the other, or one card dragged onto another seat,
// fill in the form beside it, which asks for the reason and works without this script as well.

const view = document.querySelector("[data-seating]");
const svg = view?.querySelector("svg");
const form = document.getElementById(view?.dataset.arrange ?? "");
const status = document.querySelector("[data-seating-status]");
const STEP = 1.3;
let chosen = null;

function zoomed(factor) {
  const now = svg.getBoundingClientRect().width;
  view.classList.remove("is-whole");
  svg.setAttribute("width", Math.min(Math.max(now * factor, 200), 12000));
}

function zooming() {
  const tools = document.querySelector("[data-seating-zoom]");
  tools.hidden = false;
  svg.removeAttribute("height");
  view.classList.add("is-whole");
  const natural = svg.viewBox.baseVal.width;
  if (natural > view.clientWidth * 2) { view.classList.remove("is-whole"); svg.setAttribute("width", Math.max(natural * 0.6, view.clientWidth)); }
  tools.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-zoom]")?.dataset.zoom;
    if (way === "in") zoomed(STEP);
    if (way === "out") zoomed(1 / STEP);
    if (way === "fit") view.classList.add("is-whole");
  });
}

function say(which) {
  if (status) status.textContent = status.dataset[which];
}

function unchoose() {
  chosen?.classList.remove("is-chosen");
  chosen?.setAttribute("aria-pressed", "false");
  chosen = null;
}

// Somebody, and the seat that they shall have: who sits there now takes the seat that becomes free.
function propose(from, to) {
  unchoose();
  say("first");
  if (from === to || !from.dataset.key) return;
  form.elements.namedItem("place").value = from.dataset.key;
  form.elements.namedItem("seat").value = to.dataset.seat;
  form.elements.namedItem("swap").checked = Boolean(to.dataset.key);
  form.scrollIntoView({ block: "center" });
  form.elements.namedItem("reason").focus();
}

function choose(seat) {
  if (chosen) return propose(chosen, seat);
  if (!seat.dataset.key) return undefined;
  chosen = seat;
  seat.classList.add("is-chosen");
  seat.setAttribute("aria-pressed", "true");
  return say("second");
}

const seatAt = ({ clientX, clientY }) => document.elementsFromPoint(clientX, clientY).map((one) => one.closest(".seat")).find(Boolean);

function dragging(seat) {
  seat.addEventListener("pointerdown", (down) => {
    if (down.button || !seat.dataset.key || down.pointerType === "touch") return;
    let moved = false;
    const move = (at) => {
      moved ||= Math.hypot(at.clientX - down.clientX, at.clientY - down.clientY) > 8;
      if (!moved) return;
      const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
      seat.setAttribute("transform", `translate(${(at.clientX - down.clientX) * scale} ${(at.clientY - down.clientY) * scale})`);
      for (const one of svg.querySelectorAll(".is-under")) one.classList.remove("is-under");
      under(at)?.classList.add("is-under");
    };
    const under = (at) => { seat.setAttribute("pointer-events", "none"); const found = seatAt(at); seat.removeAttribute("pointer-events"); return found; };
    const up = (at) => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", up);
      document.removeEventListener("pointercancel", up);
      seat.removeAttribute("transform");
      for (const one of svg.querySelectorAll(".is-under")) one.classList.remove("is-under");
      if (!moved) return;
      seat.addEventListener("click", (click) => click.stopImmediatePropagation(), { capture: true, once: true });
      const to = at.type === "pointerup" ? under(at) : null;
      if (to) propose(seat, to);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", up);
    down.preventDefault();
    seat.focus();
  });
}

// A card is called by what is seen on it; what a short line had to leave out follows.
function nameOf(seat) {
  const seen = [...seat.querySelectorAll("text")].map((one) => one.textContent.trim()).join(" ");
  const whole = seat.dataset.told.slice(seat.dataset.seat.length + 2);
  return seen.includes(whole) ? seen : `${seen} – ${whole}`;
}

function arranging() {
  svg.setAttribute("role", "group");
  for (const seat of svg.querySelectorAll(".seat")) {
    if (seat.dataset.seat.includes("+")) continue;
    seat.setAttribute("tabindex", "0");
    seat.setAttribute("role", "button");
    seat.setAttribute("aria-pressed", "false");
    seat.setAttribute("aria-label", nameOf(seat));
    seat.addEventListener("click", () => choose(seat));
    seat.addEventListener("keydown", (key) => {
      if (key.key === "Enter" || key.key === " ") { key.preventDefault(); choose(seat); }
      if (key.key === "Escape") { unchoose(); say("first"); }
    });
    dragging(seat);
  }
}

if (svg) zooming();
if (svg && form) arranging();
