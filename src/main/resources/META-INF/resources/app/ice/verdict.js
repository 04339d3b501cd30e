// What a test's result means, in plain words. Pure: the same result always has the same verdict, also when it comes from a link.

import { turn } from "./turn.js";

const SEVERITY = ["bad", "warn", "ok"];

/**
 * The findings of a result, the worst first: `[{level, text, advice}]`, with `level` ok, warn or bad, `text` a sentence, and `advice`
 * what to do about it, if anything.
 */
export function verdict(result) {
  const findings = [...completeness(result), ...turn(result), ...stun(result), ...network(result)];
  return SEVERITY.flatMap((level) => findings.filter((one) => one.level === level));
}

/** The verdict in one sentence, with the level of its worst finding. */
export function headline(findings) {
  const { level, text } = findings[0];
  if (level !== "ok") return { level, text };
  return { level, text: "Everything that was tested works." };
}

function completeness({ cancelled }) {
  if (!cancelled) return [];
  return [
    {
      level: "warn",
      text: "The test was stopped before its end: what was not known by then is missing here.",
      advice: "Test again.",
    },
  ];
}

function stun({ servers, candidates }) {
  const all = servers.filter(({ kind }) => kind === "stun");
  const invalid = servers.filter(({ state }) => state === "invalid");
  const findings = invalid.map(({ url, problem }) => ({
    level: "bad",
    text: `"${url}" is no address of a STUN or TURN server.`,
    advice: problem,
  }));
  if (servers.length === 0) return [...findings, nothingConfigured];
  if (all.length === 0) return findings;
  const silent = all.filter(({ state }) => state === "failed" || state === "silent");
  const isSeen = candidates.some(({ type }) => type === "srflx");
  if (silent.length === all.length && !isSeen) return [...findings, notReached(all, candidates)];
  if (silent.length > 0) findings.push(someSilent(silent));
  if (all.some(({ state }) => state === "answered"))
    findings.push({ level: "ok", text: "STUN works: this device learnt the address at which the internet sees it." });
  else if (all.some(({ state }) => state === "unchanged")) findings.push(unchanged);
  return findings;
}

const nothingConfigured = {
  level: "bad",
  text: "No STUN or TURN server is configured: calls will only work within one network.",
  advice: "Set beckon.turn.uris, or enter servers of your own.",
};

const unchanged = {
  level: "ok",
  text: "The STUN server answered and saw the address that this device has itself: nothing translates addresses between the two.",
};

function notReached(all, candidates) {
  const isOnlyPrivate =
    candidates.some(({ type }) => type === "host") &&
    !candidates.some(({ type, scope }) => type === "host" && scope === "public");
  const servers = all.length > 1 ? "none of the STUN servers was reached" : "the STUN server was not reached";
  return {
    level: candidates.some(({ type }) => type === "relay") ? "warn" : "bad",
    text: isOnlyPrivate
      ? `Only private addresses were found: ${servers}.`
      : `${servers[0].toUpperCase()}${servers.slice(1)}.`,
    advice: "Check the server's name and port, that it runs, and that the network lets UDP out to it.",
  };
}

function someSilent(silent) {
  const names = silent.map(({ url }) => url).join(", ");
  return {
    level: "warn",
    text: `No answer from ${names}; another server told this device's address.`,
    advice: "Remove or mend it: it delays the beginning of every call.",
  };
}

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

const STEADY = {
  level: "ok",
  text: "The router gives this device the same public address towards different servers: direct calls are likely to work.",
};

const HIDDEN = {
  level: "ok",
  text: "This browser hides local addresses behind mDNS names.",
  advice:
    "This is usual until a page may use camera or microphone. Direct calls within a network that blocks multicast go over a server until then.",
};

const IPV6 = { level: "ok", text: "IPv6 works." };

const NO_IPV6 = {
  level: "ok",
  text: "No public IPv6 address was found: calls use IPv4.",
  advice: "Nothing needs to be done, unless the other side has only IPv6.",
};

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
