// What is on the page. Knows the document and nothing of signaling.

const $ = (id) => document.getElementById(id);
const tiles = new Map();

/** The one line that says how things stand; announced by screen readers. */
export function say(text = "") {
  for (const id of ["status", "lobby-status"]) if ($(id).textContent !== text) $(id).textContent = text;
}

/** A lasting remark, such as that there is no camera. */
export function note(text) {
  $("note").textContent = text;
  $("note").hidden = !text;
}

export function showCall(room) {
  $("room-name").textContent = room;
  document.title = `${room} – Beckon`;
  $("lobby").hidden = true;
  if ($("call").hidden) {
    $("call").hidden = false;
    $("room-name").focus({ preventScroll: true });
  }
}

export function showLobby() {
  document.title = "Beckon";
  $("messages").replaceChildren();
  $("call").hidden = true;
  $("lobby").hidden = false;
}

export function showPeople({ pattern, role, others, viewers }) {
  const hosts = pattern === "broadcast" && role !== "viewer";
  const count = hosts ? `${viewers} watching` : others === 0 ? "Only you" : `${others + 1} people`;
  $("people").textContent = role === "viewer" ? "You are watching" : count;
  if (others > 0) return say("");
  say(role === "viewer" ? "Waiting for the host." : "Nobody else is here yet. Copy the link and send it to somebody.");
}

/** A device's button: pressed means on. Those who only watch have none. */
export function setDevice(device, { exists, on, wanted }) {
  $(device).hidden = !wanted;
  $(device).disabled = !exists;
  $(device).setAttribute("aria-pressed", String(on));
}

/** Makes the tile or brings it up to date. `metadata` says what the person has switched on, as far as the other page tells. */
export function updateTile(id, { name, stream, metadata, state = "", isSelf = false }) {
  const tile = tiles.get(id) ?? addTile(id, isSelf);
  const video = tile.querySelector("video");
  tile.querySelector(".name").textContent = name;
  tile.querySelector(".initial").textContent = [...name][0]?.toLocaleUpperCase() ?? "";
  const muted = metadata?.microphone === false ? "muted" : "";
  tile.querySelector(".state").textContent = [state, muted].filter(Boolean).join(", ");
  tile.classList.toggle("dark", !stream?.getVideoTracks().length || metadata?.camera === false);
  video.ariaLabel = `Video of ${name}`;
  if (video.srcObject === (stream ?? null)) return;
  video.srcObject = stream ?? null;
  if (stream) video.play().catch(waitForTap);
}

function addTile(id, isSelf) {
  const tile = $("tile").content.firstElementChild.cloneNode(true);
  tile.dataset.peer = id;
  tile.classList.toggle("self", isSelf);
  tile.querySelector("video").muted = isSelf;
  tiles.set(id, tile);
  $("grid").append(tile);
  arrange();
  return tile;
}

export function removeTile(id) {
  const tile = tiles.get(id);
  if (!tile) return;
  tile.querySelector("video").srcObject = null;
  tile.remove();
  tiles.delete(id);
  arrange();
}

function arrange() {
  $("grid").dataset.count = Math.min(tiles.size, 10);
}

/** Browsers let a page sound only after the user did something on it. */
function waitForTap({ name }) {
  if (name !== "NotAllowedError") return;
  say("Click or tap anywhere to hear the others.");
  const play = () => tiles.forEach((tile) => tile.querySelector("video").play().catch(() => {}));
  document.addEventListener("pointerdown", () => (play(), say("")), { once: true });
}

export function addMessage(name, text, isOwn = false) {
  const item = document.createElement("li");
  const author = document.createElement("b");
  author.textContent = name;
  item.classList.toggle("own", isOwn);
  item.append(author, text);
  $("messages").append(item);
  item.scrollIntoView({ block: "nearest" });
  if (isOwn || isChatShown()) return;
  $("unread").textContent = Number($("unread").textContent) + 1;
  $("unread").hidden = false;
}

function isChatShown() {
  return getComputedStyle($("chat")).display !== "none";
}

/** On narrow screens the chat lies over the call. */
export function toggleChat(open = !isChatShown()) {
  $("call").classList.toggle("chatting", open);
  $("chat-toggle").setAttribute("aria-expanded", String(open));
  $("unread").textContent = "";
  $("unread").hidden = true;
  if (open) $("text").focus();
}
