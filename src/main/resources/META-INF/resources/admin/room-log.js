// What has happened in one room, as far as it is kept, and what goes on.

import { Emitter } from "../client/events.js";

const KEPT = 2000;
const PAGE = 500;

/** The room's last events, each once, in order. Emits `events` when there are more. */
export class RoomLog extends Emitter {
  events = [];
  #api;
  #room;
  #fetchedTo;
  #seen = new Set();
  #loading = null;

  constructor(api, room) {
    super(["events"]);
    this.#api = api;
    this.#room = room;
  }

  /** Fetches what came after the last that was fetched; several at once are one. */
  load(signal) {
    this.#loading ??= this.#load(signal).finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #load(signal) {
    for (let isMore = true; isMore; ) {
      const { events } = await this.#api.get(["rooms", this.#room, "events"], { after: this.#fetchedTo, limit: PAGE }, signal);
      this.add(events);
      isMore = events.length === PAGE && events.at(-1).seq !== this.#fetchedTo;
      this.#fetchedTo = events.at(-1)?.seq ?? this.#fetchedTo;
    }
  }

  add(events) {
    const fresh = events.filter((event) => !this.#seen.has(keyOf(event)));
    if (fresh.length === 0) return;
    for (const event of fresh) this.#seen.add(keyOf(event));
    this.events.push(...fresh);
    this.events.sort((one, other) => one.seq - other.seq);
    for (const event of this.events.splice(0, Math.max(0, this.events.length - KEPT))) this.#seen.delete(keyOf(event));
    this.emit("events", fresh);
  }
}

/** One record of the log may have several events. */
function keyOf({ seq, type, from, pc, state }) {
  return JSON.stringify([seq, type, from, pc, state]);
}
