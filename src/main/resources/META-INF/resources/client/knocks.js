import { fields, name, roomName } from "./checks.js";
import { SignalingError } from "./events.js";

const UNANSWERED = {
  refused: "A moderator of the room did not let you in.",
  over: "Nobody has let you in.",
};

/** Locked rooms at which one waits to be let in. The service answers the session that knocked last, so each new connection knocks again. */
export class Knocks {
  #waiting = new Map();
  #request;

  constructor(request) {
    this.#request = request;
  }

  /** Promises that one may join. */
  knock(room, options = {}) {
    roomName(room);
    const { signal, ...wish } = fields(options, { name, signal: (value) => value });
    signal?.throwIfAborted();
    if (this.#waiting.has(room)) throw new Error(`You wait for the room "${room}" already.`);
    return new Promise((resolve, reject) => {
      const knock = { wish, resolve, reject };
      this.#waiting.set(room, knock);
      signal?.addEventListener("abort", () => this.#withdraw(room, knock, signal.reason), { once: true });
      this.#send(room, knock);
    });
  }

  /** There is no session any more. */
  drop(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Another connection. */
  again() {
    for (const [room, knock] of this.#waiting) if (knock.isHeard) this.#send(room, knock);
  }

  /** Takes `knocking`. */
  answered({ room, state }) {
    const knock = this.#waiting.get(room);
    if (!knock) return;
    knock.isHeard = true;
    if (state === "waiting") return;
    this.#waiting.delete(room);
    if (state === "admitted") knock.resolve();
    else knock.reject(new SignalingError({ code: state, message: UNANSWERED[state] ?? state, room }));
  }

  async #send(room, knock) {
    knock.isHeard = false;
    try {
      this.answered(await this.#request({ type: "knock", room, ...knock.wish }));
    } catch (error) {
      if (this.#waiting.get(room) !== knock) return;
      this.#waiting.delete(room);
      if (error.code === "wrong-state")
        knock.resolve(); // it is open now
      else knock.reject(error);
    }
  }

  #withdraw(room, knock, reason) {
    if (this.#waiting.get(room) !== knock) return;
    this.#waiting.delete(room);
    knock.reject(reason);
    this.#request({ type: "leave", room }).catch(() => {}); // answered in the meantime
  }
}
