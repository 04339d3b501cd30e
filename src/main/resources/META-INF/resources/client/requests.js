// Signaling by requests (the protocol's section 6), for where no WebSocket comes through: frames go out by POST, and come by a GET that waits.

import { milliseconds, WebSocketTransport } from "./line.js";

/** Less than what proxies wait for an answer. */
const WAIT_SECONDS = 25;
const MOST_FRAMES = 100;
/** The service takes 640 KiB. */
const MOST_CHARACTERS = 200_000;
/** What the end of a WebSocket would say, where the answer does not. */
const CLOSES = { 401: 4001, 409: 4009, 413: 1009, 429: 4029, 503: 1013 };
/** Where the client is, is not kept any more, or is too much for an address. */
const LOST = [410, 414];
/** What the service, or a proxy, says to the same request that it takes a moment later. */
const BUSY = [429, 503];
const BUSY_WAIT = 1000;
/** For how long: about as long as a place is kept. */
const BUSY_WITHIN = 30_000;
/** How often a WebSocket is tried meanwhile. */
const TRY_EVERY = 180_000;

/** Promises whether a WebSocket comes through by now. It goes at the first word: one that stays is a log-in, and may end the session that looks. */
function comesThrough(request) {
  return new Promise((resolve) => {
    const probe = new WebSocketTransport(request);
    probe.onmessage = () => {
      probe.close(1000);
      resolve(true);
    };
    probe.onclose = () => resolve(false);
  });
}

/**
 * Where a client is in what the service says to its session; what was said and is not kept any more has `lost` that session.
 * @typedef {{session?: string, cursor?: string, lost?: string}} Place
 */

export class RequestTransport {
  onopen = null;
  onmessage = null;
  onclose = null;
  #base;
  #token;
  #place;
  #credential = null;
  #waiting = [];
  #isPosting = false;
  /** The last POST, once its replies were told. */
  #posted = null;
  #rooms = new Set();
  #ending = new AbortController();
  #request;

  /** @param {Place} place the same for each of a client's connections */
  constructor(request, place) {
    const { url, token } = request;
    this.#request = request;
    this.#base = new URL(".", url);
    this.#base.protocol = url.protocol.replace("ws", "http");
    this.#token = token;
    this.#place = place;
    this.#begin();
  }

