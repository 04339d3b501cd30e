// What has happened in one room, as far as it is kept, and what goes on.

import { kindOf } from "../app/trace/steps.js";
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
      const { events } = await this.#api.get(
        ["rooms", this.#room, "events"],
        { after: this.#fetchedTo, limit: PAGE },
        signal,
      );
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

// From what has happened in a room to the steps of its ladder: lanes are the room and its participants.
const ROOM = "room";
const ADMINISTRATOR = "administrator";
/** Events that tell the others about a participant: an arrow to each of them would say nothing more. */
const ABOUT_THEMSELVES = new Set(["peer-joined", "peer-updated", "peer-left"]);

/**
 * The lanes and steps of a room's events, in their order.
 *
 * @param events as the service tells them
 * @param names who is who, by their `peer`, for those who came before the first event
 * @returns {{lanes: {id, name}[], steps: {at, from, to, kind, label, frame}[]}}
 */
export function roomSteps(events, names = new Map()) {
  const known = new Map([[ROOM, "Room"], [ADMINISTRATOR, "Administrator"], ...names]);
  for (const { from, name, user } of events) if (name ?? user) known.set(from, name ?? user);
  const steps = events.map((event) => step(event));
  const used = new Set([ROOM, ...steps.flatMap(({ from, to }) => [from, to])]);
  const lanes = [...used].filter((id) => id !== null).map((id) => ({ id, name: nameOf(id, known) }));
  return { lanes, steps };
}

function step(event) {
  const { from = null, to = [], type } = event;
  const told = ABOUT_THEMSELVES.has(type) ? [] : to;
  const target = told.length === 1 && told[0] !== from ? told[0] : ROOM;
  return {
    at: Date.parse(event.at),
    from: from ?? ROOM,
    to: from === null && target === ROOM ? null : target,
    kind: kindOf(type),
    label: label(event, told),
    frame: event,
  };
}

function label({ type, pc, state, reason }, told) {
  const audience = told.length > 1 ? `to ${told.length}` : "";
  return [type, pc && pc !== "main" ? pc : "", state, reason, audience].filter(Boolean).join(" · ");
}

function nameOf(id, known) {
  return known.get(id) ?? `Peer ${id.slice(0, 6)}`;
}
