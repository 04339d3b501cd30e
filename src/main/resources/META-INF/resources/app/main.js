// The page's frame: which view is open, who is signed in, what is said to everybody.

import { Session } from "./session.js";

const VIEWS = new Set(["home", "call", "conference", "broadcast", "devices", "direct", "ice", "trace"]);
const FOLDERS = { call: "calling" };
const SAID_FOR_MS = 7000;

const $ = (id) => document.getElementById(id);
const main = $("view");
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

let said = 0;

/** Says something in passing; screen readers hear it. */
function announce(text, { urgent = false } = {}) {
  const place = $(urgent ? "alarm" : "toast");
  place.textContent = text;
  clearTimeout(said);
  said = setTimeout(() => ($("alarm").textContent = $("toast").textContent = ""), SAID_FOR_MS);
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
  document.body.dataset.view = known;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash.startsWith(`#/${known}`)) link.ariaCurrent = "page";
    else link.removeAttribute("aria-current");
  }
  toggleMenu(false);
  if (!view) return announce("This view could not be loaded. Is the service there?", { urgent: true });
  document.title = known === "home" ? "Beckon" : `${view.title} – Beckon`;
  const end = await view.open(main, { params, session, announce });
  if (turn !== opening) return end?.();
  close = end ?? null;
  performance.mark("beckon-view");
}

function showUser() {
  const { user } = session;
  $("who").textContent = user ? user.name : "Sign in";
  $("who").setAttribute("aria-label", user ? `Signed in as ${user.name}` : "Sign in");
  $("who").hidden = !session.isKnown;
  $("you").textContent = user ? (user.id && user.id !== user.name ? `${user.name} (${user.id})` : user.name) : "";
}

function toggleMenu(open = $("menu").ariaExpanded !== "true") {
  $("menu").ariaExpanded = String(open);
}

async function signedIn() {
  showUser();
  const { watch } = await import("./calling/ringing.js");
  watch(session, announce);
}

async function begin() {
  session.on("signed-in", signedIn);
  session.on("signed-out", () => {
    showUser();
    location.hash = "#/";
  });
  session.on("closed", ({ reason }) => reason && announce(reason, { urgent: true }));
  try {
    await session.start();
  } catch (error) {
    if (navigator.onLine) announce(error.message, { urgent: true });
  }
  showUser();
  const shown = show();
  if (session.user) await signedIn();
  await shown;
}

$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
$("menu").addEventListener("click", () => toggleMenu());
$("who").addEventListener("click", () => {
  if (session.user) $("account").showModal();
  else session.signIn().catch(({ message }) => announce(message, { urgent: true }));
});
$("sign-out").addEventListener("click", () => {
  $("account").close();
  session.signOut().catch(({ message }) => announce(message, { urgent: true }));
});
$("stay").addEventListener("click", () => $("account").close());
addEventListener("hashchange", () => {
  show().then(() => main.querySelector("h1")?.focus());
});
addEventListener("keydown", ({ key }) => key === "Escape" && toggleMenu(false));

// Leaving the page is leaving the rooms. A page that comes back from the browser's cache starts over.
addEventListener("pagehide", () => {
  const kept = sessionStorage.getItem("session");
  close?.();
  session.close();
  if (kept) sessionStorage.setItem("session", kept);
});
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

globalThis.beckon = { session };
await begin();
if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register("service-worker.js").catch(() => {});
