// The way into a room and out of it again: lobby, stage, lobby. A tab that is reloaded goes on where it was.

import { Media } from "../devices/media.js";
import { stylesheet } from "../dom.js";
import { Lobby } from "./lobby.js";
import { openStage } from "./stage.js";
import { refusal } from "./words.js";

const tab = globalThis.sessionStorage;
const RETRY_MS = 3000;

/** @param kind what `Lobby` says, and `path`, `pattern` (undefined if any will do) and `usual`, the role that goes without saying */
export async function enterRooms(main, context, kind) {
  await stylesheet("app/conference/conference.css");
  const entrance = new Entrance(main, context, kind);
  entrance.begin();
  return () => entrance.close();
}

class Entrance {
  #main;
  #session;
  #announce;
  #kind;
  #wish;
  #lobby = null;
  #stage = null;
  #media = new Media();
  #retry;
  #ending = new AbortController();

  constructor(main, { params, session, announce }, kind) {
    this.#main = main;
    this.#session = session;
    this.#announce = announce;
    this.#kind = kind;
    const role = Object.hasOwn(kind.roles, params.get("role")) ? params.get("role") : kind.preset(params);
    this.#wish = { room: params.get("room") ?? "", role, name: params.get("name") ?? session.user?.name ?? "" };
    const { signal } = this.#ending;
    session.on("signed-in", () => this.#showIdentity(), { signal });
    session.on("closed", ({ reason }) => this.#closed(reason), { signal });
  }

  begin() {
    const stay = this.#take("stay");
    const pending = this.#take("pending");
    const { credentials, user } = this.#session;
    if (stay && credentials && user) this.#goIn(stay, credentials);
    else if (pending && user) this.#goIn(pending);
    else this.#showLobby();
  }

  /** The tab's note outlives a reload, which comes before the timer, but not another view. */
  close() {
    clearTimeout(this.#retry);
    this.#ending.abort();
    this.#stage?.close();
    this.#lobby?.close();
    this.#media.close();
    setTimeout(() => tab.removeItem("stay"));
  }

  #take(note) {
    const wish = JSON.parse(tab.getItem(note));
    if (wish?.path !== this.#kind.path) return null;
    tab.removeItem(note);
    return wish.room === this.#wish.room || !this.#wish.room ? wish : null;
  }

  #note(note) {
    tab.setItem(note, JSON.stringify({ ...this.#wish, path: this.#kind.path, devices: this.#media.wishes }));
  }

  #showLobby(farewell = "", begins = true) {
    const { name = "" } = this.#session.user ?? {};
    const wish = { ...this.#wish, name: this.#wish.name || name };
    this.#lobby = new Lobby(this.#kind, { wish, media: this.#media, begins, farewell, announce: this.#announce, onenter: (whole) => this.#enter(whole) });
    this.#main.replaceChildren(this.#lobby.element);
    this.#showIdentity();
  }

  #showIdentity() {
    if (this.#lobby) this.#lobby.signIn = this.#session.isKnown && !this.#session.isDevelopment && !this.#session.user;
  }

  /** With the session its rooms are gone; who is in the lobby by now reads why. */
  #closed(reason) {
    this.#showIdentity();
    if (reason) this.#lobby?.say(reason);
  }

  /** Straight from another page load. */
  #goIn({ room, role, name, devices }, replace) {
    this.#wish = { room, role, name };
    this.#showLobby();
    this.#enter(this.#wish, { replace, devices });
  }

  async #enter(wish, { replace, devices } = {}) {
    clearTimeout(this.#retry);
    this.#wish = wish;
    this.#lobby.isBusy = true;
    try {
      await this.#join(replace, devices);
    } catch (error) {
      if (this.#ending.signal.aborted || !this.#lobby) return;
      this.#lobby.isBusy = false;
      this.#refused(error);
    }
  }

  async #join(replace, devices) {
    const { name, room: roomName, role } = this.#wish;
    this.#note("pending");
    await this.#session.signIn(this.#session.user ? undefined : { name });
    tab.removeItem("pending");
    if (this.#kind.sends(role) && !this.#media.isOpen) {
      this.#lobby.say("Asking for camera and microphone …");
      await this.#media.open(devices);
    }
    this.#lobby?.say("Connecting …");
    const signaling = await this.#session.connect();
    if (this.#ending.signal.aborted) return;
    const { pattern, usual } = this.#kind;
    const metadata = { microphone: this.#media.isOn("microphone"), camera: this.#media.isOn("camera") };
    const room = await signaling.join(roomName, { name, pattern, replace, metadata, ...(role !== usual && { role }) });
    if (this.#ending.signal.aborted) return void room.leave().catch(() => {});
    this.#open(room);
  }

  #open(room) {
    this.#lobby.close();
    this.#lobby = null;
    this.#note("stay");
    this.#writeAddress();
    document.title = `${room.name} – Beckon`;
    const media = this.#media;
    this.#stage = openStage(this.#main, {
      room,
      media,
      session: this.#session,
      announce: this.#announce,
      invitation: this.#invitation(),
      onleave: ({ text }) => this.#left(text),
    });
    media.on("change", () => tab.getItem("stay") && this.#note("stay"));
  }

  #left(text) {
    tab.removeItem("stay");
    document.title = `${this.#kind.title} – Beckon`;
    this.#stage = null;
    this.#media = new Media();
    this.#showLobby(text, false);
    this.#lobby.focus();
  }

  #refused(error) {
    const { code, field, message } = error;
    const mayNotBegin = code === "not-allowed" && field === "pattern" && message.startsWith("no right to create");
    if (!mayNotBegin || this.#wish.role !== "viewer") return this.#lobby.say(`You could not join: ${refusal(error)}`);
    this.#lobby.say("The broadcast has not begun. You come in as soon as it does.");
    this.#retry = setTimeout(() => this.#enter(this.#wish), RETRY_MS);
  }

  /** For others: they come in the role that goes without saying. */
  #invitation() {
    return new URL(`${location.origin}${location.pathname}#/${this.#kind.path}?${new URLSearchParams({ room: this.#wish.room })}`);
  }

  #writeAddress() {
    const own = this.#invitation();
    if (this.#wish.role !== this.#kind.usual) own.hash += `&role=${this.#wish.role}`;
    history.replaceState(null, "", own);
  }
}
