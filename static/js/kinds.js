// Sections that matter for some kinds only: hidden for the others while nothing is written in them.

const choice = document.querySelector("select[data-kinds-of]");
const sections = [...document.querySelectorAll("[data-kinds]")];
const written = (section) =>
  [...section.querySelectorAll("input, textarea, select")].some((field) =>
    field.multiple ? field.selectedOptions.length : field.value.trim() !== "" && !field.closest(".ts-control"));

function show() {
  for (const section of sections) {
    section.hidden = !section.dataset.kinds.split(" ").includes(choice.value) && !written(section) && !section.querySelector(".is-invalid");
  }
}

if (choice) {
  choice.addEventListener("change", show);
  show();
}
