// What a candidate says, apart from its place in a connection.

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
  const symmetric = [...sockets.values()].some((seen) => new Set(seen.map(({ address, port }) => `${address} ${port}`)).size > 1);
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
