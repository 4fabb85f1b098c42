// Keeps the last copy of a liaison officer's day, so that it can be read without a network.
// The copies hold telephone numbers: they go after a day, on log-out, and when the session is over.

const COPIES = "entente-today";
const A_DAY = 24 * 60 * 60 * 1000;
const KEPT_AT = "x-kept-at";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), sweep()])));
self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(COPIES));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? day(request) : part(request));
});

async function day(request) {
  try {
    const answer = await fetch(request);
    // A log-in page, or a refusal, in place of the day: its copies are not this reader's any more.
    if (answer.type === "opaqueredirect" || answer.redirected || [401, 403, 404].includes(answer.status)) await caches.delete(COPIES);
    else if (answer.ok) await keep(request, answer.clone());
    return answer;
  } catch (error) {
    const copy = await kept(request);
    if (!copy) throw error;
    const text = (await copy.text()).replace('data-shown="live"', 'data-shown="kept"');
    return new Response(text, { status: 200, headers: copy.headers });
  }
}

// Styles, scripts and icons of the page.
async function part(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(request, answer.clone());
    return answer;
  } catch (error) {
    const copy = await kept(request);
    if (!copy) throw error;
    return copy;
  }
}

async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const copies = await caches.open(COPIES);
  await copies.put(request.url, new Response(await answer.blob(), { status: answer.status, headers }));
}

async function kept(request) {
  await sweep();
  const copies = await caches.open(COPIES);
  return copies.match(request.url);
}

async function sweep() {
  const copies = await caches.open(COPIES);
  for (const request of await copies.keys()) {
    const answer = await copies.match(request);
    if (!answer || Date.now() - Number(answer.headers.get(KEPT_AT)) > A_DAY) await copies.delete(request);
  }
}
