// From what has happened in a room to the steps of its ladder: lanes are the room and its participants.

import { kindOf } from "../app/trace/steps.js";

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
  const steps = events.map((event) => step(event, known));
  const used = new Set([ROOM, ...steps.flatMap(({ from, to }) => [from, to])]);
  const lanes = [...used].filter((id) => id !== null).map((id) => ({ id, name: nameOf(id, known) }));
  return { lanes, steps };
}

function step(event, known) {
  const { from = null, to = [], type } = event;
  const told = ABOUT_THEMSELVES.has(type) ? [] : to;
  const target = told.length === 1 && told[0] !== from ? told[0] : ROOM;
  return { at: Date.parse(event.at), from: from ?? ROOM, to: from === null && target === ROOM ? null : target, kind: kindOf(type), label: label(event, told), frame: event };
}

function label({ type, pc, state, reason }, told) {
  const audience = told.length > 1 ? `to ${told.length}` : "";
  return [type, pc && pc !== "main" ? pc : "", state, reason, audience].filter(Boolean).join(" · ");
}

function nameOf(id, known) {
  return known.get(id) ?? `Peer ${id.slice(0, 6)}`;
}
