// From frames to the steps of a ladder: who sent what to whom.

import { CALL_TYPES } from "../../client/signaling.js";

const YOU = "you";
const SERVICE = "service";
const NEGOTIATION = new Set(["offer", "answer", "reject", "ice-candidate", "connection-state", "negotiation"]);
const ROUTINE = new Set(["ack", "ping", "pong", "refreshed"]);

/** What kind of frame it is, by which the diagram tells them apart. */
export function kindOf(type) {
  if (type === "error") return "trouble";
  if (ROUTINE.has(type)) return "routine";
  if (NEGOTIATION.has(type)) return "negotiation";
  if (CALL_TYPES.has(type)) return "call";
  return type === "message" ? "message" : "room";
}

/**
 * The lanes and steps of a trace's entries, in order.
 *
 * @returns {{lanes: {id, name}[], steps: {at, from, to, kind, label, frame}[]}} `from` and `to` are ids of lanes; both are null
 * for what happened to the connection
 */
export function stepsOf(entries) {
  const names = new Map([
    [YOU, "You"],
    [SERVICE, "Beckon"],
  ]);
  const own = selves(entries);
  const asked = new Map();
  const steps = entries.map(({ at, direction, frame }) => {
    learn(names, frame);
    if (direction === "note") return { at, from: null, to: null, kind: "note", label: frame.type, frame };
    const isOut = direction === "out";
    if (isOut && frame.id) asked.set(frame.id, { at, type: frame.type });
    const named = isOut ? frame.to : frame.from;
    const other = own.has(named) ? SERVICE : lane(names, named); // of oneself the service speaks
    const [from, to] = isOut ? [YOU, other] : [other, YOU];
    return {
      at,
      from,
      to,
      kind: kindOf(frame.type),
      label: label(frame, names, isOut ? null : asked.get(frame.id), at),
      frame,
    };
  });
  const used = new Set(steps.flatMap(({ from, to }) => [from, to]));
  const lanes = [...names]
    .filter(([id]) => id === YOU || id === SERVICE || used.has(id))
    .map(([id, name]) => ({ id, name }));
  return { lanes, steps };
}

/** Frames of calls have people in `from`, not participants. */
function lane(names, peer) {
  if (typeof peer !== "string") return SERVICE;
  if (!names.has(peer)) names.set(peer, peer === "administrator" ? "Administrator" : `Peer ${peer.slice(0, 6)}`);
  return peer;
}

function learn(names, frame) {
  const rooms = frame.type === "resumed" ? Object.values(frame.rooms ?? {}) : [frame];
  for (const { participants = [] } of rooms) for (const participant of participants) named(names, participant);
  if (typeof frame.peer === "object") named(names, frame.peer);
}

/** Which peers the client is, by what it is told of itself. */
function selves(entries) {
  return new Set(entries.map(({ frame }) => frame.self?.peer).filter(Boolean));
}

function named(names, { peer, name, userName }) {
  if (peer) names.set(peer, name ?? userName ?? `Peer ${peer.slice(0, 6)}`);
}

function label(frame, names, request, at) {
  const parts = [frame.type, about(frame, names)];
  if (request && frame.type !== "error")
    parts.push(frame.type === "ack" ? `of ${request.type}` : "", `${at - request.at} ms`);
  return parts.filter(Boolean).join(" · ");
}

function about(frame, names) {
  switch (frame.type) {
    case "offer":
    case "answer":
      return [frame[frame.type]?.type === frame.type ? "" : frame[frame.type]?.type, frame.pc]
        .filter(Boolean)
        .join(" ");
    case "ice-candidate":
      return aboutCandidate(frame.candidate);
    case "connection-state":
    case "negotiation":
      return frame.state;
    case "peer-joined":
    case "peer-updated":
      return names.get(frame.peer?.peer);
    case "peer-left":
      return [names.get(frame.peer), frame.reason].filter(Boolean).join(" ");
    case "call":
      return [frame.user].flat().join(", ");
    case "incoming-call":
      return `from ${frame.from?.name ?? frame.from?.user}`;
    case "error":
      return [frame.code, frame.field].filter(Boolean).join(" ");
    default:
      return [typeof frame.room === "string" ? frame.room : "", frame.reason].filter(Boolean).join(" ");
  }
}

function aboutCandidate(candidate) {
  if (!candidate?.candidate) return "end";
  const [, , protocol, , , , , type] = candidate.candidate.split(" ");
  return `${type} ${protocol?.toLowerCase()}`;
}
