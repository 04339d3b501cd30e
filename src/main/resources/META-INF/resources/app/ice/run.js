// A whole test: each server by itself, then how the router translates addresses, then packets through each TURN server.

import { gather, mappingOf } from "./gather.js";
import { relayCheck } from "./relay.js";
import { expiryOf } from "./servers.js";

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
