// The month view of the calendar; the list of the page stays as it is where this cannot run.
const place = document.getElementById("calendar");
const { EventCalendar } = window;

if (place && EventCalendar) {
  const { feed, date, locale, today, previous, next, more, failed } = place.dataset;
  place.hidden = false;
  const narrow = window.matchMedia("(max-width: 640px)");
  const calendar = EventCalendar.create(place, {
    view: narrow.matches ? "listMonth" : "dayGridMonth",
    date,
    locale,
    firstDay: 1,
    height: "auto",
    dayMaxEvents: 4,
    buttonText: { today },
    headerToolbar: { start: "title", center: "", end: "today prev,next" },
    moreContent: ({ num }) => `+${num} ${more}`,
    customScrollbars: false,
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    eventSources: [{
      events: async ({ start, end }, done, fail) => {
        const local = (moment) => new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
        const answer = await fetch(`${feed}?start=${local(start)}&end=${local(end)}`, { headers: { Accept: "application/json" } });
        if (!answer.ok) { fail(new Error(failed)); return []; }
        return (await answer.json()).map(({ id, title, start: from, end: to, allDay, url, classNames }) => (
          { id, title, start: from, end: to, allDay, classNames, extendedProps: { url } }));
      },
    }],
    // Events of which only the month is known stand beside the month shown.
    datesSet: async ({ view }) => {
      const shown = view.currentStart;
      const month = `${shown.getFullYear()}-${String(shown.getMonth() + 1).padStart(2, "0")}`;
      const margin = document.getElementById("margin");
      if (month === place.dataset.date.slice(0, 7) && !place.dataset.moved) return;
      place.dataset.moved = "1";
      const answer = await fetch(`?month=${month}`);
      if (answer.ok) margin.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("margin").childNodes);
    },
    eventContent: ({ event, timeText }) => {
      const link = document.createElement("a");
      link.href = event.extendedProps.url;
      link.textContent = [event.allDay ? "" : timeText, event.title].filter(Boolean).join(" ");
      return { domNodes: [link] };
    },
  });
  // The library gives its boxes roles of a grid without rows, which mislead screen readers; links and headings tell enough.
  const plain = () => {
    for (const box of place.querySelectorAll(".ec [role]:not(button)")) box.removeAttribute("role");
    for (const box of place.querySelectorAll(".ec [aria-rowindex], .ec [aria-colindex]")) {
      box.removeAttribute("aria-rowindex");
      box.removeAttribute("aria-colindex");
    }
    place.querySelector(".ec")?.removeAttribute("role");
    for (const head of place.querySelectorAll("h4")) {
      head.setAttribute("role", "heading");
      head.setAttribute("aria-level", "2");
    }
  };
  plain();
  new MutationObserver(plain).observe(place, { childList: true, subtree: true });
  for (const [name, label] of [[".ec-prev", previous], [".ec-next", next]]) {
    place.querySelector(name)?.setAttribute("aria-label", label);
  }
  document.getElementById("calendar-list").hidden = true;
  narrow.addEventListener("change", () => calendar.setOption("view", narrow.matches ? "listMonth" : "dayGridMonth"));
}
