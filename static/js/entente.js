// Small behaviours of the pages; each works on markup that is usable without them.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function csrfToken() {
  return cookie("csrftoken") || document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

document.addEventListener("htmx:configRequest", (event) => {
  if (!["get", "head"].includes(event.detail.verb)) event.detail.headers["X-CSRFToken"] = csrfToken();
});

// Menus: one open at a time; a click elsewhere or Escape closes.
function closeMenus(except) {
  for (const menu of all("details[data-menu][open]")) if (menu !== except) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[data-menu][open]");
  closeMenus();
  open?.querySelector("summary").focus();
});

// Appearance.
function markTheme() {
  const choice = document.documentElement.dataset.themeChoice || "auto";
  for (const button of all("[data-theme-choice]", document.body)) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-theme-choice]");
  if (!button) return;
  try { localStorage.setItem("theme", button.dataset.themeChoice); } catch { /* private window: for this page only */ }
  window.dispatchEvent(new Event("theme-chosen"));
  markTheme();
  closeMenus();
});

// Copy buttons.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const text = button.querySelector("span");
  const before = text.textContent;
  text.textContent = button.dataset.done;
  setTimeout(() => { text.textContent = before; }, 2000);
});

// Ticked rows.
const ticks = (id) => all(`input[type=checkbox][form="${CSS.escape(id)}"]:not([data-select-all])`);
function countTicks(form) {
  const boxes = ticks(form.id);
  const ticked = boxes.filter((box) => box.checked).length;
  const count = form.querySelector("[data-bulk-count]");
  count.textContent = ticked ? count.dataset.some.replace("%s", ticked) : count.dataset.none;
  form.classList.toggle("bulk-active", ticked > 0);
  for (const head of all(`[data-select-all="${CSS.escape(form.id)}"]`)) {
    head.checked = ticked > 0 && ticked === boxes.length;
    head.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.dataset?.selectAll) for (const row of ticks(box.dataset.selectAll)) row.checked = box.checked;
  const form = box.dataset?.selectAll ? document.getElementById(box.dataset.selectAll) : box.form;
  if (form?.matches("[data-bulk]")) countTicks(form);
});

// Text fields in several languages become tabs.
function languageTabs(group) {
  const panels = all(":scope > .language-panel", group);
  if (panels.length < 2 || group.querySelector("[role=tablist]")) return;
  const list = document.createElement("div");
  list.className = "language-list";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", group.getAttribute("aria-label") || "");
  group.removeAttribute("aria-label");
  const tabs = panels.map((panel, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.className = "language-tab";
    tab.textContent = panel.dataset.label;
    tab.lang = panel.lang;
    tab.id = `${group.id || "languages"}-${all("[data-language-tabs]").indexOf(group)}-${index}`;
    panel.id = `${tab.id}-panel`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.toggleAttribute("data-filled", panel.hasAttribute("data-filled"));
    tab.toggleAttribute("data-errors", panel.hasAttribute("data-errors"));
    panel.setAttribute("role", "tabpanel");
    panel.removeAttribute("aria-label");
    panel.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
    return tab;
  });
  const show = (index) => tabs.forEach((tab, each) => {
    tab.setAttribute("aria-selected", String(each === index));
    tab.tabIndex = each === index ? 0 : -1;
    panels[each].hidden = each !== index;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(index));
    panels[index].addEventListener("reveal", () => show(index));
    panels[index].addEventListener("input", () => {
      const filled = all("input, textarea", panels[index]).some((field) => field.value.trim());
      tab.toggleAttribute("data-filled", filled);
    });
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    show(next);
    tabs[next].focus();
  });
  group.prepend(list);
  group.classList.add("language-tabs-on");
  const wrong = panels.findIndex((panel) => panel.hasAttribute("data-errors"));
  const own = panels.findIndex((panel) => panel.lang === document.documentElement.lang);
  show(Math.max(wrong >= 0 ? wrong : own, 0));
}

// A link to a field opens the language tab that hides it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".form-errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.closest(".language-panel")?.dispatchEvent(new Event("reveal"));
  (field.matches("input, select, textarea") ? field : field.querySelector("input"))?.focus();
});

// One box for all options of a field.
document.addEventListener("change", (event) => {
  const many = event.target.closest("[data-tick-many]");
  if (many) for (const box of all("input[type=checkbox]", many.nextElementSibling)) box.checked = event.target.checked;
});

// A page with unsaved typing asks before it is left.
const typed = new WeakSet();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-keep]")) typed.add(form);
});
document.addEventListener("submit", (event) => typed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if (all("form[data-keep]").some((form) => typed.has(form))) event.preventDefault();
});

// Also for what htmx brings in later.
function enliven(root) {
  for (const hidden of all("[data-copy][hidden], [data-select-all][hidden], [data-tick-many][hidden], [data-theme-menu][hidden]", root)) hidden.hidden = false;
  all("[data-language-tabs]", root).forEach(languageTabs);
  all("[data-bulk]", root).forEach(countTicks);
}
enliven(document);
markTheme();
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => enliven(event.target.parentElement || document));

// Copies of a liaison officer's day hold telephone numbers: they go when somebody logs out, or is logged out.
const COPIES = "entente-today";
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action")?.endsWith("/logout/")) window.caches?.delete(COPIES);
});
if (document.body.classList.contains("account")) window.caches?.delete(COPIES);
