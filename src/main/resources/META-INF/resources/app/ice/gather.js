// One gathering of candidates.

import { describe } from "./candidates.js";

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
  const { promise, resolve } = Promise.withResolvers?.() ?? resolvers();
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
    const same = candidates.find(({ type, port, priority }) => type === one.candidateType && port === one.port && priority === one.priority);
    if (same) same.relayProtocol = one.relayProtocol;
  }
}

function resolvers() {
  const parts = {};
  parts.promise = new Promise((resolve) => (parts.resolve = resolve));
  return parts;
}
