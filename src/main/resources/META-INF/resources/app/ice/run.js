// A whole test: each server by itself, then how the router translates addresses, then packets through each TURN server.

import { relayCheck } from "./relay.js";
import { expiryOf, isIPv4, isIPv6 } from "./servers.js";

const PATIENCE_MS = 10_000;
/** Its own addresses a device knows at once; only hiding them behind names takes a while. */
const LOCAL_PATIENCE_MS = 4000;
const BROWSERS = [
  ["Edge", /Edg\/(\d+)/],
  ["Firefox", /Firefox\/(\d+)/],
  ["Chrome", /Chrome\/(\d+)/],
  ["Safari", /Version\/(\d+).*Safari/],
];

/**
 * Runs a test of the servers, as {@link flatten} gives them, and promises its result; never fails. `onchange(result, progress)` tells
 * how far it is, with a result that grows; `progress` is `{step, done, of, server}`, `step` being gathering or relay.
 */
export async function run({ servers, relaySeconds, signal, onchange }) {
  const start = performance.now();
  const result = {
    at: new Date().toISOString(),
    agent: browserName(navigator.userAgent),
    cancelled: false,
    mapping: null,
    servers: servers.map(begun),
    candidates: [],
  };
  const test = { servers, result, signal, start, report: (progress) => onchange(result, progress) };
  await gatherAll(test);
  if (!signal.aborted) result.mapping = await compareMappings(test);
  if (relaySeconds > 0 && !signal.aborted) await checkRelays(test, relaySeconds);
  result.cancelled = signal.aborted;
  result.tookMs = Math.round(performance.now() - start);
  return result;
}

/** What is known of a server from the beginning; the credentials are no part of it. */
function begun({ url, kind, transport, port, username, problem }) {
  const expiresAt = expiryOf(username)?.toISOString();
  return { url, kind, transport, port, expiresAt, problem, state: problem ? "invalid" : "waiting", errors: [] };
}

async function gatherAll(test) {
  const { servers, result, report } = test;
  let done = 0;
  const tell = () => report({ step: "gathering", done, of: servers.length });
  tell();
  const tested = servers.map(async (server, index) => {
    if (!server.problem) await gatherFrom(test, server, result.servers[index], tell);
    done++;
    tell();
  });
  await Promise.all([gatherLocally(test, tell), ...tested]);
}

/** This device's own addresses, which no server has a part in. */
async function gatherLocally({ result, signal }, tell) {
  const oncandidate = (candidate) => {
    result.candidates.push(candidate);
    tell();
  };
  await gather({ iceServers: [], patienceMs: LOCAL_PATIENCE_MS, signal, oncandidate });
}

async function gatherFrom({ result, signal }, server, entry, tell) {
  const oncandidate = (candidate) => {
    if (candidate.type === "host") return;
    candidate.url = server.url;
    result.candidates.push(candidate);
    if (isWanted(entry, candidate)) entry.answeredMs ??= candidate.ms;
    if (isWanted(entry, candidate)) entry.state = "answered";
    tell();
  };
  try {
    const { candidates, errors, end } = await gather({
      iceServers: [iceServer(server)],
      patienceMs: PATIENCE_MS,
      signal,
      oncandidate,
    });
    entry.errors = errors;
    entry.state = stateOf(entry, candidates, end);
    entry.reflects = candidates.some(({ type }) => type === "srflx");
  } catch (error) {
    Object.assign(entry, {
      state: "invalid",
      problem: `This browser refuses the address: ${error.message}`.slice(0, 300),
    });
  }
}

function isWanted({ kind }, { type }) {
  return type === (kind === "turn" ? "relay" : "srflx");
}

/** Browsers tell no address a second time: one that a STUN server saw as it is makes no candidate, and no error. */
function stateOf({ state, kind, errors }, candidates, end) {
  if (state === "answered") return state;
  if (end === "aborted") return "cancelled";
  if (errors.length > 0) return "failed";
  if (end === "timeout") return "silent";
  if (kind === "turn") return "mute";
  return candidates.some(({ type, protocol }) => type === "host" && protocol === "udp") ? "unchanged" : "failed";
}

/** One connection with all servers that see its socket; those that name different places for it show a symmetric NAT. */
async function compareMappings({ servers, result, signal }) {
  const seeing = servers.filter((_server, index) => result.servers[index].reflects);
  const places = new Set(seeing.map(({ host, port }) => `${host} ${port}`));
  if (places.size < 2) return null;
  const { candidates } = await gather({ iceServers: seeing.map(iceServer), patienceMs: PATIENCE_MS, signal });
  return mappingOf(
    candidates.filter(({ type }) => type === "srflx"),
    places.size,
  );
}

/** One after the other, so that they do not share this device's bandwidth. */
async function checkRelays({ servers, result, signal, report }, seconds) {
  const entries = result.servers
    .map((entry, index) => ({ entry, server: servers[index] }))
    .filter(({ entry }) => entry.kind === "turn" && entry.state === "answered");
  for (const [done, { entry, server }] of entries.entries()) {
    const tell = ({ passed = 0, kbps } = {}) =>
      report({ step: "relay", done: done + passed / seconds, of: entries.length, server: server.url, kbps });
    tell();
    entry.relay = signal.aborted
      ? { state: "cancelled" }
      : await relayCheck({ iceServer: iceServer(server), seconds, signal, onprogress: tell });
  }
}

function iceServer({ url, username, credential }) {
  return username === undefined ? { urls: url } : { urls: url, username, credential };
}

