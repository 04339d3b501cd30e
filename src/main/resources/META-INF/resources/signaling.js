// The connection to the signaling service: one WebSocket at a time, one session over many of them (protocol.md, sections 1 to 4).
// Frames sent while there is no connection wait; frames without a reply are sent again with their id, so each counts once.

const OPEN_TIMEOUT = 10_000;
const PONG_TIMEOUT = 10_000;
const STABLE_AFTER = 60_000;

const SOON = { wait: [0, 1000] };
const LATER = { wait: [1000, 5000] };
const ONCE_MORE = { wait: [1000, 1000], once: true, dropUnanswered: true };

/** What a close code allows: the first wait in ms, whether only once, and whether what is unanswered may not go out again. */
const AFTER_CLOSE = {
  ...{ 1001: SOON, 1005: SOON, 1006: SOON, 1011: SOON, 1012: SOON, 4008: SOON },
  ...{ 1013: LATER, 4013: LATER, 1002: ONCE_MORE, 1003: ONCE_MORE, 1007: ONCE_MORE },
  1009: { wait: [1000, 1000], dropUnanswered: true },
  4001: { wait: [0, 0] },
  4029: { wait: [10_000, 15_000] },
};

const WHY_CLOSED = {
  1000: "The connection was closed.",
  1008: "The service closed the connection because of too many bad frames. Wait a minute before you try again.",
  4002: "You were signed out.",
  4003: "An administrator removed you.",
  4009: "This session continues elsewhere.",
};

/** A refusal by the service; `code` is the wire's. */
export class SignalingError extends Error {
  constructor({ code, message, retryable = false, field }) {
    super(message ?? code);
    Object.assign(this, { code, retryable, field });
  }
}

/**
 * Events (`CustomEvent`, its `detail` in brackets): `state` ({state: connecting | open | waiting | closed, reason?, code?, retryInMs?}),
 * `frame` (every frame from the service that is not a reply), `resumed` (the frame), `expired` (the lost session: join anew).
 */
export class Connection extends EventTarget {
  session = null;
  #url;
  #getToken;
  #token = null;
  #spent = null;
  #socket = null;
  #welcomed = false;
  #open = false;
  #closed = false;
  #attempt = 0;
  #triedOnce = false;
  #nextId = 1;
  #unanswered = new Map();
  #lastSeq = new Map();
  #timers = {};

