// Dragging a card to another column sends the same form as the buttons on the card do; where cards have places, so does dragging within one.

const form = document.getElementById("board-move");
const may = (card, column) => card.dataset.to.split(" ").includes(column.dataset.state);
const uids = (column) => Array.from(column.querySelectorAll("[data-uid]"), (card) => card.dataset.uid).join(",");

// On its way to a column that it may not enter, a card has passed others that it may enter: those are not meant.
function isUnder(column, { clientX, clientY, changedTouches }) {
  const [x, y] = changedTouches?.length ? [changedTouches[0].clientX, changedTouches[0].clientY] : [clientX, clientY];
  return document.elementsFromPoint(x, y).some((one) => one.matches(".board-column") && one.contains(column));
}

function sortable(column) {
  const order = form.elements.namedItem("order");
  window.Sortable.create(column, {
    group: "board", draggable: "[data-card]", filter: "a, button, summary", preventOnFilter: false, animation: 120, sort: Boolean(order),
    forceFallback: true, delay: 150, delayOnTouchOnly: true,
    onMove: ({ dragged, to, from }) => to === from || may(dragged, to),
    onEnd: ({ item, to, from, oldIndex, newIndex, originalEvent }) => {
      if (to !== from && !isUnder(to, originalEvent)) {
        from.insertBefore(item, from.children[oldIndex] ?? null);
        return;
      }
      if (to === from && (!order || oldIndex === newIndex)) return;
      form.action = to === from ? item.dataset.place : item.dataset.move;
      form.elements.to.value = to.dataset.state;
      if (order) order.value = uids(to);
      form.submit();
    },
  });
}

if (window.Sortable && form) for (const column of document.querySelectorAll("[data-board-column]")) sortable(column);
