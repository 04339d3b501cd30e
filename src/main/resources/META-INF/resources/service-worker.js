// Keeps the app at hand for when there is no network: what the view "Offline call" needs all at once, the rest as it is used.
// Whatever can be had from the service is had from there, so nobody sees an old page while the service is there.

/** What is kept and a hash of it: UPDATE=1 node --test src/test/js/service-worker.test.js writes both. */
const VERSION = "5571f4ba1ebeddb3";
const FILES = [
  "./",
  "app/chat.js",
  "app/dialogs.js",
  "app/direct/candidates.js",
  "app/direct/code.js",
  "app/direct/connection.js",
  "app/direct/direct.css",
  "app/direct/exchange.js",
  "app/direct/pack.js",
  "app/direct/qr/decode.js",
  "app/direct/qr/encode.js",
  "app/direct/read-code.js",
  "app/direct/scanner.js",
  "app/direct/sdp.js",
  "app/direct/show-code.js",
  "app/direct/steps.js",
  "app/direct/talk.js",
  "app/direct/view.js",
  "app/dom.js",
  "app/early.js",
  "app/engagement.js",
  "app/frame.js",
  "app/home/view.js",
  "app/icons.js",
  "app/identity/identity.js",
  "app/identity/oidc.js",
  "app/identity/own.js",
  "app/identity/tokens.js",
  "app/main.js",
  "app/player.js",
  "app/session.js",
  "app/trace/trace.js",
  "client/beckon.js",
  "client/calls.js",
  "client/checks.js",
  "client/events.js",
  "client/identity.js",
  "client/knocks.js",
  "client/line.js",
  "client/link.js",
  "client/media/choices.js",
  "client/media/devices.js",
  "client/media/problems.js",
  "client/media/sound.js",
  "client/negotiation.js",
  "client/outbox.js",
  "client/peer.js",
  "client/peers.js",
  "client/room.js",
  "client/signaling.js",
  "icon-180.png",
  "icon.svg",
  "manifest.webmanifest",
  "style.css",
];

const CACHE = `beckon-${VERSION}`;
const STATIC = /(?:\/|\.(?:html|js|css|svg|png|json|webmanifest))$/;
const NOT_OURS = /^(?:v1|development|q)(?:\/|$)/;
const PATIENCE_MS = 4000;

const scope = new URL("./", self.location);
const kept = new Set(FILES.map((file) => new URL(file, scope).pathname));

/** Those pages that came from the cache: all of their parts do, so that none is from another version. */
const fromCache = new Set();

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const path = pathname.slice(scope.pathname.length);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  if (!STATIC.test(pathname) || NOT_OURS.test(path)) return;
  event.respondWith(request.mode === "navigate" ? page(event) : part(event));
});

/** All files or none, and none while the service, or some of its nodes, has another version of this worker. */
async function install() {
  const get = (file) => fetch(new URL(file, scope), { cache: "no-cache" });
  const responses = await Promise.all(FILES.map(get));
  if (!responses.every(({ ok }) => ok)) throw new Error("Not all files are there.");
  const worker = await (await get("service-worker.js")).text();
  if (!worker.includes(VERSION)) throw new Error("The files are of another version.");
  const cache = await caches.open(CACHE);
  await Promise.all(responses.map((response, index) => cache.put(new URL(FILES[index], scope), response)));
  await self.skipWaiting();
}

async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith("beckon-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A page that does not come soon is taken from the cache. */
async function page({ request, resultingClientId }) {
  const wanted = new URL(request.url);
  wanted.search = "";
  const answer = fetch(request);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const response = await Promise.race([answer, patience]).catch(() => null);
  if (response) return response;
  const copy = await caches.match(wanted);
  if (!copy) return answer.catch(() => Response.error());
  answer.catch(() => {});
  fromCache.add(resultingClientId);
  return copy;
}

async function part({ request, clientId }) {
  if (fromCache.has(clientId)) return (await caches.match(request)) ?? fetch(request).catch(() => Response.error());
  try {
    const response = await fetch(request);
    if (response.ok && !kept.has(new URL(request.url).pathname)) await keep(request, response.clone());
    return response;
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}

async function keep(request, response) {
  await (await caches.open(CACHE)).put(request, response);
}
