// The app's page: which view is open, and for whom.

import { undress } from "./dom.js";
import { announce, complain, main, markCurrent, openFrame, showUser, toggleMenu } from "./frame.js";
import { Session } from "./session.js";

const VIEWS = new Set(["home", "call", "conference", "broadcast", "devices", "direct", "ice", "sdp", "trace"]);
const FOLDERS = { call: "calling" };

const session = new Session();
let close = null;
let opening = 0;

/** Which view an address means: `#/NAME?…`; `#room` and `?room=…` are addresses of rooms, too. */
export function route(location) {
  const hash = location.hash.slice(1);
  if (hash.startsWith("/")) {
    const [name, query] = hash.slice(1).split("?", 2);
    return { name: name || "home", params: new URLSearchParams(query) };
  }
  const params = new URLSearchParams(location.search);
  if (hash) params.set("room", decode(hash));
  if (!params.get("room")) return { name: "home", params };
  return { name: params.get("pattern") === "broadcast" ? "broadcast" : "conference", params };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function show() {
  const turn = ++opening;
  const { name, params } = route(location);
  const known = VIEWS.has(name) ? name : "home";
  const view = await import(`./${FOLDERS[known] ?? known}/view.js`).catch(() => null);
  if (turn !== opening) return;
  close?.();
  close = null;
  main.replaceChildren();
  undress();
  document.body.dataset.view = known;
  markCurrent(({ hash }) => hash.startsWith(`#/${known}`));
  toggleMenu(false);
  if (!view) return announce("This view could not be loaded. Is the service there?", { urgent: true });
  document.title = known === "home" ? "Beckon" : `${view.title} – Beckon`;
  const end = await view.open(main, { params, session, announce });
  if (turn !== opening) return end?.();
  close = end ?? null;
  performance.mark("beckon-view");
}

async function signedIn() {
  showUser(session);
  const { watch } = await import("./calling/ringing.js");
  watch(session, announce);
}

async function begin() {
  session.on("signed-in", signedIn);
  session.on("signed-out", () => {
    showUser(session);
    location.hash = "#/";
  });
  session.on("closed", ({ reason }) => reason && announce(reason, { urgent: true }));
  try {
    await session.start();
  } catch (error) {
    if (navigator.onLine) complain(error);
  }
  showUser(session);
  const shown = show();
  if (session.user) await signedIn();
  await shown;
}

openFrame(session);
addEventListener("hashchange", () => {
  show().then(() => main.querySelector("h1")?.focus());
});

// Leaving the page is leaving the rooms.
addEventListener("pagehide", () => {
  const kept = sessionStorage.getItem("session");
  close?.();
  session.close();
  if (kept) sessionStorage.setItem("session", kept);
});

globalThis.beckon = { session };
await begin();
if ("serviceWorker" in navigator && isSecureContext) {
  // Where a page may only load scripts that a policy vouches for (Trusted Types), this is the one it vouches for.
  const worker = "service-worker.js";
  const url = globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: () => worker }).createScriptURL("") ?? worker;
  navigator.serviceWorker.register(url).catch(() => {});
}
