// The app's page: which view is open, and for whom.

import { undress } from "./dom.js";
import { announce, main, markCurrent, missingView, openFrame, Outage, showUser, toggleMenu } from "./frame.js";
import { Session } from "./session.js";

const VIEWS = new Set(["home", "call", "conference", "broadcast", "devices", "direct", "ice", "sdp", "trace"]);
const FOLDERS = { call: "calling" };

const session = new Session();
const outage = new Outage(session);
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
  if (known !== name) history.replaceState(null, "", "#/");
  const view = await import(`./${FOLDERS[known] ?? known}/view.js`).catch(() => null);
  if (turn !== opening) return;
  close?.();
  close = null;
  main.replaceChildren();
  undress();
  document.body.dataset.view = known;
  markCurrent(({ hash }) => hash.startsWith(`#/${known}`));
  toggleMenu(false);
  announce("");
  if (!view) return main.replaceChildren(missingView(again));
  document.title = known === "home" ? "Beckon" : `${view.title} – Beckon`;
  const end = await view.open(main, { params, session, announce });
  if (turn !== opening) return end?.();
  close = end ?? null;
  performance.mark("beckon-view");
}

/** A module that could not be loaded is not asked for again in this page. */
const again = () => location.reload();

async function signedIn() {
  showUser(session);
  const ringing = await import("./calling/ringing.js").catch(() => null);
  if (ringing) ringing.watch(session, announce);
  else outage.say("The service cannot be reached: calls do not ring here.");
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
    outage.say(error.message);
  }
  showUser(session);
  const shown = show();
  if (session.user) await signedIn();
  await shown;
  if (session.credentials && session.user) await comeBack();
}

/** One was in a room before the reload, and looks at another view: it goes on all the same. */
async function comeBack() {
  const { path, room } = JSON.parse(sessionStorage.getItem("stay")) ?? {};
  if (!path || !VIEWS.has(path)) return;
  const { open } = await import(`./${path}/view.js`);
  await open(main, { params: new URLSearchParams({ room }), session, announce, isAside: true });
}

openFrame(session);
addEventListener("hashchange", () => {
  if (route(location).params.has("invitation")) return location.reload(); // it says who one is
  show().then(() => main.querySelector("h1")?.focus());
});

addEventListener("pagehide", () => session.leavePage());

// The one global of the page, for debugging in the console and for tests in browsers; nothing here reads it.
globalThis.beckon = {
  session,
  get peers() {
    return session.peers;
  },
};
await begin();
if ("serviceWorker" in navigator && isSecureContext) {
  // Where a page may only load scripts that a policy vouches for (Trusted Types), this is the one it vouches for.
  const worker = "service-worker.js";
  const url =
    globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: () => worker }).createScriptURL("") ??
    worker;
  navigator.serviceWorker.register(url).catch(() => {});
}
