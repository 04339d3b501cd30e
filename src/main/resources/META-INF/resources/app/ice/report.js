// A result as text for people: Markdown, and the words that tables use.

import { explain, percent } from "./turn.js";
import { verdict } from "./verdict.js";

const LEVELS = { ok: "OK", warn: "Note", bad: "Problem" };
const TYPES = { host: "host", srflx: "server-reflexive", prflx: "peer-reflexive", relay: "relay" };
const STATES = {
  waiting: "Waiting",
  answered: "Answered",
  unchanged: "Answered",
  failed: "Failed",
  silent: "No answer",
  mute: "No relay address",
  invalid: "Not an address",
  cancelled: "Stopped",
};

export const levelName = (level) => LEVELS[level];
export const typeName = ({ type }) => TYPES[type] ?? type;
export const stateName = ({ state }) => STATES[state];
export const milliseconds = (ms) => (ms === undefined ? "–" : `${Math.round(ms)} ms`);

/** "udp", "tcp (active)"; of a relay how the TURN server is reached, and what it relays: "tls, relays udp". */
export function protocolName({ type, protocol, tcpType, relayProtocol }) {
  if (type === "relay" && relayProtocol)
    return relayProtocol === protocol ? protocol : `${relayProtocol}, relays ${protocol}`;
  return tcpType ? `${protocol} (${tcpType})` : protocol;
}

