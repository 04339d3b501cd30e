// What the service says by itself: that something has changed, and what happens in the room that is looked at.

import { h } from "../app/dom.js";
import { Emitter } from "../client/events.js";

const POLLED_EVERY_MS = 5000;
const WAIT_AT_FIRST_MS = 500;
const WAIT_AT_MOST_MS = 15_000;
const SOCKET_OPENS_WITHIN_MS = 10_000;

/**
 * Keeps a WebSocket open for what is new, or, where none gets through, a stream of events. While there is neither it asks every 5 s whether the service is there, and takes it that everything
 * has changed. Emits `state` (`connecting`, `live`, `reconnecting`, `polling` or `paused`), `change` (the totals, or null) and `room`.
 */
export class Live extends Emitter {
  state = "connecting";
  #api;
  #room = null;
  #run = null;

  constructor(api) {
    super(["state", "change", "room"]);
    this.#api = api;
  }

  start() {
    if (this.#run) return;
    this.#become("connecting");
    this.#run = new AbortController();
    this.#listen(this.#run.signal);
    this.#poll(this.#run.signal);
  }

  stop() {
    this.#run?.abort();
    this.#run = null;
    this.#become("paused");
  }

  /** From now on, that room's events are told, too; null: none's. */
  follow(room) {
    if (room === this.#room) return;
    this.#room = room;
    if (!this.#run) return;
    this.#run.abort();
    this.#run = null;
    this.start();
  }

  async #listen(signal) {
    let bySocket = true;
    for (let failures = 0; !signal.aborted; failures++) {
      let isThrough = false;
      try {
        const news = await (bySocket ? this.#socket(signal) : this.#streamed(signal));
        signal.throwIfAborted();
        // One that is open may still be refused. The totals come at once where it is not.
        for await (const { event, data } of news) {
          isThrough = true;
          failures = 0;
          this.#become("live");
          this.#take(event, data);
        }
      } catch {
        // said by the state
      }
      if (signal.aborted) return;
      // What does not get through is tried the other way.
      if (!isThrough) bySocket = !bySocket;
      if (this.state !== "polling") this.#become("reconnecting");
      await pause(Math.min(WAIT_AT_MOST_MS, WAIT_AT_FIRST_MS * 2 ** failures) * (0.75 + Math.random() / 2), signal);
    }
  }

  async #socket(signal) {
    return messagesOf(await this.#api.socket(["live"], { room: this.#room }, signal), signal);
  }

  /** A proxy may let no WebSocket through. The answer says why there is nothing to see, too. */
  async #streamed(signal) {
    const response = await this.#api.stream(["live"], { room: this.#room }, signal);
    return parsed(eventsOf(response.body));
  }

  #take(event, data) {
    if (event === "change" || event === "room") this.emit(event, data);
  }

  async #poll(signal) {
    while (!signal.aborted) {
      await pause(POLLED_EVERY_MS, signal);
      if (signal.aborted || this.state === "live" || document.hidden) continue;
      const isThere = await this.#api.get(["nodes"], {}, signal).then(
        () => true,
        () => false,
      );
      if (signal.aborted || this.state === "live") continue;
      this.#become(isThere ? "polling" : "reconnecting");
      if (isThere) this.emit("change", null);
    }
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.emit("state", state);
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/**
 * Turns the text of a stream (`text/event-stream`, HTML Living Standard, section 9.2.6), in whatever pieces it comes, into events. It
 * comes by `fetch`, which may carry a token where `EventSource` may not.
 */
export class EventStreamParser {
  #rest = "";
  #event = "";
  #data = [];

  /** @returns {{event: string, data: string}[]} those that are complete now */
  push(text) {
    const whole = this.#rest + text;
    // A CR at the end may be the first half of a line's end.
    const lines = whole.split(/\r\n|\n|\r(?!$)/u);
    this.#rest = lines.pop();
    return lines.map((line) => this.#take(line)).filter(Boolean);
  }

  #take(line) {
    if (line === "") return this.#dispatch();
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/su.exec(line);
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    return null;
  }

  #dispatch() {
    const event = this.#data.length ? { event: this.#event || "message", data: this.#data.join("\n") } : null;
    this.#event = "";
    this.#data = [];
    return event;
  }
}

/** The events of a response's body, as they come. */
export async function* eventsOf(body) {
  const parser = new EventStreamParser();
  for await (const text of each(body.pipeThrough(new TextDecoderStream()))) yield* parser.push(text);
}

async function* parsed(events) {
  for await (const { event, data } of events) yield { event, data: JSON.parse(data) };
}

async function* each(stream) {
  const reader = stream.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value;
}

/**
 * The messages of a WebSocket that is being opened, once it is open; fails if it is closed before, or not open after so long.
 * The signal closes it.
 */
export function messagesOf(socket, signal, patience = SOCKET_OPENS_WITHIN_MS) {
  const messages = new ReadableStream({
    start(controller) {
      socket.addEventListener("message", ({ data }) => controller.enqueue(JSON.parse(data)));
      socket.addEventListener("close", () => controller.close());
    },
  });
  // Browsers complain of one that is closed while it opens.
  const end = () => (socket.readyState === 0 ? socket.addEventListener("open", () => socket.close()) : socket.close());
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.close(), patience);
    socket.addEventListener("open", () => {
      clearTimeout(timer);
      resolve(each(messages));
    });
    socket.addEventListener("close", () => {
      clearTimeout(timer);
      reject(new Error("The WebSocket is closed."));
    });
  });
}

// Says whether what is shown is live, and stops it while somebody wants to read in peace.
const STATES = {
  connecting: ["badge", "Connecting…"],
  live: ["badge ok", "Live"],
  reconnecting: ["badge bad", "Reconnecting…"],
  polling: ["badge warn", "Polling every 5 s"],
  paused: ["badge", "Paused"],
};

/** Its element goes from view to view. */
export function liveStatus(live) {
  const badge = h("span.badge", { role: "status" });
  const pause = h("button", { onclick: () => (live.state === "paused" ? live.start() : live.stop()) });
  function show() {
    const [kind, text] = STATES[live.state];
    badge.className = kind;
    badge.textContent = text;
    pause.textContent = live.state === "paused" ? "Resume" : "Pause";
    pause.setAttribute("aria-label", live.state === "paused" ? "Resume showing changes" : "Pause showing changes");
  }
  live.on("state", show);
  show();
  return h("div.row.live", {}, badge, pause);
}
