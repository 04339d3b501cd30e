// The way into a room and out of it again: lobby, stage, lobby. A tab that is reloaded goes on where it was.

import { Media } from "../../client/media/devices.js";
import { describe } from "../../client/media/own.js";
import { h, stylesheet } from "../dom.js";
import { engagement, wouldLeave } from "../engagement.js";
import { Lobby } from "./lobby.js";
import { crowded, refusal } from "./words.js";

const tab = globalThis.sessionStorage;
const RETRY_MS = 3000;

/** By what the tab is engaged in, the way that led there. */
const entrances = new WeakMap();

/**
 * @param context.isAside whether another view is open, and one only goes on where one was before a reload
 * @param kind what `Lobby` says, and `path`, `pattern` (undefined if any will do) and `usual`, the role that goes without saying
 */
export async function enterRooms(main, context, kind) {
  if (!context.isAside)
    await Promise.all([stylesheet("app/devices/devices.css"), stylesheet("app/conference/conference.css")]);
  const there = entrances.get(engagement.current);
  if (there?.leadsTo(kind.path, context.params.get("room"))) return there.show();
  return new Entrance(main, context, kind).begin(context.isAside);
}

class Entrance {
  #main;
  #session;
  #announce;
  #kind;
  #wish;
  #lobby = null;
  #stage = null;
  /** How those come in who have not signed in. */
  #guests = null;
  /** The room, as the tab's engagement. */
  #place = null;
  /** Puts it aside, while the view shows it. */
  #putAside = null;
  #isOpen = true;
  #media = new Media();
  #retry;
  #ending = new AbortController();
  /** The room's own modules, which come while one is in the lobby. */
  #loading = null;

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
    engagement.on("change", () => this.#showLeaves(), { signal });
  }

  leadsTo(path, room) {
    return path === this.#kind.path && (!room || room === this.#wish.room);
  }

  begin(isAside = false) {
    this.#isOpen = !isAside;
    const { credentials, user } = this.#session;
    const stay = credentials && user && this.#take("stay");
    const pending = this.#take("pending");
    if (stay) this.#comeBack(stay);
    else if (pending && user) this.#goIn(pending);
    else this.#showLobby();
    return () => this.#close();
  }

  /** The view is open again, and the room is not over yet; returns what closes it. */
  show() {
    this.#isOpen = true;
    this.#putAside = engagement.showIn(this.#main);
    history.replaceState(null, "", this.#address());
    document.title = `${this.#wish.room} – Beckon`;
    this.#place.element.querySelector("h1").focus({ preventScroll: true });
    return () => this.#close();
  }

  /** Another view comes; the room goes on. */
  #close() {
    this.#isOpen = false;
    this.#putAside?.();
    if (!this.#stage) this.#end();
  }

  #end() {
    clearTimeout(this.#retry);
    this.#ending.abort();
    this.#lobby?.close();
    this.#media.close();
  }

  #take(note) {
    const wish = JSON.parse(tab.getItem(note));
    if (wish?.path !== this.#kind.path) return null;
    tab.removeItem(note);
    return wish.room === this.#wish.room || !this.#wish.room ? wish : null;
  }

  #note(note) {
    const { path } = this.#kind;
    tab.setItem(note, JSON.stringify({ ...this.#wish, path, devices: this.#media.wishes, guests: this.#guests?.made }));
  }

  #showLobby(farewell = "", begins = true) {
    const { name = "" } = this.#session.user ?? {};
    const wish = { ...this.#wish, name: this.#wish.name || name };
    this.#lobby = new Lobby(this.#kind, {
      wish,
      media: this.#media,
      begins,
      farewell,
      announce: this.#announce,
      onenter: (whole) => this.#enter(whole),
      onroom: (room) => this.#lookInto(room),
    });
    if (this.#isOpen) this.#main.replaceChildren(this.#lobby.element);
    this.#showIdentity();
    this.#showLeaves();
    this.#lookInto(this.#lobby.room);
    this.#loading ??= import("./stage.js").catch(() => null);
  }

  /** Whether many are in it already, and what one may be there, as far as the service says so. */
  async #lookInto(room) {
    const { user } = this.#session;
    const response =
      user && room && (await this.#session.fetch(`/v1/rooms/${encodeURIComponent(room)}`).catch(() => null));
    const { participantCount = 0, pattern, roles } = response?.ok ? await response.json() : {};
    if (this.#lobby?.room !== room) return;
    this.#lobby.crowd = pattern === "mesh" ? crowded(participantCount) : "";
    if (roles) this.#lobby.roles = roles;
  }

  #showLeaves() {
    if (this.#lobby) this.#lobby.leaves = wouldLeave("join");
  }

  #showIdentity() {
    if (this.#lobby) this.#lobby.signIn = this.#session.isKnown && !this.#session.takesNames && !this.#session.user;
  }

  /** With the session its rooms are gone; who is in the lobby by now reads why. */
  #closed(reason) {
    this.#showIdentity();
    if (reason) this.#lobby?.refuse(reason);
  }

  /** Straight from another page load. */
  #goIn({ room, role, name, devices, guests }, replace) {
    this.#wish = { room, role, name };
    this.#showLobby();
    this.#enter(this.#wish, { replace, devices, guests });
  }

  /** After a reload; only once. */
  #comeBack(stay) {
    const {
      credentials: { session, secret },
    } = this.#session;
    this.#session.credentials = null;
    this.#goIn(stay, { session, secret });
  }