  send(data) {
    const frame = JSON.parse(data);
    if (frame.type === "refresh") this.#token = frame.token;
    if (frame.type === "resume" && !this.#aim(frame)) return;
    this.#waiting.push(data);
    if (!this.#isPosting) this.#postAll();
  }

  /** Whoever leaves for good leaves the rooms, and those that it has knocked at; the page may go before that is answered. */
  close(code) {
    this.onmessage = this.onclose = this.onopen = null;
    const leaves = [...this.#rooms].map((room) => JSON.stringify({ type: "leave", room }));
    this.#ending.abort();
    if (code === 1000 && leaves.length > 0)
      this.#fetch("POST", "messages", { body: `[${leaves}]`, keepalive: true }).catch(() => {});
  }

  async #begin() {
    const answer = await this.#ask("POST", "sessions");
    if (answer.status !== 201) return this.#end({ code: 1006, opened: false, ...answer });
    const { session, secret } = answer.body;
    this.#credential = `${session}.${secret}`;
    this.onopen?.();
    this.#tell(answer.body);
    await this.#posted; // of a resume: then the session is another one
    const own = this.#credential.split(".")[0];
    if (this.#place.session !== own || this.#place.lost === own)
      Object.assign(this.#place, { session: own, cursor: undefined });
    let triedAt = Date.now();
    while (!this.#ending.signal.aborted) {
      await this.#read();
      if (Date.now() - triedAt < TRY_EVERY) continue;
      triedAt = Date.now();
      this.#tryWebSocket();
    }
  }

  /** The next connection resumes what this one has. */
  async #tryWebSocket() {
    const comes = await comesThrough({ ...this.#request, token: this.#token }).catch(() => false);
    while (this.#isPosting) await this.#posted;
    if (!comes || this.#ending.signal.aborted) return;
    this.#place.session = undefined; // what the WebSocket brings is not read again
    this.#end({ code: 1006, opened: true });
  }

  /** Where nothing has been read of this session by requests, the last frame is known in its only room. @return whether there is a way on */
  #aim({ id, session, rooms }) {
    const isLost = session === this.#place.lost;
    if (isLost) queueMicrotask(() => this.#tell({ type: "error", id, code: "resume-expired" }));
    const seqs = Object.values(rooms);
    if (this.#place.session !== session)
      Object.assign(this.#place, { session, cursor: seqs.length === 1 ? String(seqs[0]) : undefined });
    return !isLost;
  }

  async #read() {
    const { cursor = "" } = this.#place;
    const answer = await this.#askOn("GET", `messages?waitSeconds=${WAIT_SECONDS}&after=${encodeURIComponent(cursor)}`);
    await this.#posted; // what follows a join comes behind its reply
    if (answer.status !== 200) return this.#fail(answer);
    if (this.#ending.signal.aborted) return;
    for (const frame of answer.body.messages) this.#tell(frame);
    this.#place.cursor = answer.body.next;
  }

  async #postAll() {
    this.#isPosting = true;
    while (this.#waiting.length > 0 && !this.#ending.signal.aborted) await (this.#posted = this.#post());
    this.#isPosting = false;
  }

  async #post() {
    await null; // for what is sent together
    const answer = await this.#askOn("POST", "messages", { body: `[${this.#batch()}]` });
    if (answer.status !== 202) this.#fail(answer);
    else answer.body.replies.forEach((reply) => this.#tell(reply));
  }

  #batch() {
    let size = 0;
    const over = this.#waiting.findIndex(
      (data, n) => n === MOST_FRAMES || ((size += data.length) > MOST_CHARACTERS && n > 0),
    );
    return this.#waiting.splice(0, over < 0 ? this.#waiting.length : over);
  }

  #tell(frame) {
    const { type, room, session, secret } = frame;
    if (type === "resumed" && session) this.#credential = `${session}.${secret}`;
    const isWaiting = type === "knocking" && frame.state === "waiting";
    if (type === "joined" || isWaiting) this.#rooms.add(room);
    if (type === "left" || (type === "knocking" && !isWaiting)) this.#rooms.delete(room);
    this.onmessage?.(JSON.stringify(frame));
  }

  #fail({ status, retryAfterMs, body }) {
    if (LOST.includes(status)) this.#place.lost = this.#credential.split(".")[0];
    this.#end({
      code: body?.close ?? CLOSES[status] ?? 1006,
      opened: true,
      reason: body?.detail,
      status,
      retryAfterMs,
    });
  }

  #end({ code, opened, reason, status, retryAfterMs }) {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    this.onclose?.({ code, opened, ...(reason && { reason }), status, retryAfterMs });
  }

  /** The same again while it is too much for the service, unless that has ended the session. */
  async #askOn(...request) {
    let until;
    for (;;) {
      const answer = await this.#ask(...request);
      const { status, retryAfterMs = BUSY_WAIT, body } = answer;
      until ??= Date.now() + BUSY_WITHIN;
      if (!BUSY.includes(status) || body?.close || Date.now() + retryAfterMs > until) return answer;
      await this.#pause(retryAfterMs);
    }
  }

  /** Until the time is over, or the transport's. */
  #pause(ms) {
    const { signal } = this.#ending;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
    });
  }

  /** Promises `{status?, retryAfterMs?, body?}`; without a status nobody has answered. */
  async #ask(method, path, request) {
    try {
      const response = await this.#fetch(method, path, { ...request, signal: this.#ending.signal });
      const { status, headers } = response;
      return {
        status,
        retryAfterMs: milliseconds(headers.get("Retry-After")),
        body: await response.json().catch((error) => (response.ok ? Promise.reject(error) : undefined)),
      };
    } catch {
      return {};
    }
  }

  #fetch(method, path, request) {
    const session = this.#credential && { "Signaling-Session": this.#credential };
    const headers = { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json", ...session };
    return fetch(new URL(path, this.#base), { method, headers, cache: "no-store", ...request });
  }
}
