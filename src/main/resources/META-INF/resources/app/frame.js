// The frame of a page: the head with its menu and who is signed in, what is said in passing, the way to the content.

import { confirm } from "./dialogs.js";

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
