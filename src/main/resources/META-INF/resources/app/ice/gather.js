// One gathering of candidates, and what they say, apart from their place in a connection.

import { isIPv4, isIPv6 } from "./servers.js";

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
