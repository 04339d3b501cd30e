// What this tab and the service have said to each other, in order.

import { Emitter } from "../../client/events.js";

const KEPT = 5000;
const SECRETS = new Set(["secret", "token", "credential"]);

/** The last frames of this tab's session, without secrets. */
export class Trace extends Emitter {
  /** `{at, direction: "in" | "out" | "note", frame}`, `at` in milliseconds since 1970. */
  entries = [];

  constructor() {
    super(["entry"]);
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
    this.entries = [];
    this.emit("entry", null);
  }

  #keep(entry) {
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.shift();
    this.emit("entry", entry);
  }
}

/** One of the client's transports, with somebody who writes down what goes through it. */
export class TracedTransport {
  onopen = null;
  onmessage = null;
  onclose = null;
  #inner;
  #trace;

  constructor(inner, trace) {
    this.#inner = inner;
    this.#trace = trace;
    this.#inner.onopen = () => {
      trace.note("connected");
      this.onopen?.();
    };
    this.#inner.onmessage = (data) => {
      trace.add("in", data);
      this.onmessage?.(data);
    };
    this.#inner.onclose = (end) => {
      trace.note(end.opened ? `closed ${end.code}` : `refused ${end.status ?? ""}`.trim());
      this.onclose?.(end);
    };
  }

  send(data) {
    this.#trace.add("out", data);
    this.#inner.send(data);
  }

  close(code) {
    this.#trace.note(`closed ${code}`);
    this.#inner.close(code);
  }
}
