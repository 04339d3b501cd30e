// The list of past calls.

import { h } from "../dom.js";
import { countMissed, sawMissed } from "./missed.js";
import { isMissed, othersOf } from "./past.js";
import { ago, listed, nameOf } from "./words.js";

const OUTCOMES = {
  accepted: "answered",
  declined: "declined",
  busy: "busy",
  "no-answer": "no answer",
  cancelled: "cancelled",
  ringing: "ringing now",
};

export class Recent {
  #session;
  #call;
  #shown = "";
  #list = h("ol.recent", {});
  #note = h("p.quiet", {});
  #empty = h("p.empty", { hidden: true });

  /** @param call is called with the people to call back */
  constructor(session, call) {
    this.#session = session;
    this.#call = call;
    this.element = h(
      "section.stack.tight",
      { "aria-labelledby": "recent-title" },
      h("h2", { id: "recent-title" }, "Recent calls"),
      this.#list,
      this.#empty,
      this.#note,
    );
  }

  /** Asks the service again; whoever sees the list has seen what was missed. */
  async refresh() {
    if (!this.#session.user) return this.#none("Sign in to see who has called you.");
    const calls = await countMissed(this.#session);
    if (!calls) return this.#none("This service does not tell about past calls.");
    const now = JSON.stringify(calls);
    if (now !== this.#shown || !this.#list.contains(document.activeElement)) this.#show(calls);
    this.#shown = now;
    if (this.element.isConnected && document.visibilityState === "visible") sawMissed(this.#session, calls);
  }

  #none(text) {
    this.#list.replaceChildren();
    this.#note.textContent = "";
    this.#empty.textContent = text;
    this.#empty.hidden = false;
  }

  #show(calls) {
    if (calls.length === 0) this.#none("No calls within the last hour.");
    else this.#empty.hidden = true;
    this.#list.replaceChildren(...calls.map((call) => this.#item(call)));
    this.#note.textContent = "The calls of the last hour, on all your devices.";
  }

  #item(call) {
    const others = othersOf(call);
    const names = listed(others.map(nameOf));
    const at = new Date(call.at);
    const missed = isMissed(call);
    const what = missed
      ? "Missed call"
      : `${call.direction === "incoming" ? "They called" : "You called"}, ${OUTCOMES[call.outcome]}`;
    return h(
      "li",
      { class: missed ? "row missed" : "row" },
      h("span.arrow", { "aria-hidden": "true" }, missed ? "✗" : call.direction === "incoming" ? "↙" : "↗"),
      h(
        "div.grow",
        {},
        h("strong", {}, names),
        h(
          "p",
          {},
          missed ? h("span.badge.bad", {}, what) : h("span.quiet", {}, what),
          h("span.quiet", {}, " · "),
          h("time.quiet", { datetime: call.at, title: at.toLocaleString() }, ago(at, Date.now())),
        ),
      ),
      h(
        "button",
        {
          "aria-label": `${call.direction === "incoming" ? "Call back" : "Call again"}: ${names}`,
          onclick: () => this.#call(others.map(({ user, name }) => ({ user, name }))),
        },
        call.direction === "incoming" ? "Call back" : "Call again",
      ),
    );
  }
}
