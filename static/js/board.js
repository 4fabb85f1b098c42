// Dragging a card to another column sends the same form as the buttons on the card do.

const form = document.getElementById("board-move");
const may = (card, column) => card.dataset.to.split(" ").includes(column.dataset.state);

function sortable(column) {
  window.Sortable.create(column, {
    group: "board", draggable: "[data-card]", filter: "a, button, summary", preventOnFilter: false, animation: 120, sort: false,
    delay: 150, delayOnTouchOnly: true,
    onMove: ({ dragged, to, from }) => to === from || may(dragged, to),
    onEnd: ({ item, to, from }) => {
      if (to === from) return;
      form.action = item.dataset.move;
      form.elements.to.value = to.dataset.state;
      form.submit();
    },
  });
}

if (window.Sortable && form) for (const column of document.querySelectorAll("[data-board-column]")) sortable(column);
