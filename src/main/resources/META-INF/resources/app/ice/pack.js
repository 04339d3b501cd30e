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
const STATES = ["answered", "unchanged", "failed", "silent", "mute", "invalid", "cancelled", "waiting"];

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
    STATES.includes(state) &&
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
