// The console's page: which view is open, for whom, and whether they may.

import { h } from "../app/dom.js";
import { announce, complain, main, markCurrent, openFrame, showUser, toggleMenu } from "../app/frame.js";
import { Session } from "../app/session.js";
import { AdminApi } from "./api.js";
import { Live, liveStatus } from "./live.js";
import { route } from "./route.js";
import { number } from "./words.js";

/** What shows a list, by its name. */
const MODULES = { rooms: "lists", sessions: "lists", calls: "lists" };
const COUNTED = ["rooms", "sessions", "calls", "nodes"];
const FORBIDDEN = 403;
const LOCKED_OUT = new Set([401, FORBIDDEN]);

const $ = (id) => document.getElementById(id);
const session = new Session();
const api = new AdminApi(session);
const live = new Live(api);
const status = liveStatus(live);
let close = null;
let opening = 0;
let isAllowed = false;

function clear() {
  opening++;
  close?.();
  close = null;
  main.replaceChildren();
  main.scrollTop = 0;
  toggleMenu(false);
}

async function show() {
  if (!session.user) return welcome();
  const { view, list, name, params } = route(location.hash);
  clear();
  const turn = opening;
  const [{ open }] = await Promise.all([import(`./${MODULES[view] ?? view}.js`), isAllowed || mayAdminister()]);
  if (turn !== opening) return;
  isAllowed = true;
  markCurrent(({ hash }) => hash === `#/${list}`);
  live.start();
  close = open(main, { api, live, list, name, params, status, announce });
  document.title = `${main.querySelector("h1").textContent} – Beckon console`;
}

/** Fails if not. That the service cannot be asked is said by the view. */
async function mayAdminister() {
  await api.get(["nodes"]).catch((error) => {
    if (LOCKED_OUT.has(error.status)) throw error;
  });
}

/** In the place of a view: what has to be done first. */
function block(heading, text, verb, act) {
  clear();
  live.stop();
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  document.title = "Beckon console";
  main.append(
    h(
      "div.page.narrow",
      {},
      h(
        "div.card.stack",
        {},
        h("h1", { tabindex: "-1" }, heading),
        h("p", {}, text),
        h("div.row", {}, h("button.primary", { onclick: () => act().catch(complain) }, verb)),
      ),
    ),
  );
  main.querySelector("h1").focus();
}

function welcome() {
  block(
    "Console",
    "What goes on in this service, and what administrators may do about it. You need the administer right.",
    "Sign in",
    () => session.signIn(),
  );
}

async function signInAsSomebodyElse() {
  await session.signOut();
  await session.signIn();
}

function lockedOut({ status: code, message }) {
  if (code === FORBIDDEN)
    block(
      "You may not administer this service",
      `You are signed in as ${session.user.name}, who lacks the right “administer”.`,
      "Sign in as somebody else",
      signInAsSomebodyElse,
    );
  else block("Your sign-in is not good any more", message, "Sign in again", signInAsSomebodyElse);
}

/** Who is locked out has been told so already. */
async function showAndFocus() {
  await show().catch((error) => LOCKED_OUT.has(error.status) || complain(error));
  main.querySelector("h1")?.focus();
}

function showCounts(totals) {
  for (const name of COUNTED) {
    const place = $(`count-${name}`);
    if (totals?.[name] !== undefined) place.textContent = number(totals[name]);
  }
}

openFrame(session);
addEventListener("hashchange", showAndFocus);
live.on("change", showCounts);
api.on("locked-out", lockedOut);
session.on("signed-in", () => {
  showUser(session);
  showAndFocus();
});
session.on("signed-out", () => {
  isAllowed = false;
  showUser(session);
  welcome();
});

try {
  await session.start();
  showUser(session);
  await show();
} catch (error) {
  if (!LOCKED_OUT.has(error.status))
    block("The service cannot be reached", error.message, "Try again", async () => location.reload());
}