  async #enter(wish, { replace, devices, guests } = {}) {
    clearTimeout(this.#retry);
    this.#wish = wish;
    this.#lobby.offer("");
    this.#lobby.isBusy = true;
    try {
      await this.#join(replace, devices, guests);
    } catch (error) {
      if (this.#ending.signal.aborted || !this.#lobby) return;
      this.#lobby.isBusy = false;
      this.#refused(error);
    }
  }

  async #join(replace, devices, made) {
    const { name, room: roomName, role } = this.#wish;
    this.#note("pending");
    const onwait = () => this.#lobby?.say("Many are coming in at this moment. Waiting for your turn …");
    await this.#session.signIn(this.#session.user ? undefined : { name, onwait, signal: this.#ending.signal });
    tab.removeItem("pending");
    if (this.#kind.sends(role) && !this.#media.isOpen) {
      this.#lobby.say("Asking for camera and microphone …");
      await this.#media.open(devices);
    }
    this.#lobby?.say("Connecting …");
    const [signaling, stage] = await Promise.all([this.#session.connect(), this.#loading]);
    if (this.#ending.signal.aborted) return;
    if (!stage) throw new Error("this page could not be loaded whole. Load it again.");
    const { pattern, usual } = this.#kind;
    const metadata = describe(this.#media, role);
    const options = { name, pattern, replace, metadata, ...(role !== usual && { role }) };
    const room = signaling.rooms.get(roomName) ?? (await signaling.join(roomName, options)); // a session that goes on is there already
    if (this.#ending.signal.aborted) return void room.leave().catch(() => {});
    const { room: before, made: former } = this.#guests ?? {};
    this.#guests = new stage.Guests(this.#session, {
      room: roomName,
      invitation: () => this.#invitation(),
      made: made ?? (before === roomName ? former : null),
      onchange: () => this.#note("stay"),
    });
    this.#open(room, stage);
    if (this.#kind.sends(room.self.role) && !this.#media.isOpen) this.#media.open(devices); // a role that one got meanwhile
  }

  #open(room, { openStage }) {
    this.#lobby.close();
    this.#lobby = null;
    const media = this.#media;
    this.#begin();
    this.#note("stay");
    this.#stage = openStage(this.#place.element, {
      room,
      media,
      session: this.#session,
      announce: this.#announce,
      invitation: this.#invitation(),
      guests: this.#session.letsGuestsIn && this.#guests,
      onleave: ({ text }) => this.#left(text),
    });
    media.on("change", () => this.#stage && this.#note("stay"));
    if (this.#isOpen) this.show();
  }

  /** From now on the tab is in the room, and out of what it was in before. */
  #begin() {
    const { room } = this.#wish;
    const address = this.#address().hash;
    const leave = () => this.#stage.leave();
    this.#place = {
      element: h("div.engaged"),
      what: `the room “${room}”`,
      text: room,
      stop: "Leave",
      back: "Back to the room",
      address,
      leave,
    };
    entrances.set(this.#place, this);
    engagement.begin(this.#place);
  }

  #left(text) {
    tab.removeItem("stay");
    this.#stage = null;
    engagement.end(this.#place);
    if (!this.#isOpen) return this.#leftAside(text);
    this.#announce("");
    document.title = `${this.#kind.title} – Beckon`;
    this.#media = new Media();
    this.#showLobby(text, false);
    this.#lobby.focus();
  }

  #leftAside(text) {
    this.#end();
    if (text) this.#announce(text, { urgent: true });
  }

  #refused(error) {
    const { code, field, message } = error;
    const mayNotBegin = code === "not-allowed" && field === "pattern" && message.startsWith("no right to create");
    if (code === "room-locked") this.#lobby.offer("Ask to be let in", () => this.#knock());
    if (!mayNotBegin || this.#wish.role !== "viewer")
      return this.#lobby.refuse(`You could not join: ${refusal(error)}`);
    this.#lobby.say("The broadcast has not begun. You come in as soon as it does.");
    this.#retry = setTimeout(() => this.#enter(this.#wish), RETRY_MS);
  }

  /** Waits at the locked door until a moderator answers, or one has enough of it. */
  async #knock() {
    const { room, name } = this.#wish;
    const giving = new AbortController();
    this.#lobby.isBusy = true;
    this.#lobby.say("The moderators see that you would like to come in. Waiting …");
    this.#lobby.offer("Stop waiting", () => giving.abort());
    try {
      const signaling = await this.#session.connect();
      await signaling.knock(room, { name, signal: AbortSignal.any([giving.signal, this.#ending.signal]) });
      if (this.#lobby) await this.#enter(this.#wish);
    } catch (error) {
      if (this.#ending.signal.aborted || !this.#lobby) return;
      this.#lobby.isBusy = false;
      this.#lobby.offer("Ask to be let in", () => this.#knock());
      this.#lobby.refuse(giving.signal.aborted ? "" : `You could not join: ${refusal(error)}`);
    }
  }

  /** For others: they come in the role that goes without saying. */
  #invitation() {
    return new URL(
      `${location.origin}${location.pathname}#/${this.#kind.path}?${new URLSearchParams({ room: this.#wish.room })}`,
    );
  }

  #address() {
    const own = this.#invitation();
    if (this.#wish.role !== this.#kind.usual) own.hash += `&role=${this.#wish.role}`;
    return own;
  }
}
