// One call as this tab takes part in it, from dialing to the end.

import { Emitter } from "../../client/events.js";
import { Media } from "../../client/media/devices.js";
import { h } from "../dom.js";
import { Progress } from "./progress.js";
import { ringbackTone } from "./tone.js";
import { duration, farewell, listed, nameOf, refusal, row } from "./words.js";

const MEDIA_WITHIN_MS = 8000;

/**
 * What it shows is in `element`, which may be moved about in the document.
 *
 *     dialing -> ringing -> talking -> over
 */
export class Talk extends Emitter {
  state = "dialing";
  call = null;
  /** `{text, advice, people, milliseconds}` once it is over. */
  result = null;
  element = h("div.engaged", {});
  /** As the tab's engagement. */
  address = "#/call";
  back = "Back to the call";
  #session;
  #announce;
  #people;
  #outcomes = new Map();
  #media = new Media();
  #opening;
  #progress;
  #stage = null;
  #since = null;
  #isGroup = false;
  #tone = ringbackTone();
  #ending = new AbortController();

  /** @param people whom one talks to, `{user, name}` each */
  constructor({ session, announce, people, microphone = true, camera }) {
    super(["change", "over"]);
    this.#session = session;
    this.#announce = announce;
    this.#people = people;
    this.#opening = this.#media.open({ microphone, camera });
    this.#progress = new Progress({ people, media: this.#media, cancel: () => this.leave() });
    this.element.append(this.#progress.element);
    session.on("state", ({ state }) => this.#progress.connection(state), { signal: this.#ending.signal });
  }

  get people() {
    return this.#people;
  }

  get names() {
    return listed(this.#people.map(nameOf));
  }

  /** Those who are not out. */
  get #present() {
    return listed(this.#people.filter(({ user }) => !this.#outcomes.has(user)).map(nameOf));
  }

  /** How long it has been going on, in ms; null before. */
  get lasts() {
    return this.#since && Date.now() - this.#since;
  }

  get what() {
    return `the call with ${this.names}`;
  }

  get text() {
    return this.state === "talking" ? `${this.names} · ${duration(this.lasts)}` : `Calling ${this.names} …`;
  }

  get stop() {
    return this.state === "talking" ? "Hang up" : "Cancel";
  }

  async dial() {
    this.#progress.say("dialing");
    try {
      await this.#session.connect();
      const call = await this.#session.calls.call(this.#people.map(({ user }) => user));
      if (this.state === "over") return void call.cancel().catch(() => {});
      this.#take(call);
    } catch (error) {
      const { text, advice } = refusal(error, this.#people, this.#session.user?.id);
      this.#end(text, advice);
    }
  }

  async answer(call) {
    this.#progress.say("answering");
    try {
      const accepted = call.accept();
      this.#take(call);
      await accepted;
    } catch (error) {
      this.#end(
        error.code === "wrong-state"
          ? "The call was answered on another device."
          : `The call could not be answered: ${error.message}`,
      );
    }
  }

  /** After a reload. @param since when it began */
  async goOn({ id, since }) {
    this.#progress.say("returning");
    try {
      await this.#session.connect();
      const call = this.#session.calls.active.get(id);
      if (!call) throw new Error("This call has ended.");
      this.#since = since;
      this.#take(call);
    } catch ({ message }) {
      this.#end(message);
    }
  }

  /** What `goOn` takes, and those who are in it; null while nobody has answered. */
  get note() {
    if (this.state !== "talking") return null;
    return { id: this.call.id, since: this.#since, people: this.#people, devices: this.#media.wishes };
  }

  /** Cancels or hangs up, whichever it is time for. */
  leave() {
    const { call, state } = this;
    if (state === "over") return;
    const isTalking = state === "talking";
    this.#end(isTalking ? "You hung up." : "You stopped calling.");
    this.#goAway(call, isTalking);
  }

  /** Who has just answered is in the call's room first; whoever cancels may come too late, and hangs up. */
  async #goAway(call, isTalking) {
    const hangUp = () => call.room.then(() => call.hangup());
    try {
      if (isTalking || call?.direction === "incoming") await hangUp();
      else await call?.cancel().catch(hangUp);
    } catch {
      // over in the meantime
    }
  }

  focus() {
    this.element.querySelector("h1")?.focus({ preventScroll: true });
  }

  #take(call) {
    this.call = call;
    this.#people =
      call.direction === "outgoing"
        ? this.#people.map((one) => ({ ...one, ...named(call.to.find(({ user }) => user === one.user)) }))
        : this.#people;
    const { signal } = this.#ending;
    call.on("ringing", ({ to }) => this.#rings(to), { signal });
    call.on("accepted", ({ to, room }) => this.#accepted(to, room), { signal });
    for (const type of ["declined", "busy", "no-answer"])
      call.on(type, ({ to, reason }) => this.#isOut(type, to, reason), { signal });
    call.on("ended", (end) => this.#ended(end), { signal });
    this.#change("ringing");
  }

  #rings(to) {
    if (this.state !== "ringing") return;
    this.#progress.say("ringing");
    this.#progress.row(to.user, "ringing");
    this.#tone.start();
  }

  #isOut(type, to, reason) {
    const text = row(type, this.#person(to), reason);
    this.#outcomes.set(to.user, text);
    this.#progress.row(to.user, type, reason);
    if (this.#people.length > 1) this.#announce(text);
  }

  #accepted(to, room) {
    this.#progress.row(to.user, "accepted");
    if (this.state === "talking") return;
    this.#tone.stop();
    this.#since ??= Date.now();
    this.#progress.say("accepted");
    this.#change("talking");
    this.#enter(room).catch(() => this.#notEntered());
  }

  /** The media may take as long as a person takes to allow them, but the other one does not wait so long. */
  async #enter(room) {
    const [{ openStage }] = await Promise.all([
      import("../conference/stage.js"),
      Promise.race([this.#opening, after(MEDIA_WITHIN_MS)]),
    ]);
    if (this.state === "over") return;
    this.#isGroup = room.participants.size > 1;
    room.on("peer-joined", () => (this.#isGroup ||= room.participants.size > 1), { signal: this.#ending.signal });
    this.#progress.close();
    this.#stage = openStage(this.element, {
      room,
      media: this.#media,
      session: this.#session,
      announce: this.#announce,
      title: this.#present,
      leaveLabel: "Hang up",
      leave: () => this.call.hangup(),
      onleave: ({ reason, text }) => this.#end(reason === "left" ? "You hung up." : text || this.#farewell(reason)),
    });
  }

  /** The other one is told, who would wait for picture and sound. */
  #notEntered() {
    const { call } = this;
    this.#end("This page could not be loaded whole. Load it again, and call again.");
    this.#goAway(call, true);
  }

  #ended({ outcome, reason }) {
    if (this.state === "talking") return this.#end(this.#farewell(reason));
    if (this.call.direction === "incoming")
      return this.#end(
        outcome === "answered-elsewhere"
          ? "The call was answered on another device."
          : `${this.names} has stopped calling.`,
      );
    if (outcome === "cancelled" || outcome === "ended")
      return this.#end(
        outcome === "ended"
          ? "The connection to the service was lost while it rang. Call again."
          : "The call was cancelled.",
      );
    this.#end(this.#people.map((one) => this.#outcomes.get(one.user) ?? row(outcome, one, reason)).join(" "));
  }

  #end(text, advice = "") {
    if (this.state === "over") return;
    this.result = { text, advice, people: this.#people, milliseconds: this.lasts };
    this.#tone.stop();
    this.#ending.abort();
    this.#change("over");
    this.#progress.close();
    this.#stage?.close();
    this.#media.close();
    this.element.remove();
    this.emit("over", this.result);
  }

  #farewell(reason) {
    return farewell(reason, this.#isGroup ? "Everybody else" : this.#present, this.#isGroup);
  }

  #change(state) {
    this.state = state;
    this.emit("change", state);
  }

  #person(to) {
    return this.#people.find(({ user }) => user === to.user) ?? to;
  }
}

/** The service knows the names of those who are there; of others only the id. */
const named = (person) => (person?.name && person.name !== person.user ? { name: person.name } : {});

const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