/** "Firefox 153 on Linux" */
function browserName(userAgent) {
  const named = BROWSERS.map(([name, pattern]) => [name, pattern.exec(userAgent)?.[1]]).find(([, version]) => version);
  const [system] = /Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux/.exec(userAgent) ?? [];
  return named ? `${named.join(" ")}${system ? ` on ${system}` : ""}` : "";
}

// One gathering of candidates, and what they say, apart from their place in a connection.
/** By first match: which part of the world an address belongs to. */
const SCOPES = [
  [/^(127\.|::1$)/, "loopback"],
  [/^(169\.254\.|fe[89ab])/i, "link-local"],
  [/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i, "private"],
  [/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./, "shared"],
];

/** `IPv4`, `IPv6` or `mDNS`, the name that hides an address. */
export function familyOf(address) {
  if (!address) return "unknown";
  if (isIPv6(address)) return "IPv6";
  if (isIPv4(address)) return "IPv4";
  return address.endsWith(".local") ? "mDNS" : "unknown";
}

export function scopeOf(address) {
  const family = familyOf(address);
  if (family === "mDNS" || family === "unknown") return "hidden";
  return SCOPES.find(([pattern]) => pattern.test(address))?.[1] ?? "public";
}

/** An `RTCIceCandidate` as plain data. Browsers that leave out attributes have them in the line. */
export function describe(candidate, ms) {
  const line = readLine(candidate.candidate);
  const address = candidate.address ?? line.address ?? "";
  return {
    type: candidate.type ?? line.type,
    protocol: (candidate.protocol ?? line.protocol).toLowerCase(),
    tcpType: candidate.tcpType || line.tcptype || undefined,
    relayProtocol: candidate.relayProtocol || undefined,
    family: familyOf(address),
    scope: scopeOf(address),
    address,
    port: candidate.port ?? line.port,
    relatedAddress: candidate.relatedAddress ?? line.raddr,
    relatedPort: candidate.relatedPort ?? (line.rport && +line.rport),
    priority: candidate.priority ?? line.priority,
    network: line["network-id"],
    ms: Math.round(ms),
  };
}

/** `candidate:foundation component protocol priority address port typ type name value …` (RFC 8839, section 5.1) */
function readLine(text = "") {
  const [, , protocol = "", priority, address, port, , type, ...more] = text.replace(/^(a=)?candidate:/, "").split(" ");
  const [priorityNumber, portNumber] = [priority && +priority, port && +port];
  const attributes = {};
  for (let i = 0; i + 1 < more.length; i += 2) attributes[more[i]] = more[i + 1];
  return { ...attributes, protocol, priority: priorityNumber, address, port: portNumber, type };
}

/**
 * How several STUN servers see one socket: `compared`, whether at least two of them answered, and `symmetric`, whether they saw it at
 * different addresses. To be given the server-reflexive candidates of one connection that uses all of them.
 */
export function mappingOf(reflexive, answered) {
  const sockets = group(reflexive.filter(({ relatedPort, network }) => relatedPort > 0 || network));
  const symmetric = [...sockets.values()].some(
    (seen) => new Set(seen.map(({ address, port }) => `${address} ${port}`)).size > 1,
  );
  return { compared: symmetric || (answered > 1 && sockets.size > 0), symmetric };
}

function group(candidates) {
  const groups = new Map();
  for (const one of candidates) groups.set(socketOf(one), [...(groups.get(socketOf(one)) ?? []), one]);
  return groups;
}

/** Where the related address is hidden, the network stands for it: a connection has one socket for each. */
function socketOf({ family, relatedAddress, relatedPort, network }) {
  return relatedPort > 0 ? `${relatedAddress} ${relatedPort}` : `${family} ${network}`;
}

const STRAGGLERS_MS = 2000;

/**
 * What a connection with these servers finds: `{candidates, errors, end, tookMs}`, with `end` complete, timeout, settled (there was
 * an answer, and nothing more soon after it) or aborted. Each candidate and error is told as it comes.
 */
export async function gather({ iceServers, patienceMs, signal, oncandidate = () => {}, onerror = () => {} }) {
  const start = performance.now();
  const connection = new RTCPeerConnection({ iceServers });
  const candidates = [];
  const errors = [];
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  const timers = [setTimeout(resolve, patienceMs, "timeout")];
  const abort = () => resolve("aborted");
  signal.addEventListener("abort", abort);
  connection.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate?.candidate) return candidate === null && resolve("complete");
    const found = describe(candidate, performance.now() - start);
    candidates.push(found);
    oncandidate(found);
    if (found.type !== "host") timers.push(setTimeout(resolve, STRAGGLERS_MS, "settled"));
  });
  connection.addEventListener("icecandidateerror", ({ errorCode, errorText }) => {
    const error = { code: errorCode, text: String(errorText).slice(0, 200) };
    errors.push(error);
    onerror(error);
  });
  try {
    connection.createDataChannel("");
    await connection.setLocalDescription();
    const end = signal.aborted ? "aborted" : await promise;
    addStatistics(candidates, await connection.getStats());
    return { candidates, errors, end, tookMs: Math.round(performance.now() - start) };
  } finally {
    signal.removeEventListener("abort", abort);
    timers.forEach(clearTimeout);
    connection.close();
  }
}

/** How a relay is reached is a candidate's own only in some browsers. */
function addStatistics(candidates, statistics) {
  for (const one of statistics.values()) {
    if (one.type !== "local-candidate" || !one.relayProtocol) continue;
    const same = candidates.find(
      ({ type, port, priority }) => type === one.candidateType && port === one.port && priority === one.priority,
    );
    if (same) same.relayProtocol = one.relayProtocol;
  }
}
