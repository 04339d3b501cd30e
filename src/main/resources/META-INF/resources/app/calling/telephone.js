// This tab's telephone: one call at a time, which goes on whatever view is open.

import { Emitter } from "../../client/events.js";
import { h, redress } from "../dom.js";
import { Talk } from "./talk.js";
import { duration } from "./words.js";

class Telephone extends Emitter {
  /** The call that one is in, or that one makes. */
  talk = null;
  /** How the last one ended, until the next. */
  result = null;
  #session;
  #announce;
  /** While no view shows the call, it is in here. */
  #aside = h("div", { hidden: true });
  #text = h("span.grow", {});
  #stop = h("button.danger", { onclick: () => this.talk?.stop() });
  #bar = h("section.call-bar.row", { hidden: true, "aria-label": "The call you are in" }, this.#text, h("a.button", { href: "#/call" }, "Back to the call"), this.#stop);
  #timer;

  constructor(session, announce) {
    super(["change", "state"]);
    this.#session = session;
    this.#announce = announce;
    document.body.append(this.#bar, this.#aside);
    session.on("signed-out", () => this.talk?.stop());
  }

  dial(people, options) {
    this.#begin(people, options).dial();
  }

  /** Accepts it; the call that one is in is left. */
  answer(call, options) {
    this.#begin([call.from], options).answer(call);
    location.hash = `#/call?${new URLSearchParams({ id: call.id })}`;
  }

  /** Shows the call in a view, until that calls what is returned. */
  showIn(main) {
    main.replaceChildren(this.talk.element);
    redress(this.talk.element);
    this.#bar.hidden = true;
    clearInterval(this.#timer);
    return () => this.#putAside();
  }

  #begin(people, options) {
    const former = this.talk;
    this.talk = this.result = null;
    former?.stop();
    const talk = new Talk({ session: this.#session, announce: this.#announce, people, ...options });
    this.talk = talk;
    this.#aside.append(talk.element);
    talk.on("over", (result) => this.talk === talk && this.#over(result));
    talk.on("change", () => this.talk === talk && this.#changed());
    this.emit("change", talk);
    return talk;
  }

  #changed() {
    this.#showBar();
    this.emit("state", this.talk);
  }

  #over(result) {
    const wasAside = !this.#bar.hidden;
    this.talk = null;
    this.result = result;
    this.#bar.hidden = true;
    clearInterval(this.#timer);
    if (wasAside) this.#announce(result.text);
    this.emit("change", null);
  }

  /** Media go on playing when an element moves within the document, and stop when it leaves it. */
  #putAside() {
    if (!this.talk) return;
    this.#aside.append(this.talk.element);
    this.#bar.hidden = false;
    this.#timer = setInterval(() => this.#showBar(), 1000);
    this.#showBar();
  }

  #showBar() {
    const { state, names, lasts } = this.talk;
    this.#text.textContent = state === "talking" ? `${names} · ${duration(lasts)}` : `Calling ${names} …`;
    this.#stop.textContent = state === "talking" ? "Hang up" : "Cancel";
  }
}

let telephone = null;

/** The tab's one. */
export function theTelephone(session, announce) {
  telephone ??= new Telephone(session, announce);
  return telephone;
}
