// What the service says, in words for people.

const REFUSED = {
  "room-full": "this room is full.",
  "room-locked": "this room is locked, a moderator lets nobody else in at the moment.",
  refused: "a moderator did not let you in.",
  over: "nobody has answered. Ask again later.",
  "room-closed": "this room has just been closed.",
  "already-joined": "this tab is in the room already.",
  "rate-limited": "that was too often, wait a moment.",
  unavailable: "the service cannot do it at the moment, try again.",
};

/** Why something was refused, to follow a colon. */
export function refusal({ code, field, message }) {
  if (code === "room-full" && field === "role") return "there are as many in this role as there may be.";
  if (code === "not-allowed" && field === "pattern" && message.startsWith("the room"))
    return "this room is of another kind (a conference is not a broadcast).";
  if (code === "not-allowed" && field === "role")
    return "you have no right to that role here. Choose another one under “More”.";
  return REFUSED[code] ?? message;
}

const CROWD = 8;

/** What a lobby says of a room in which everybody sends to everybody. */
export function crowded(people) {
  if (people < CROWD) return "";
  return `${people} people are in this room. Everybody sends to everybody, so pictures are small, and slow devices may not keep up. Without a camera it is easier.`;
}

/** Why one is out of a room; empty if one wanted it. */
export function farewell({ reason, message, error }) {
  if (error) return `You could not join again: ${refusal(error)}`;
  switch (reason) {
    case undefined:
    case "left":
    case "closed":
      return "";
    case "kicked":
      return `You were removed from the room${message ? `: “${message}”` : ""}.`;
    case "room-closed":
      return "The room was closed.";
    case "resume-expired":
      return "The connection was away for too long.";
    case "signed-out":
      return "You were signed out.";
    default:
      return `You are out of the room (${reason}).`;
  }
}

export const ROLES = {
  participant: "Participant",
  moderator: "Moderator",
  host: "Host",
  viewer: "Viewer",
  "media-server": "Media server",
};

/** What one is told whose role is another one from now on. */
export function roleNow(role) {
  const rest = role === "viewer" ? "nothing of you is sent any more." : "the others see and hear what you turn on.";
  return `You are a ${ROLES[role].toLowerCase()} now: ${rest}`;
}

export const nameOf = (participant) => participant?.name ?? participant?.userName ?? "Somebody";

/** "1 person", "3 people". */
export const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
