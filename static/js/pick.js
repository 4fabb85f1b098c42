// Choosing fields: what is typed searches the directory. Without this script a whole name is typed instead.

const fetchOptions = async (url, text) => {
  const address = new URL(url, window.location.href);
  address.searchParams.set("q", text);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).results : [];
};

function enlivenField(field) {
  if (field.tomselect || !window.TomSelect) return;
  const several = "several" in field.dataset;
  const chosen = several
    ? JSON.parse(field.dataset.chosen || "[]")
    : field.value ? [{ uid: field.dataset.uid || field.value, label: field.value }] : [];
  const input = several ? asInput(field) : field;
  input.value = chosen.map((one) => one.uid).join(";");
  const select = new window.TomSelect(input, {
    valueField: "uid", labelField: "label", searchField: [], delimiter: ";",
    maxItems: several ? null : 1, options: chosen, items: chosen.map((one) => one.uid),
    plugins: ["remove_button"], loadThrottle: 250, preload: "focus", create: false, persist: true,
    shouldLoad: () => true,
    load: (text, done) => fetchOptions(input.dataset.pick, text).then((found) => { select.clearOptions(); done(found); }, () => done()),
    onChange: () => { select.setTextboxValue(""); input.dispatchEvent(new Event("input", { bubbles: true })); },
    render: {
      option: (one, escape) => `<div>${escape(one.label)}${one.detail ? `<div class="person-post">${escape(one.detail)}</div>` : ""}</div>`,
      item: (one, escape) => `<div>${escape(one.label)}</div>`,
      no_results: () => `<div class="no-results">–</div>`,
    },
  });
  input.type = "hidden"; // it only carries the identifiers now
  const label = document.querySelector(`label[for="${CSS.escape(select.control_input.id)}"]`);
  if (!label) select.control_input.setAttribute("aria-label", field.getAttribute("aria-label") || field.name);
  if (field.hasAttribute("aria-describedby")) select.control_input.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
}

// A textarea becomes an input, whose values stand between semicolons.
function asInput(area) {
  const input = document.createElement("input");
  input.type = "text";
  for (const name of ["id", "name", "class", "aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) input.setAttribute(name, area.getAttribute(name));
  }
  input.dataset.pick = area.dataset.pick;
  area.replaceWith(input);
  return input;
}

// A long list of which several are chosen, such as countries, is searched instead of scrolled.
function enlivenChoices(field) {
  if (field.tomselect || !window.TomSelect) return;
  // The label goes to the box that is typed in; the list itself, hidden now, keeps the name.
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  field.setAttribute("aria-label", label?.textContent.trim() || field.name);
  const select = new window.TomSelect(field, {
    plugins: ["remove_button"], maxOptions: null,
    onItemAdd: () => select.setTextboxValue(""),
    onChange: () => field.dispatchEvent(new Event("input", { bubbles: true })),
  });
}

const enliven = (root) => {
  root.querySelectorAll("[data-pick]").forEach(enlivenField);
  root.querySelectorAll("select[multiple]").forEach(enlivenChoices);
};
enliven(document);
document.addEventListener("htmx:load", (event) => enliven(event.target.parentElement || document));
