// The page's form, its address and its buttons.

import { Call } from "./call.js";
import { openIdentity } from "./identity.js";
import { say, showLobby, toggleChat } from "./view.js";

const $ = (id) => document.getElementById(id);
const form = $("join").elements;
const tab = globalThis.sessionStorage;
const WORDS = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "maple", "olive", "raven", "tidal", "willow"];

const SIGNED_OUT = 4002;

let call = null;
let identity = null;

function suggestRoom() {
  const [first, second, third] = crypto.getRandomValues(new Uint16Array(3));
  return `${WORDS[first % WORDS.length]}-${WORDS[second % WORDS.length]}-${100 + (third % 900)}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `?room=…&pattern=…&role=…&name=…`, or only `#room`. */
function readAddress() {
  const query = new URLSearchParams(location.search);
  form.room.value = query.get("room") ?? decode(location.hash.slice(1));
  form.name.value = query.get("name") ?? tab.getItem("name") ?? "";
  for (const field of ["pattern", "role"]) {
    const value = query.get(field);
    if ([...form[field].options].some((option) => option.value === value)) form[field].value = value;
  }
  $("more").open = query.has("pattern") || query.has("role");
  const invited = Boolean(form.room.value);
  form.room.value ||= suggestRoom();
  (invited && form.name.value ? $("enter") : form.name).focus();
}

/** The link for others: a host's guests watch. */
function invitation({ room, pattern }) {
  const url = new URL(location.origin + location.pathname);
  url.searchParams.set("room", room);
  if (pattern !== "mesh") url.searchParams.set("pattern", pattern);
  return url;
}

function enter(wish, former) {
  $("enter").disabled = true;
  tab.setItem("name", wish.name);
  tab.setItem("wish", JSON.stringify(wish));
  const own = invitation(wish);
  if (wish.role) own.searchParams.set("role", wish.role);
  history.replaceState(null, "", own);
  call = new Call(wish, identity, {
    onsession: (session) => tab.setItem("session", JSON.stringify(session)),
    onend(reason, code) {
      if (code === SIGNED_OUT) identity.forget?.();
      call = null;
      tab.removeItem("wish");
      tab.removeItem("session");
      toggleChat(false);
      showLobby();
      say(reason);
      $("enter").disabled = false;
      showIdentity();
      $("enter").focus();
    },
  });
  globalThis.beckon = call;
  return call.start(former);
}

/** After a reload the tab goes on with its call. A duplicated tab has a copy of the notes but was not reloaded. */
function goOn() {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const wish = type === "reload" && JSON.parse(tab.getItem("wish"));
  const former = JSON.parse(tab.getItem("session")) ?? undefined;
  if (wish) return enter(wish, former);
  for (const key of ["wish", "session"]) tab.removeItem(key);
  identity.startOver?.();
}

function showIdentity() {
  $("enter").textContent = identity.isSignedIn ? "Join the call" : "Sign in and join";
  $("sign-out").hidden = !(identity.isSignedIn && identity.signOut);
}

/** Who has just signed in joins what was wished for before. */
async function begin() {
  try {
    identity = await openIdentity();
    if (await identity.finish?.()) readAddress();
  } catch (error) {
    say(error.message);
  }
  if (!identity) return;
  form.name.value ||= identity.name ?? "";
  showIdentity();
  const pending = JSON.parse(tab.getItem("pending"));
  tab.removeItem("pending");
  if (pending && identity.isSignedIn) return enter(pending);
  return goOn();
}

async function signInAndEnter(wish) {
  tab.setItem("pending", JSON.stringify(wish));
  try {
    await identity.signIn();
  } catch (error) {
    say(error.message);
  }
}

$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [name, room] = [form.name.value.trim(), form.room.value.trim()];
  const wish = { name, room, pattern: form.pattern.value, role: form.role.value };
  if (!name || !room) return say("Enter your name and a room.");
  await begun;
  if (!identity) location.reload();
  else if (identity.isSignedIn) enter(wish);
  else signInAndEnter(wish);
});

$("microphone").addEventListener("click", () => call?.toggle("microphone"));
$("camera").addEventListener("click", () => call?.toggle("camera"));
$("chat-toggle").addEventListener("click", () => toggleChat());
$("sign-out").addEventListener("click", () => identity.signOut().catch(({ message }) => say(message)));
$("leave").addEventListener("click", () => call?.end());

$("write").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  $("text").value = "";
  try {
    await call?.write(text);
  } catch (error) {
    $("text").value ||= text;
    say(`Not sent: ${error.message}`);
  }
});

$("invite").addEventListener("click", async () => {
  const link = String(invitation({ room: form.room.value.trim(), pattern: form.pattern.value }));
  try {
    await navigator.clipboard.writeText(link);
    say("The link is copied.");
  } catch {
    say(`Send this link: ${link}`);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && $("call").classList.contains("chatting")) toggleChat(false);
});

// Leaving the page is leaving the room. A page that comes back from the browser's cache starts over.
addEventListener("pagehide", () => {
  const [wish, session] = [tab.getItem("wish"), tab.getItem("session")];
  call?.end();
  if (wish) tab.setItem("wish", wish);
  if (session) tab.setItem("session", session);
});
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

readAddress();
const begun = begin();
