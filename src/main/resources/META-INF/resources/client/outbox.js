import { SignalingError } from "./events.js";

const MOST_TRIES = 5;

/**
 * Requests until they are answered, in their order: no faster than the service takes them, and again, with their id, over the next connection.
 * The service knows the ids and counts each once.
 */
export class Outbox {
  #requests = new Map();
  /** The service takes a frame with an id that this session has used before for a resend. */
  nextId = 1;
  #line = null;
  #limits;
  #timer;
  #pausedUntil;
  /** How many frames may go out now: the service counts the same way. */
  #tokens;
  #filledAt;
  /** Rooms that have to be joined anew before anything else goes there. */
  #held = new Set();

  /** Promises the reply. */
  add(frame) {
    return new Promise((resolve, reject) => {
      this.#put({ frame, resolve, reject, written: false, tries: 0, notBefore: 0 });
      this.#pump();
    });
  }

  get(id) {
    return this.#requests.get(id)?.frame;
  }

  /** The first such request's id. */
  find(which) {
    return [...this.#requests.values()].find(({ frame }) => which(frame))?.id;
  }

  /** From now on everything that is not answered goes out over this line. */
  open(line, limits) {
    this.#line = line;
    this.#limits = { framesPerSecond: 0, framesBurst: 0, resendIds: Infinity, maxFrameBytes: Infinity, ...limits };
    this.#tokens = this.#limits.framesBurst - 2; // a ping and a resume do not go through here
    this.#filledAt = Date.now();
    this.#pausedUntil = 0;
    this.#pump();
  }

  /** The connection is gone. */
  shut() {
    this.#line = null;
    clearTimeout(this.#timer);
    for (const request of this.#requests.values()) request.written = false;
  }

  hold(room) {
    this.#held.add(room);
  }

  release(room) {
    this.#held.delete(room);
    this.#pump();
  }

  /** Takes a reply to one of these. */
  settle(frame) {
    const request = this.#requests.get(frame.id);
    if (!request || (frame.type === "error" && this.#comesAgain(request, frame))) return;
    this.#requests.delete(request.id);
    if (frame.type === "error") request.reject(new SignalingError(frame));
    else request.resolve(frame);
    this.#pump();
  }

  /** Gives requests up. */
  drop(error, which) {
    for (const request of [...this.#requests.values()]) {
      if (!which(request.frame, request)) continue;
      this.#requests.delete(request.id);
      request.reject(error);
    }
  }

  /** The service does not say over which of what had gone out it closed the connection. */
  dropOffending(which) {
    const largest = Math.max(...this.#out().map(({ size }) => size));
    const error = new SignalingError({ code: "too-large", message: "The service closed the connection over this." });
    this.drop(error, (_, { written, size }) => written && (which === "all" || size === largest));
  }

  /** Changes requests; they go out again, in their place, under other ids. */
  revise(which, change) {
    const requests = [...this.#requests.values()];
    this.#requests.clear();
    for (const request of requests) {
      if (!which(request.frame)) {
        this.#requests.set(request.id, request);
      } else {
        change(request.frame);
        this.#put(Object.assign(request, { written: false }));
      }
    }
    this.#pump();
  }

  #put(request) {
    request.id = String(this.nextId++);
    this.#requests.set(request.id, request);
  }

  #out() {
    return [...this.#requests.values()].filter(({ written }) => written);
  }

  /** `rate-limited`: the service has dropped it. `unavailable`: nobody knows; with the same id the first that got through counts. */
  #comesAgain(request, { code, retryAfterMs }) {
    if (code === "rate-limited") this.#pausedUntil = Date.now() + (retryAfterMs ?? 1000);
    else if (code === "unavailable" && ++request.tries < MOST_TRIES)
      request.notBefore = Date.now() + (retryAfterMs ?? 500 * 2 ** request.tries);
    else return false;
    request.written = false;
    this.#pump();
    return true;
  }

  #pump() {
    clearTimeout(this.#timer);
    if (!this.#line) return;
    const now = Date.now();
    let free = this.#limits.resendIds - this.#out().length;
    let wake = this.#pausedUntil > now ? this.#pausedUntil : Infinity;
    for (const request of wake === Infinity ? this.#requests.values() : []) {
      const { frame, written, notBefore } = request;
      if (written || (frame.type !== "join" && this.#held.has(frame.room))) continue;
      const next = Math.max(notBefore, now + this.#msToToken(now));
      if (next > now) wake = Math.min(wake, next);
      else if (free-- > 0) this.#write(request);
    }
    if (wake !== Infinity) this.#timer = setTimeout(() => this.#pump(), wake - now);
  }

  #msToToken(now) {
    const { framesPerSecond, framesBurst } = this.#limits;
    if (!framesPerSecond) return 0;
    this.#tokens = Math.min(framesBurst, this.#tokens + ((now - this.#filledAt) / 1000) * framesPerSecond);
    this.#filledAt = now;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / framesPerSecond) * 1000);
  }

  #write(request) {
    const { id, frame } = request;
    const encoded = this.#line.encode({ ...frame, id });
    request.size = encoded.byteLength ?? new TextEncoder().encode(encoded).length;
    const { maxFrameBytes } = this.#limits;
    if (request.size > maxFrameBytes) {
      const message = `The frame has ${request.size} bytes; the service takes ${maxFrameBytes}.`;
      return this.drop(
        new SignalingError({ code: "too-large", message, room: frame.room }),
        (_, { id: one }) => one === id,
      );
    }
    request.written = true;
    this.#tokens--;
    this.#line.send(encoded);
  }
}
