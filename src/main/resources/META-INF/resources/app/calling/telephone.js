// This tab's telephone: one call at a time, which goes on whatever view is open.

import { Emitter } from "../../client/events.js";
import { engagement } from "../engagement.js";
import { Talk } from "./talk.js";

const tab = globalThis.sessionStorage;
const STALE_MS = 120_000;

class Telephone extends Emitter {
  /** The call that one is in, or that one makes. */
  talk = null;
  #result = null;
  #session;
  #announce;

  constructor(session, announce) {
    super(["change", "state"]);
    this.#session = session;
    this.#announce = announce;
    session.on("signed-out", () => this.talk?.leave());
    session.on("leaving", () => this.#leavePage());
    this.#goOn();
  }

  /** How the last one ended, until the next, or until that is some minutes ago. */
  get result() {
    return this.#result && Date.now() - this.#result.at < STALE_MS ? this.#result : null;
  }

  dismiss() {
    this.#result = null;
  }

  dial(people, options) {
    this.#begin(people, options).dial();
  }

  /** Accepts it; what one is in is left. */
  answer(call, options) {
    this.#begin([call.from], options).answer(call);
    location.hash = `#/call?${new URLSearchParams({ id: call.id })}`;
  }

  /** Shows the call in a view, until that calls what is returned. */
  showIn(main) {
    return engagement.showIn(main);
  }

  /** The call of before a reload. */
  #goOn() {
    const { people, devices, ...call } = JSON.parse(tab.getItem("call")) ?? {};
    tab.removeItem("call");
    if (people && this.#session.credentials && this.#session.user) this.#begin(people, devices).goOn(call);
  }

  /** A call that nobody has answered does not wait for the next page. */
  #leavePage() {
    const note = this.talk?.note;
    if (note) tab.setItem("call", JSON.stringify(note));
    else this.talk?.leave();
  }

  #begin(people, options) {
    const former = this.talk;
    this.talk = this.#result = null;
    former?.leave();
    const talk = new Talk({ session: this.#session, announce: this.#announce, people, ...options });
    this.talk = talk;
    engagement.begin(talk);
    talk.on("over", (result) => this.#over(talk, result));
    talk.on("change", () => this.talk === talk && this.#changed());
    this.emit("change", talk);
    return talk;
  }

  #changed() {
    engagement.refresh();
    this.emit("state", this.talk);
  }

  #over(talk, result) {
    const wasAside = engagement.isAside;
    engagement.end(talk);
    if (this.talk !== talk) return;
    this.talk = null;
    this.#result = { ...result, at: Date.now() };
    if (wasAside) this.#announce(result.text);
    this.emit("change", null);
  }
}

let telephone = null;

/** The tab's one. */
export function theTelephone(session, announce) {
  telephone ??= new Telephone(session, announce);
  return telephone;
}
