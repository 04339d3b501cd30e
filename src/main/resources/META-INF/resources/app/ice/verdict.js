// What a test's result means, in plain words. Pure: the same result always has the same verdict, also when it comes from a link.

import { network } from "./network.js";
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
  return [{ level: "warn", text: "The test was stopped before its end: what was not known by then is missing here.", advice: "Test again." }];
}

function stun({ servers, candidates }) {
  const all = servers.filter(({ kind }) => kind === "stun");
  const invalid = servers.filter(({ state }) => state === "invalid");
  const findings = invalid.map(({ url, problem }) => ({ level: "bad", text: `"${url}" is no address of a STUN or TURN server.`, advice: problem }));
  if (servers.length === 0) return [...findings, nothingConfigured];
  if (all.length === 0) return findings;
  const silent = all.filter(({ state }) => state === "failed" || state === "silent");
  const isSeen = candidates.some(({ type }) => type === "srflx");
  if (silent.length === all.length && !isSeen) return [...findings, notReached(all, candidates)];
  if (silent.length > 0) findings.push(someSilent(silent));
  if (all.some(({ state }) => state === "answered")) findings.push({ level: "ok", text: "STUN works: this device learnt the address at which the internet sees it." });
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
  const isOnlyPrivate = candidates.some(({ type }) => type === "host") && !candidates.some(({ type, scope }) => type === "host" && scope === "public");
  const servers = all.length > 1 ? "none of the STUN servers was reached" : "the STUN server was not reached";
  return {
    level: candidates.some(({ type }) => type === "relay") ? "warn" : "bad",
    text: isOnlyPrivate ? `Only private addresses were found: ${servers}.` : `${servers[0].toUpperCase()}${servers.slice(1)}.`,
    advice: "Check the server's name and port, that it runs, and that the network lets UDP out to it.",
  };
}

function someSilent(silent) {
  const names = silent.map(({ url }) => url).join(", ");
  return { level: "warn", text: `No answer from ${names}; another server told this device's address.`, advice: "Remove or mend it: it delays the beginning of every call." };
}
