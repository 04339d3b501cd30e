// The essentials of a session description in as few bytes as a readable QR code wants.
//
//   version 1 | length 1 | 0 0 audio video application setup×2 answer 1 | directions 1 | ids of header extensions 1
//   | payload type of each medium 1 | checksum of the offer 2, in an answer | ufrag | password | fingerprint 32
//   | for each candidate: kind 1, port 2, address 4 or 16 | checksum 4
//
// ufrag and password: how and how long 1, then the characters: as hexadecimal digits, base64 or ASCII.

import { addressBytes, addressText, chosen, KINDS, kindOf } from "./candidates.js";
import { essentials } from "./sdp.js";

export const VERSION = 1;
export const MOST_BYTES = 250;

const MEDIA = ["audio", "video", "application"];
const SETUPS = ["actpass", "active", "passive"];
const DIRECTIONS = ["sendrecv", "sendonly", "recvonly", "inactive"];
const TYPES = ["host", "srflx", "relay", "prflx"];
const TRANSPORTS = [
  { protocol: "udp" },
  { protocol: "tcp", tcpType: "passive" },
  { protocol: "tcp", tcpType: "so" },
  { protocol: "tcp", tcpType: "active" },
];
const CHECKSUM_BYTES = 4;
const HEX = 0;
const BASE64 = 1;
const ASCII = 2;

/**
 * @param description of whose media there is at most one of each kind, in the order audio, video, application
 * @param {Uint8Array} [offer] what this answers, packed
 */
export function pack(description, offer) {
  const given = essentials(description);
  if (offer) given.answers = tag(offer);
  given.candidates = chosen(given.candidates);
  let bytes = write(given);
  while (bytes.length > MOST_BYTES && given.candidates.length > 1) {
    given.candidates.splice(given.candidates.length / 2, 1);
    bytes = write(given);
  }
  if (bytes.length > MOST_BYTES) throw new TypeError("This description does not fit into a code.");
  return bytes;
}

function write(given) {
  const kinds = given.media.map(({ kind }) => kind);
  if (kinds.join() !== MEDIA.filter((kind) => kinds.includes(kind)).join())
    throw new TypeError("The media of this description are others than one's own.");
  const rtp = given.media.filter(({ kind }) => kind !== "application");
  const bytes = [
    VERSION,
    0,
    MEDIA.reduce((flags, kind, bit) => flags | (kinds.includes(kind) << (bit + 3)), 0) |
      (SETUPS.indexOf(given.setup) << 1) |
      (given.type === "answer"),
    rtp.reduce((all, { direction }, index) => all | (DIRECTIONS.indexOf(direction) << (2 * index)), 0),
    (given.extensions.mid << 4) | given.extensions.transport,
    ...rtp.map(({ payloadType }) => payloadType),
    ...(given.type === "answer" ? pair(given.answers ?? 0) : []),
    ...characters(given.ufrag),
    ...characters(given.password),
    ...given.fingerprint,
    ...given.candidates.flatMap(writeCandidate),
  ];
  bytes[1] = bytes.length + CHECKSUM_BYTES;
  const sum = crc32(bytes);
  return Uint8Array.from([...bytes, ...pair(sum >>> 16), ...pair(sum & 0xffff)]);
}

function writeCandidate({ type, protocol, tcpType, address, port }) {
  const transport = TRANSPORTS.findIndex((one) => one.protocol === protocol && one.tcpType === tcpType);
  return [
    TYPES.indexOf(type) | (transport << 2) | (kindOf(address).index << 4),
    ...pair(port),
    ...addressBytes(address),
  ];
}

function characters(text) {
  const bytes = (how, values) => {
    if (values.length > 63) throw new TypeError("These ICE credentials do not fit into a code.");
    return [(how << 6) | values.length, ...values];
  };
  if (/^(?:[0-9a-f]{2})+$/.test(text))
    return bytes(
      HEX,
      text.match(/../g).map((byte) => parseInt(byte, 16)),
    );
  const codes = (from) => [...from].map((one) => one.charCodeAt(0));
  return text.length % 4 === 0 && /^[\w+/]+$/.test(text) && !text.includes("_")
    ? bytes(BASE64, codes(atob(text)))
    : bytes(ASCII, codes(text));
}

/** What is wrong with bytes: "version", "cut" or "damaged"; nothing if they are whole. */
export function fault(bytes) {
  if (bytes.length < 2) return "cut";
  if (bytes[0] !== VERSION) return "version";
  if (bytes.length < bytes[1]) return "cut";
  const end = bytes.length - CHECKSUM_BYTES;
  return bytes.length > bytes[1] || end < 2 || crc32(bytes.subarray(0, end)) !== checksum(bytes)
    ? "damaged"
    : undefined;
}

/** @returns the essentials; of an answer also what it `answers`, the {@link tag} of an offer */
export function unpack(bytes) {
  let at = 2;
  const next = () => bytes[at++];
  const some = (count) => bytes.subarray(at, (at += count));
  const flags = next();
  const directions = next();
  const ids = next();
  const media = MEDIA.filter((_, bit) => flags & (8 << bit)).map((kind, index) =>
    kind === "application"
      ? { kind }
      : { kind, direction: DIRECTIONS[(directions >> (2 * index)) & 3], payloadType: next() },
  );
  const type = flags & 1 ? "answer" : "offer";
  const answers = type === "answer" ? (next() << 8) | next() : undefined;
  const ufrag = readCharacters(next(), some);
  const password = readCharacters(next(), some);
  const fingerprint = Uint8Array.from(some(32));
  const candidates = [];
  while (at < bytes.length - CHECKSUM_BYTES) {
    const head = next();
    const port = (next() << 8) | next();
    const kind = head >> 4;
    candidates.push({
      type: TYPES[head & 3],
      ...TRANSPORTS[(head >> 2) & 3],
      port,
      address: addressText(kind, some(KINDS[kind].length)),
    });
  }
  return {
    type,
    setup: SETUPS[(flags >> 1) & 3],
    ufrag,
    password,
    fingerprint,
    media,
    extensions: { mid: ids >> 4, transport: ids & 15 },
    candidates,
    answers,
  };
}

function readCharacters(head, some) {
  const bytes = [...some(head & 63)];
  if (head >> 6 === HEX) return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = String.fromCharCode(...bytes);
  if (head >> 6 === BASE64) return btoa(text);
  if (!/^[A-Za-z0-9+/]+$/.test(text))
    throw new TypeError("ICE credentials have other characters (RFC 8839 section 5.4).");
  return text;
}

/** Two bytes that tell offers apart. */
export const tag = (bytes) => checksum(bytes) & 0xffff;

const pair = (value) => [value >> 8, value & 255];
const checksum = (bytes) => new DataView(bytes.buffer, bytes.byteOffset + bytes.length - CHECKSUM_BYTES).getUint32(0);

/** CRC-32 as Ethernet and zip have it. */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