  /** @param getToken returns a promise of an access token; asked before every connection, with one that will not do any more, if any */
  constructor(url, getToken) {
    super();
    this.#url = new URL(url);
    this.#getToken = getToken;
    globalThis.addEventListener?.("online", () => this.#timers.retry && this.connect());
  }

  /** Sends a frame, now or as soon as there is a connection; resolves with its reply. */
  send(frame) {
    if (this.#closed) return Promise.reject(new SignalingError({ code: "closed", message: "There is no connection." }));
    const id = String(this.#nextId++);
    return new Promise((resolve, reject) => {
      const request = { frame: { ...frame, id }, resolve, reject };
      this.#unanswered.set(id, request);
      if (this.#open) this.#write(request.frame);
    });
  }

  async connect() {
    this.#detach();
    this.#closed = false;
    this.#emit("state", { state: "connecting" });
    let token;
    try {
      token = await this.#getToken(this.#spent);
    } catch (error) {
      return error.permanent ? this.#stop(error.message) : this.#retry([500, 1000], error.message);
    }
    if (this.#closed) return;
    this.#token = token;
    const bearer = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    const socket = new WebSocket(this.#url, ["signaling.v1.json", bearer]);
    this.#socket = socket;
    this.#timers.silence = setTimeout(() => this.#lost(1006), OPEN_TIMEOUT);
    socket.onmessage = (event) => this.#receive(JSON.parse(event.data));
    socket.onclose = (event) => (this.#welcomed ? this.#lost(event.code) : this.#refused(token, event.code));
  }

  /** Leaves all rooms and ends the session. */
  close() {
    this.#socket?.close(1000);
    this.#stop(WHY_CLOSED[1000]);
  }

  #receive(frame) {
    this.#watchSilence();
    if (frame.type === "welcome") return this.#welcome(frame);
    if (frame.room && frame.seq && frame.type !== "ack") this.#lastSeq.set(frame.room, frame.seq);
    if (frame.type === "left") this.#lastSeq.delete(frame.room);
    if (frame.type === "going-away") this.#goingAway(frame.reconnectInMs);
    if (frame.type === "token-expiring") return this.#renewToken(frame.expiresAt);
    const request = this.#unanswered.get(frame.id);
    if (!request) return this.#emit("frame", frame);
    if (this.#open && frame.type === "error" && frame.code === "rate-limited") {
      setTimeout(() => this.#open && this.#write(request.frame), frame.retryAfterMs ?? 1000);
      return;
    }
    this.#unanswered.delete(frame.id);
    if (frame.type === "error") request.reject(new SignalingError(frame));
    else request.resolve(frame);
  }

  #welcome(welcome) {
    this.#welcomed = true;
    this.#timers.stable = setTimeout(() => (this.#attempt = 0), STABLE_AFTER);
    const old = this.session;
    if (old && this.#lastSeq.size > 0) return this.#resume(old, welcome);
    for (const { frame } of this.#unanswered.values()) {
      if (old && frame.type === "join") frame.replace ??= { session: old.session, secret: old.secret };
    }
    this.#ready(welcome);
  }

  #resume(old, welcome) {
    const id = String(this.#nextId++);
    const resolve = (resumed) => {
      const { session, secret, expiresAt, iceServers } = resumed;
      for (const [room, state] of Object.entries(resumed.rooms)) if (state.error) this.#lastSeq.delete(room);
      this.#ready({ ...welcome, session, secret, expiresAt, iceServers });
      this.#emit("resumed", resumed);
    };
    const reject = (error) => {
      if (error.retryable) return this.#lost(1013);
      this.#lastSeq.clear();
      this.#dropUnanswered(error);
      this.#ready(welcome);
      this.#emit("expired", { session: old.session, secret: old.secret });
    };
    const frame = { type: "resume", id, session: old.session, secret: old.secret, rooms: Object.fromEntries(this.#lastSeq) };
    this.#unanswered.set(id, { frame, resolve, reject });
    this.#write(frame);
  }

  #ready(session) {
    this.session = session;
    this.#open = true;
    for (const { frame } of this.#unanswered.values()) this.#write(frame);
    this.#emit("state", { state: "open" });
  }

  #write(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #watchSilence() {
    clearTimeout(this.#timers.silence);
    const heartbeat = (this.session?.heartbeatSeconds ?? 25) * 1000;
    this.#timers.silence = setTimeout(() => {
      this.#write({ type: "ping" });
      this.#timers.silence = setTimeout(() => this.#lost(1006), PONG_TIMEOUT);
    }, heartbeat);
  }

  #goingAway(reconnectInMs = 0) {
    this.#timers.move = setTimeout(() => this.connect(), reconnectInMs);
    this.#timers.moveAt = performance.now() + reconnectInMs;
  }

  /** Halfway to the end of the present token there is a new one; if not, the connection ends with it, and the next one needs it. */
  #renewToken(expiresAt) {
    const left = Math.min(60_000, Math.max(0, new Date(expiresAt) - Date.now()));
    this.#timers.renew = setTimeout(async () => {
      try {
        this.#spent = this.#token;
        this.#token = await this.#getToken(this.#spent);
        if (this.#open) await this.send({ type: "refresh", token: this.#token });
      } catch (error) {
        console.warn("token", error.message);
      }
    }, left / 2);
  }

  /** A browser is not told why an upgrade was refused; the same request without one says. */
  async #refused(token, code) {
    this.#detach();
    let response;
    try {
      const url = new URL(this.#url);
      url.protocol = url.protocol.replace("ws", "http");
      response = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    } catch {
      return this.#retry([0, 1000], "The service cannot be reached.");
    }
    if (this.#closed) return;
    if (response.status === 401) this.#spent = token;
    const pause = Number(response.headers.get("Retry-After")) * 1000;
    if (response.status === 403) return this.#stop("The service does not let you in.");
    if (response.status === 400) return this.#stop("The service does not speak this page's protocol.");
    if (pause) return this.#retry([pause, pause + 1000], "The service is busy.");
    this.#lost(code);
  }

  #lost(code) {
    const moveIn = this.#timers.moveAt ? Math.max(0, this.#timers.moveAt - performance.now()) : null;
    const rule = AFTER_CLOSE[code];
    this.#detach();
    if (!rule || (rule.once && this.#triedOnce)) return this.#stop(WHY_CLOSED[code] ?? `The connection was closed (${code}).`, code);
    this.#triedOnce ||= Boolean(rule.once);
    if (rule.dropUnanswered) this.#dropUnanswered(new SignalingError({ code: "too-large", message: "The service refused this." }));
    this.#retry(moveIn === null ? rule.wait : [moveIn, moveIn], "The connection was lost.");
  }

  /** Full jitter: any time up to a limit that doubles, but the code's own wait at first. */
  #retry([least, most], reason) {
    this.#detach();
    const backoff = this.#attempt === 0 ? 0 : Math.random() * Math.min(30_000, 500 * 2 ** this.#attempt);
    const retryInMs = Math.max(least + Math.random() * (most - least), backoff);
    this.#attempt++;
    this.#timers.retry = setTimeout(() => this.connect(), retryInMs);
    this.#emit("state", { state: "waiting", reason, retryInMs });
  }

  #stop(reason, code) {
    this.#detach();
    this.#closed = true;
    this.session = null;
    this.#lastSeq.clear();
    this.#dropUnanswered(new SignalingError({ code: "closed", message: reason }));
    this.#emit("state", { state: "closed", reason, code });
  }

  /** Lets go of the present socket. Any code but 1000 keeps the session's place. */
  #detach() {
    this.#clearTimers();
    this.#open = this.#welcomed = false;
    for (const [id, { frame }] of this.#unanswered) if (frame.type === "resume") this.#unanswered.delete(id);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    if (socket.readyState < WebSocket.CLOSING) socket.close(4000);
  }

  #clearTimers() {
    const { moveAt, ...timers } = this.#timers;
    Object.values(timers).forEach(clearTimeout);
    this.#timers = {};
  }

  #dropUnanswered(error) {
    const requests = [...this.#unanswered.values()];
    this.#unanswered.clear();
    for (const { reject } of requests) reject(error);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
