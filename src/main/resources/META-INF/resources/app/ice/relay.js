// A call of this page with itself through a TURN server, to see whether packets pass, how many and how fast.

import { explain } from "./turn.js";

const CHUNK_BYTES = 1000;
/** Each way. */
const BITS_PER_SECOND = 500_000;
const CHUNKS_PER_SECOND = BITS_PER_SECOND / (8 * CHUNK_BYTES);
const MOST_AT_ONCE = 20;
const MOST_BUFFERED_BYTES = 32_768;
const PACE_MS = 20;
const PROGRESS_MS = 250;
const CONNECT_MS = 10_000;
const STRAGGLERS_MS = 1000;

/** Packets are not sent again and not put in order: what is missing at the end was lost. */
const CHANNEL = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 };

/** What a check of so many seconds sends through a server, both ways together. */
export const megabytes = (seconds) => (2 * BITS_PER_SECOND * seconds) / 8_000_000;

/**
 * `{state: "done", seconds, up, down, roundTripMs}` with `{sent, received, loss, kbps}` for each way, `{state: "failed", reason}` or
 * `{state: "cancelled"}`.
 */
export async function relayCheck({ iceServer, seconds, signal, onprogress }) {
  const configuration = { iceServers: [iceServer], iceTransportPolicy: "relay" };
  const ends = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)];
  const errors = [];
  try {
    const [near, far] = ends.map((end) => new Way(end.createDataChannel("", CHANNEL)));
    await introduce(...ends, errors);
    if (!(await opened(ends, near.channel, signal))) return failure(signal, errors);
    await send(near, far, seconds, signal, onprogress);
    if (signal.aborted) return { state: "cancelled" };
    await arrived(near, far, signal);
    if (far.received + near.received === 0) return { state: "failed", reason: "connected, but no packet arrived" };
    return {
      state: "done",
      seconds,
      up: flow(near, far, seconds),
      down: flow(far, near, seconds),
      roundTripMs: await roundTrip(ends[0]),
    };
  } finally {
    for (const end of ends) end.close();
  }
}

/** One end of the channel: what it has sent, and what has arrived at it. */
class Way {
  sent = 0;
  received = 0;
  onreceived = () => {};
  #chunk = new Uint8Array(CHUNK_BYTES);

  constructor(channel) {
    this.channel = channel;
    channel.addEventListener("message", () => {
      this.received++;
      this.onreceived();
    });
  }

  /** Sends what is due, unless too much waits already: then the way is slower than that, and its bitrate says so. */
  sendUntil(due) {
    for (let i = 0; i < MOST_AT_ONCE && this.sent < due && this.channel.readyState === "open"; i++) {
      if (this.channel.bufferedAmount > MOST_BUFFERED_BYTES) return;
      this.channel.send(this.#chunk);
      this.sent++;
    }
  }
}

async function introduce(near, far, errors) {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ]) {
    from.addEventListener(
      "icecandidate",
      ({ candidate }) => candidate && to.addIceCandidate(candidate).catch(() => {}),
    );
    from.addEventListener("icecandidateerror", ({ errorCode, errorText }) =>
      errors.push({ code: errorCode, text: errorText }),
    );
  }
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription);
}

function opened(ends, channel, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(end, CONNECT_MS, false);
    const abort = () => end(false);
    function end(isOpen) {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      resolve(isOpen);
    }
    signal.addEventListener("abort", abort);
    channel.addEventListener("open", () => end(true));
    for (const one of ends)
      one.addEventListener("connectionstatechange", () => one.connectionState === "failed" && end(false));
  });
}

function failure({ aborted }, errors) {
  if (aborted) return { state: "cancelled" };
  return {
    state: "failed",
    reason: errors.length > 0 ? explain(errors.at(-1)) : `no connection within ${CONNECT_MS / 1000} s`,
  };
}

/** Paced by the clock, so that a tab that is slowed down sends less and does not lie about it. */
function send(near, far, seconds, signal, onprogress) {
  const start = performance.now();
  let told = 0;
  return new Promise((resolve) => {
    const pace = setInterval(() => {
      const passed = Math.min((performance.now() - start) / 1000, seconds);
      for (const way of [near, far]) way.sendUntil(passed * CHUNKS_PER_SECOND);
      if (passed * 1000 - told >= PROGRESS_MS) {
        told = passed * 1000;
        onprogress({ passed, kbps: rate(near.received, passed) });
      }
      if (passed < seconds && !signal.aborted) return;
      clearInterval(pace);
      resolve();
    }, PACE_MS);
  });
}

/** Waits for what is still under way, but not for what is lost. */
function arrived(near, far, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, STRAGGLERS_MS);
    const look = () => {
      if (!signal.aborted && (far.received < near.sent || near.received < far.sent)) return;
      clearTimeout(timer);
      resolve();
    };
    near.onreceived = far.onreceived = look;
    look();
  });
}

function flow({ sent }, { received }, seconds) {
  return {
    sent,
    received,
    loss: sent > 0 ? Math.max(0, 1 - received / sent) : 0,
    kbps: Math.round(rate(received, seconds)),
  };
}

function rate(chunks, seconds) {
  return (chunks * CHUNK_BYTES * 8) / 1000 / seconds;
}

/** As the browser measured it with its own checks between the two ends: through the server on each way. */
async function roundTrip(connection) {
  const statistics = [...(await connection.getStats()).values()];
  const pair = statistics.find(
    ({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded",
  );
  if (!pair) return undefined;
  const seconds =
    pair.responsesReceived > 0 ? pair.totalRoundTripTime / pair.responsesReceived : pair.currentRoundTripTime;
  return seconds === undefined ? undefined : Math.round(seconds * 10_000) / 10;
}
