// What this tab and the service have said to each other, in order.

import { Emitter } from "../../client/events.js";

const KEPT = 5000;
const SECRETS = new Set(["secret", "token", "credential"]);

/** The last frames of this tab's session, without secrets. */
export class Trace extends Emitter {
  /** `{at, direction: "in" | "out" | "note", frame}`, `at` in milliseconds since 1970. */
  entries = [];
  #dropped = 0;

  constructor() {
    super(["entry"]);
  }

  /** How many were there before those that are kept. */
  get dropped() {
    return this.#dropped;
  }

  /** @param data a frame as it is on the wire */
  add(direction, data) {
    let frame;
    try {
      frame = JSON.parse(data, (key, value) => (SECRETS.has(key) ? "…" : value));
    } catch {
      frame = { type: "unreadable" };
    }
    this.#keep({ at: Date.now(), direction, frame });
  }

  /** Something that happened to the connection. */
  note(text) {
    this.#keep({ at: Date.now(), direction: "note", frame: { type: text } });
  }

  clear() {
    this.#dropped += this.entries.length;
    this.entries = [];
    this.emit("entry", null);
  }

  #keep(entry) {
    this.entries.push(entry);
    if (this.entries.length > KEPT) {
      this.entries.shift();
      this.#dropped++;
    }
    this.emit("entry", entry);
  }
}
