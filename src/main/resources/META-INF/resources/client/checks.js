// What the service would refuse is told before anything is sent: the rules of the protocol's section 2.

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const HALF_A_CHARACTER = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;
const PATTERNS = ["mesh", "sfu", "mcu", "broadcast", "lobby"];
export const ROLES = ["participant", "viewer", "host", "moderator", "media-server"];

export function check(condition, message) {
  if (!condition) throw new TypeError(message);
}

export function record(value, what) {
  check(value && typeof value === "object" && !Array.isArray(value), `${what} is an object.`);
  return value;
}

/** A text that people see. */
export function text(value, what, least, most) {
  const length = typeof value === "string" ? [...value].length : -1;
  check(
    length >= least && length <= most && !UNPRINTABLE.test(value),
    `${what} is a text of ${least} to ${most} characters, none of them a control character.`,
  );
  return value;
}

export function roomName(value) {
  text(value, "A room's name", 1, 128);
  check(!/[/\\]|^ | $|^\.\.?$/.test(value), `"${value}" is no name for a room: no /, \\, outer spaces, "." or "..".`);
}

/** An id that the service gave out. */
export function id(value, what) {
  check(typeof value === "string" && /^[\w-]{1,64}$/.test(value), `${what} is an id that the service gave out.`);
  return value;
}

export function oneOf(value, known, what) {
  check(known.includes(value), `${what} is one of ${known.join(", ")}.`);
  return value;
}

export function whole(value, what, least, most) {
  check(
    Number.isInteger(value) && value >= least && value <= most,
    `${what} is a whole number from ${least} to ${most}.`,
  );
  return value;
}

/** What is left of options once the known ones are taken is misspelt, as a rule. */
export function nothingElse(others) {
  for (const name of Object.keys(others)) check(false, `There is no option "${name}".`);
}

/** Those fields that are there, each as its check gives it back. */
export function fields(given, checks) {
  const known = Object.keys(checks);
  for (const field of Object.keys(record(given, "What is wanted")))
    check(known.includes(field), `There is no option "${field}", only ${known.join(", ")}.`);
  const present = known.filter((field) => given[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, checks[field](given[field], field)]));
}

export const name = (value, what) => text(value, what, 1, 64);
export const user = (value, what) => text(value, what, 1, 255);
export const reason = (value, what) => text(value, what, 0, 256);
export const metadata = (value, what) => record(json(value, what, 4096), what);

/** What one may wish for when joining. */
export const wishes = {
  name,
  metadata,
  role: (value, what) => oneOf(value, ROLES, what),
  pattern: (value, what) => oneOf(value, PATTERNS, what),
  replace: ({ session, secret }) => ({ session: id(session, "replace.session"), secret: id(secret, "replace.secret") }),
};

/** A copy of something as JSON has it: later changes do not matter, what is undefined is not there. */
export function json(value, what, most = Infinity) {
  let written;
  try {
    written = JSON.stringify(value);
  } catch ({ message }) {
    check(false, `${what} cannot be written as JSON: ${message}`);
  }
  check(written !== undefined, `${what} cannot be written as JSON.`);
  check(!HALF_A_CHARACTER.test(written), `${what} has half a character (a lone surrogate).`);
  check(
    most === Infinity || new TextEncoder().encode(written).length <= most,
    `${what} is larger than ${most} bytes as JSON.`,
  );
  const copy = JSON.parse(written);
  check(isWithin(31, copy), `${what} is nested too deeply.`);
  return copy;
}

/** A candidate as a browser would understand it (WebIDL's conversions to RTCIceCandidateInit); one stack writes it as an attribute. */
export function candidateOf(given) {
  if (given === null || typeof given !== "object") return given;
  const { candidate = "", sdpMid, sdpMLineIndex, usernameFragment } = given;
  const as = (type, value) => (value == null ? null : type(value));
  return {
    candidate: String(candidate).replace(/^a=/, ""),
    sdpMid: as(String, sdpMid),
    sdpMLineIndex: as(Number, sdpMLineIndex),
    usernameFragment: as(String, usernameFragment),
  };
}

function isWithin(levels, value) {
  return (
    value === null ||
    typeof value !== "object" ||
    (levels > 0 && Object.values(value).every((part) => isWithin(levels - 1, part)))
  );
}
