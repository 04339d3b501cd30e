// What a result says about the network between this device and the servers.

const NO_ADDRESS = {
  level: "bad",
  text: "This browser found no network address at all.",
  advice: "Check the network connection, and whether a setting, a policy or an extension switches WebRTC off.",
};

const HELD_BACK = {
  level: "warn",
  text: "This browser gave away no address of its own, only relayed ones: no call will be direct.",
  advice: "A policy or an extension limits WebRTC here. Calls work as long as TURN does.",
};

const SYMMETRIC = {
  level: "warn",
  text: "The router gives this device another public port for each server it talks to (a symmetric NAT): direct calls to other restrictive networks will fail.",
  advice: "Nothing to change at the server: TURN carries such calls, if it works here.",
};

const STEADY = { level: "ok", text: "The router gives this device the same public address towards different servers: direct calls are likely to work." };

const HIDDEN = {
  level: "ok",
  text: "This browser hides local addresses behind mDNS names.",
  advice: "This is usual until a page may use camera or microphone. Direct calls within a network that blocks multicast go over a server until then.",
};

const IPV6 = { level: "ok", text: "IPv6 works." };

const NO_IPV6 = { level: "ok", text: "No public IPv6 address was found: calls use IPv4.", advice: "Nothing needs to be done, unless the other side has only IPv6." };

/** Findings about addresses, their translation and their families. */
export function network({ candidates, mapping, cancelled }) {
  if (candidates.length === 0) return cancelled ? [] : [NO_ADDRESS];
  const findings = [];
  const host = candidates.filter(({ type }) => type === "host");
  if (host.length === 0 && !cancelled) findings.push(HELD_BACK);
  if (mapping?.compared) findings.push(mapping.symmetric ? SYMMETRIC : STEADY);
  if (host.some(({ family }) => family === "mDNS")) findings.push(HIDDEN);
  findings.push(candidates.some(isPublicIPv6) ? IPV6 : NO_IPV6);
  return findings;
}

function isPublicIPv6({ type, family, scope }) {
  return (type === "host" || type === "srflx") && family === "IPv6" && scope === "public";
}