export function place(address, port) {
  if (!address || address === "0.0.0.0" || address === "::") return "–";
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** Between this device and the server: by the relay check, whose packets pass the server on each way, or else at most what the first answer took. */
export function roundTripOf({ relay, answeredMs } = {}) {
  if (relay?.roundTripMs !== undefined) return `${Math.round(relay.roundTripMs * 5) / 10} ms`;
  return answeredMs === undefined ? "–" : `≤ ${milliseconds(answeredMs)}`;
}

/** What else is to be said of a server, as lines. */
export function notesOf({ state }) {
  return state === "unchanged" ? ["It saw the address that this device has itself."] : [];
}

export function errorsOf({ errors, problem }) {
  const lines = new Set(errors.map((error) => `${error.code}: ${explain(error)}`));
  return [...(problem ? [problem] : []), ...lines];
}

/** What the relay check of a server found, in a line. */
export function relayLine({ relay }) {
  if (!relay) return "–";
  if (relay.state === "failed") return `Nothing came through${relay.reason ? `: ${relay.reason}` : ""}`;
  if (relay.state !== "done") return relay.state === "cancelled" ? "Stopped" : "Not done";
  const flow = ({ kbps, loss }) => `${Math.round(kbps)} kbit/s, ${percent(loss)} lost`;
  return `There ${flow(relay.up)}; back ${flow(relay.down)}`;
}

/** The whole result; addresses only if they are wanted. */
export function markdown(result, { addresses = false } = {}) {
  const { at, agent, servers, candidates } = result;
  const findings = verdict(result).map(
    ({ level, text, advice }) => `- **${LEVELS[level]}**: ${text}${advice ? ` ${advice}` : ""}`,
  );
  const serverRows = servers.map((server) => [
    server.url,
    [stateName(server), ...notesOf(server), ...errorsOf(server)].join("; "),
    milliseconds(server.answeredMs),
    roundTripOf(server),
    relayLine(server),
  ]);
  const rows = candidates.map((one) => [
    typeName(one),
    protocolName(one),
    one.family,
    ...(addresses ? [place(one.address, one.port), place(one.relatedAddress, one.relatedPort)] : []),
    one.priority ?? "–",
    one.url ?? "this device",
    milliseconds(one.ms),
  ]);
  const columns = [
    "Type",
    "Protocol",
    "Family",
    ...(addresses ? ["Address", "Related address"] : []),
    "Priority",
    "From",
    "After",
  ];
  return (
    [
      `# ICE test of ${at.slice(0, 16).replace("T", " ")} UTC`,
      ...(agent ? [agent] : []),
      ["## Verdict", "", ...findings].join("\n"),
      [
        "## Servers",
        "",
        servers.length > 0
          ? table(["Server", "Result", "First address after", "Round trip", "Relay check"], serverRows)
          : "None.",
      ].join("\n"),
      ["## Candidates", "", rows.length > 0 ? table(columns, rows) : "None."].join("\n"),
    ].join("\n\n") + "\n"
  );
}

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

// A result as a piece of a link: JSON, deflated, base64url. Never with credentials, and with addresses only where they are wanted.
const VERSION = 1;
const MOST_BYTES = 262_144;
const MOST_TEXT = 500;
const MOST_ENTRIES = 500;

const CANDIDATE = ["type", "protocol", "tcpType", "relayProtocol", "family", "scope", "priority", "url", "ms"];
const ADDRESS = ["address", "port", "relatedAddress", "relatedPort"];
const SERVER = ["url", "kind", "transport", "port", "state", "answeredMs", "expiresAt", "problem"];
const RELAY = ["state", "seconds", "roundTripMs", "reason"];
const FLOW = ["sent", "received", "loss", "kbps"];

export class DamagedLink extends Error {
  constructor(
    message = "This link is damaged: the result in it cannot be read. Ask for the whole link, or test anew.",
  ) {
    super(message);
  }
}

/** What others may see of a result: only what is listed here, so that nothing else slips in. */
export function publicPart(result, { addresses = false } = {}) {
  const { at, agent, cancelled, tookMs, mapping } = result;
  return {
    version: VERSION,
    at,
    agent,
    cancelled: Boolean(cancelled),
    tookMs,
    mapping: mapping ? { compared: mapping.compared, symmetric: mapping.symmetric } : null,
    servers: result.servers.map((server) => ({
      ...pick(server, SERVER),
      errors: server.errors.map(({ code, text }) => ({ code, text })),
      ...(server.relay && { relay: publicRelay(server.relay) }),
    })),
    candidates: result.candidates.map((one) => pick(one, addresses ? [...CANDIDATE, ...ADDRESS] : CANDIDATE)),
  };
}

function publicRelay(relay) {
  const { up, down } = relay;
  return { ...pick(relay, RELAY), ...(up && down && { up: pick(up, FLOW), down: pick(down, FLOW) }) };
}

export async function pack(result, options) {
  const json = JSON.stringify(publicPart(result, options));
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate"));
  return base64url(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** The result in a link, which anybody may have written: of the expected form, or a {@link DamagedLink}. */
export async function unpack(text) {
  let json;
  try {
    json = JSON.parse(await inflate(bytesOf(text)));
  } catch {
    throw new DamagedLink();
  }
  if (json?.version > VERSION)
    throw new DamagedLink("This link is of a later release. Reload the page, or open it where it was made.");
  return checked(json);
}

async function inflate(bytes) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  for await (const chunk of chunks(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")))) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new DamagedLink();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Not every browser can iterate over a stream. */
async function* chunks(stream) {
  const reader = stream.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value;
}

function checked(json) {
  const { servers, candidates, at, agent, mapping, tookMs } = json ?? {};
  const isSound =
    isEntries(servers) &&
    isEntries(candidates) &&
    isTime(at) &&
    isText(agent ?? "") &&
    servers.every(isServer) &&
    candidates.every(isCandidate);
  if (!isSound || typeof mapping !== "object" || !Number.isFinite(tookMs ?? 0)) throw new DamagedLink();
  return publicPart(json, { addresses: true });
}

function isServer({
  url,
  kind,
  state,
  errors,
  relay,
  transport = "",
  port = 0,
  expiresAt = "",
  answeredMs = 0,
  problem = "",
}) {
  return (
    [url, transport, problem].every(isText) &&
    [port, answeredMs].every(Number.isFinite) &&
    ["stun", "turn", undefined].includes(kind) &&
    (kind || state === "invalid") &&
    Object.keys(STATES).includes(state) &&
    (!expiresAt || isTime(expiresAt)) &&
    isEntries(errors) &&
    errors.every(({ code, text }) => Number.isFinite(code) && isText(text)) &&
    (relay === undefined || isRelay(relay))
  );
}

function isRelay(relay) {
  if (relay === null || typeof relay !== "object" || !isText(relay.state) || !isText(relay.reason ?? "")) return false;
  if (![relay.seconds ?? 0, relay.roundTripMs ?? 0].every(Number.isFinite)) return false;
  if (relay.state !== "done") return true;
  return [relay.up, relay.down].every((flow) => FLOW.every((field) => Number.isFinite(flow?.[field])));
}

function isCandidate(candidate) {
  return (
    Object.values(pick(candidate, [...CANDIDATE, ...ADDRESS])).every(
      (value) => Number.isFinite(value) || isText(value),
    ) && isText(candidate.type)
  );
}

const isText = (value) => typeof value === "string" && value.length <= MOST_TEXT;
const isTime = (value) => isText(value) && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
const isEntries = (value) =>
  Array.isArray(value) && value.length <= MOST_ENTRIES && value.every((one) => one !== null && typeof one === "object");

function pick(from, names) {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined && from[name] !== null).map((name) => [name, from[name]]),
  );
}

function base64url(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function bytesOf(text) {
  if (!/^[\w-]+$/.test(text)) throw new DamagedLink();
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
