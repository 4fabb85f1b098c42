// The liaison officer's day: keeps its last copy, says when it is read without a network, and moves "now" and "next" on.

const COPIES = "entente-today";
const page = document.querySelector("[data-today]");

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.today }).then(async () => {
    // The first visit came before the worker did, and an answer to a form passes it by: such a page is fetched once more.
    await navigator.serviceWorker.ready;
    if (!performance.getEntriesByType("navigation")[0]?.workerStart && page.dataset.shown === "live") await copyPage();
    page.dataset.ready = "yes";
  }).catch(() => { /* a private window: the page works without copies */ });
}

async function copyPage() {
  const copies = await caches.open(COPIES);
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.startsWith(location.origin));
  for (const address of new Set([location.href.split("#")[0], ...parts])) {
    try {
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) continue;
      const headers = new Headers(answer.headers);
      headers.set("x-kept-at", String(Date.now()));
      await copies.put(address, new Response(await answer.blob(), { headers }));
    } catch { return; }
  }
}

function markNetwork() {
  const away = !navigator.onLine || page.dataset.shown === "kept";
  page.classList.toggle("is-offline", away);
  for (const button of page.querySelectorAll("[data-needs-network]")) button.disabled = away;
}
addEventListener("online", markNetwork);
addEventListener("offline", markNetwork);

function markHour() {
  const now = Date.now();
  let coming = null;
  for (const line of page.querySelectorAll("[data-from]")) {
    const from = Date.parse(line.dataset.from);
    const on = from <= now && now < Date.parse(line.dataset.to || 0);
    if (!coming && from > now) coming = line;
    line.classList.toggle("is-now", on);
    line.querySelector("[data-now]").hidden = !on;
    line.querySelector("[data-next]").hidden = true;
  }
  if (coming) coming.querySelector("[data-next]").hidden = false;
}

markNetwork();
markHour();
setInterval(markHour, 30000);
