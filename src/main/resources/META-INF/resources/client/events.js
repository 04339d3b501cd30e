/** A refusal by the service; `code` is the wire's, or `closed` when there is no session (any more). */
export class SignalingError extends Error {
  constructor({ code, message, field, room, retryable = false, retryAfterMs }) {
    super(message ?? code);
    Object.assign(
      this,
      JSON.parse(JSON.stringify({ name: "SignalingError", code, field, room, retryable, retryAfterMs })),
    );
  }
}

/** Something with typed events. */
export class Emitter {
  #listeners;
  #held;
  #waiting = [];

  /** @param held those of the types that wait, in their order, until somebody listens for one of them; the oldest give way after a while */
  constructor(types, held = []) {
    this.#listeners = new Map(types.map((type) => [type, new Set()]));
    this.#held = new Set(held);
  }

  /** Adds a listener; returns what removes it. */
  on(type, listener, { once = false, signal } = {}) {
    const listeners = this.#of(type);
    if (typeof listener !== "function") throw new TypeError("A listener is a function.");
    const entry = { listener, once, signal };
    for (const one of listeners) if (one.signal?.aborted) listeners.delete(one);
    if (!signal?.aborted) listeners.add(entry);
    if (this.#held.has(type)) queueMicrotask(() => this.#release());
    return () => void listeners.delete(entry);
  }

  /** For the emitter's own module and its neighbours. */
  emit(type, event) {
    if (!this.#held.has(type)) return this.#tell(type, event);
    this.#waiting.push([type, event]);
    if (this.#waiting.length > 512) this.#waiting.shift();
  }

  #release() {
    this.#held.clear();
    for (const [type, event] of this.#waiting.splice(0)) this.#tell(type, event);
  }

  #tell(type, event) {
    const listeners = this.#of(type);
    for (const entry of [...listeners]) {
      if (entry.signal?.aborted) listeners.delete(entry);
      if (entry.once ? !listeners.delete(entry) : !listeners.has(entry)) continue;
      try {
        entry.listener(event);
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  #of(type) {
    const listeners = this.#listeners.get(type);
    if (!listeners) throw new TypeError(`There is no event "${String(type)}".`);
    return listeners;
  }
}
