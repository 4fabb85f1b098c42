// Dragging items of the agenda; the buttons and the form do the same without it.

function place(list) {
  window.Sortable.create(list, {
    group: "agenda", handle: "[data-grip]", animation: 120, draggable: "[data-uid]",
    onEnd: ({ item, to, from, oldIndex, newIndex }) => {
      if (to === from && oldIndex === newIndex) return;
      const values = new URLSearchParams();
      for (const row of to.querySelectorAll("[data-uid]")) values.append("uids", row.dataset.uid);
      if (to !== from) {
        values.set("item", item.dataset.uid);
        values.set("on", to.dataset.day);
      }
      send(to.dataset.order, values);
    },
  });
}

async function send(url, values) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
  await fetch(url, { method: "POST", body: values, redirect: "manual", headers: { "X-CSRFToken": token } });
  // The server's order counts, with its warnings: items with a time stand in the order of their times.
  window.location.reload();
}

for (const list of document.querySelectorAll("[data-order]")) {
  if (!window.Sortable) break;
  for (const grip of list.querySelectorAll("[data-grip]")) grip.hidden = false;
  place(list);
}
