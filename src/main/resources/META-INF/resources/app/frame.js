// The frame of a page: the head with its menu and who is signed in, what is said in passing, the way to the content.

import { confirm } from "./dialogs.js";
import { h } from "./dom.js";

const SAID_FOR_MS = 4000;
const MS_A_LETTER = 60;
const $ = (id) => document.getElementById(id);
let said = 0;

/** Where views are shown. */
export const main = $("view");

/** Says something in passing, in place of what was said before; screen readers hear it. Nothing is said by "". */
export function announce(text, { urgent = false } = {}) {
  clearTimeout(said);
  $("alarm").textContent = urgent ? text : "";
  $("toast").textContent = urgent ? "" : text;
  if (text) said = setTimeout(() => announce(""), Math.max(SAID_FOR_MS, MS_A_LETTER * text.length));
}

export const complain = ({ message }) => announce(message, { urgent: true });

export function toggleMenu(open = $("menu").ariaExpanded !== "true") {
  $("menu").ariaExpanded = String(open);
}

/** Marks the links to the view that is open. */
export function markCurrent(isCurrent) {
  for (const link of document.querySelectorAll("nav a")) {
    if (isCurrent(link)) link.ariaCurrent = "page";
    else link.removeAttribute("aria-current");
  }
}

export function showUser({ user, isKnown }) {
  $("who").textContent = user ? user.name : "Sign in";
  $("who").setAttribute("aria-label", user ? `Signed in as ${user.name}` : "Sign in");
  $("who").hidden = !isKnown;
}

async function offerToSignOut(session) {
  const { id, name } = session.user;
  if (await confirm(document.body, "Signed in", id && id !== name ? `${name} (${id})` : name, "Sign out"))
    await session.signOut();
}

/** Lets the buttons of the head work. */
export function openFrame(session) {
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  $("menu").addEventListener("click", () => toggleMenu());
  $("who").addEventListener("click", () => (session.user ? offerToSignOut(session) : session.signIn()).catch(complain));
  addEventListener("keydown", ({ key }) => key === "Escape" && toggleMenu(false));
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // one that comes back from the browser's cache starts over
}

const OFFLINE = "You are offline. It goes on as soon as the network is back.";

/** What stands below the page's head while there is no network, or no service. */
export class Outage {
  #text = h("span", {});
  #again = h("button.link", { onclick: () => location.reload() }, "Try again");
  #banner = h(
    "p",
    { class: "outage", role: "status", hidden: true },
    this.#text,
    " ",
    this.#again,
    " ",
    h("a", { href: "#/direct" }, "Offline call"),
  );
  /** What the service, or its absence, has said. */
  #reason = "";
  /** The browser has said so, and nothing has come through since: by itself it knows of networks, and not of services on this machine. */
  #isOffline = false;

  constructor(session) {
    document.querySelector("header.frame").after(this.#banner);
    for (const type of ["online", "offline"]) addEventListener(type, () => this.#networkChanged(type));
    session.on("state", ({ state, reason }) => this.#changed(state, reason));
  }

  /** The page could not begin as it should. */
  say(reason) {
    this.#reason = reason;
    this.#again.hidden = false;
    this.#show();
  }

  #networkChanged(type) {
    this.#isOffline = type === "offline";
    this.#show();
  }

  #changed(state, reason) {
    if (state === "connected") this.#isOffline = false;
    if (state === "connected" || state === "closed") this.#reason = "";
    else if (reason) this.#reason = `${reason} Connecting again …`;
    this.#again.hidden = true;
    this.#show();
  }

  #show() {
    const text = this.#isOffline ? OFFLINE : this.#reason;
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#banner.hidden = text === "";
    document.body.classList.toggle("offline", this.#isOffline);
  }
}

/** In place of a view that cannot be loaded. */
export function missingView(again) {
  return h(
    "div.page.narrow.stack",
    {},
    h("h1", { tabindex: "-1" }, "This page could not be loaded"),
    h("p", {}, "The service cannot be reached, or there is no network."),
    h(
      "div.row",
      {},
      h("button.primary", { onclick: again }, "Try again"),
      h("a", { href: "#/direct" }, "Offline call"),
    ),
  );
}
