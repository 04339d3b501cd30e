// What this tab is in, a call or a room: one at a time, which goes on whatever view is open.

import { Emitter } from "../client/events.js";
import { h, redress } from "./dom.js";

const EVERY_MS = 1000;

class Engagement extends Emitter {
  /**
   * Null if there is none. `element` is what it shows; `what` it is, as in "you leave …"; `address` of its view; `back`, what leads there;
   * `text` and `stop`, what stands in the bar and on its button; `leave()` ends it.
   */
  current = null;
  /** While no view shows it, it is in here. */
  #aside = h("div", { hidden: true });
  #text = h("span.grow", {});
  #back = h("a.button", {});
  #stop = h("button.danger", { onclick: () => this.current?.leave() });
  #bar = h(
    "section.call-bar.row",
    { hidden: true, "aria-label": "What you are in" },
    this.#text,
    this.#back,
    this.#stop,
  );
  #timer;
  #question;

  constructor() {
    super(["change"]);
    document.body.append(this.#bar, this.#aside);
  }

  /** Begins it, and leaves what one was in before. It is aside until a view shows it. */
  begin(one) {
    const former = this.current;
    this.current = one;
    this.#putAside();
    former?.leave();
    this.#askBeforeLeaving();
    this.#changed();
  }

  /** It is over, unless something else has begun. */
  end(one) {
    if (this.current !== one) return;
    this.current = null;
    this.#question.abort();
    this.#hideBar();
    this.#changed();
  }

  /** Whether no view shows it. */
  get isAside() {
    return !this.#bar.hidden;
  }

  /** Shows it in a view, until that calls what is returned. */
  showIn(main) {
    const one = this.current;
    main.replaceChildren(one.element);
    redress(one.element);
    this.#hideBar();
    return () => this.current === one && this.#putAside();
  }

  /** What is in the bar has changed. */
  refresh() {
    if (!this.current) return;
    const { text, stop, back, address, what } = this.current;
    this.#text.textContent = text;
    this.#stop.textContent = stop;
    this.#back.textContent = back;
    this.#back.href = address;
    this.#bar.ariaLabel = `You are in ${what}`;
  }

  /** Media go on playing when an element moves within the document, and stop when it leaves it. */
  #putAside() {
    this.#aside.append(this.current.element);
    this.#bar.hidden = false;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.refresh(), EVERY_MS);
    this.refresh();
  }

  #hideBar() {
    this.#bar.hidden = true;
    clearInterval(this.#timer);
  }

  /** Whoever closes the tab, or goes back out of it, is asked by the browser. */
  #askBeforeLeaving() {
    this.#question?.abort();
    this.#question = new AbortController();
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal: this.#question.signal });
  }

  #changed() {
    this.emit("change", this.current);
  }
}

/** The tab's one. */
export const engagement = new Engagement();

/** "If you ACTION, you leave …", or nothing. */
export const wouldLeave = (action) =>
  engagement.current ? `If you ${action}, you leave ${engagement.current.what}.` : "";
