// Dragging a card to another column sends the same form as the buttons on the card do; where cards have places, so does dragging within one.

const form = document.getElementById("board-move");
const may = (card, column) => card.dataset.to.split(" ").includes(column.dataset.state);
const uids = (column) => Array.from(column.querySelectorAll("[data-uid]"), (card) => card.dataset.uid).join(",");

function sortable(column) {
  const order = form.elements.namedItem("order");
  window.Sortable.create(column, {
    group: "board", draggable: "[data-card]", filter: "a, button, summary", preventOnFilter: false, animation: 120, sort: Boolean(order),
    delay: 150, delayOnTouchOnly: true,
    onMove: ({ dragged, to, from }) => to === from || may(dragged, to),
    onEnd: ({ item, to, from, oldIndex, newIndex }) => {
      if (to === from && (!order || oldIndex === newIndex)) return;
      form.action = to === from ? item.dataset.place : item.dataset.move;
      form.elements.to.value = to.dataset.state;
      if (order) order.value = uids(to);
      form.submit();
    },
  });
}

if (window.Sortable && form) for (const column of document.querySelectorAll("[data-board-column]")) sortable(column);
