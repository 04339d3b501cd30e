import { codecOf, Line } from "./line.js";

const STABLE_AFTER = 60_000;
const PROBE_WITHIN = 3000;
const WAKING = ["online", "visibilitychange", "pageshow", "resume"];
const RENEW_WITHIN = 60_000;
const RENEW_AGAIN = 1000;
/** The close code of a client that is back within seconds, or never (the protocol's section 3). */
const BACK_SOON = 4010;
/** The first may have been an old one that the application kept; those after it were asked for because it was refused. */
const MOST_REFUSED_TOKENS = 3;

/** One connection after the other, for as long as there is a way back: tokens, waits, and what each end means. */
export class Link {
  state = "idle";
  /** The present connection, or null. */
  line = null;
  #options;
  #owner;
  #codec;
  #token;
  #spent = null;
  #refusedTokens = 0;
  #wasUp = false;
  #round = 0;
  #attempt = 0;
  #triedOnce = false;
  #restUntil = 0;
  /** Until then the service, or good manners, want it left alone. */
  #retryNotBefore = 0;
  #moveAt = null;
  #timers = {};
  #network = null;

  /** @param owner is told what happens, and asked to `refresh` the token and whether an end `isDoubtful`, this client's own doing */
  constructor(options, owner) {
    this.#options = options;
    this.#owner = owner;
  }

  /** Tries now, unless it is being tried; after a close for abuse only when the rest is over. */
  open() {
    if (this.state.endsWith("connecting") && !this.#timers.retry) return;
    const rest = this.#restUntil - Date.now();
    if (rest > 0) this.#wait(rest, AFTER_CLOSE[1008].ends, 1008);
    else this.#dial();
  }

  close() {
    this.line?.close(1000);
    this.#stop(AFTER_CLOSE[1000], 1000);
  }

  /** Lets go without a word to the owner. */
  suspend() {
    this.line?.close(BACK_SOON);
    this.#letGo();
    this.#network?.abort();
    this.state = "closed";
  }

  /** The session is there. */
  up() {
    this.#wasUp = true;
    this.#spent = null;
    this.#refusedTokens = 0;
    this.#enter("connected");
  }

  /** Gives this connection up, as if it had ended like that. */
  abandon(code) {
    this.#ended({ code, opened: true });
  }

  async #dial() {
    this.#letGo();
    const round = this.#round;
    this.#listenToNetwork();
    this.#enter(this.#wasUp ? "reconnecting" : "connecting");
    try {
      const { url, encoding, transport } = this.#options;
      this.#codec ??= await codecOf(encoding);
      const token = await this.#supply(this.#spent);
      if (round !== this.#round) return;
      this.#token = token;
      const carrier = await transport({ url: new URL(url), token, encoding, protocols: [this.#codec.protocol] });
      if (round !== this.#round) return carrier.close(4000);
      this.line = new Line(carrier, this.#codec, {
        onframe: (frame) => this.#receive(frame),
        onend: (end) => this.#ended(end),
      });
    } catch (error) {
      if (round !== this.#round) return;
      const message = String(error?.message ?? error);
      if (error?.permanent) this.#stop({ ends: message, error });
      else this.#retry({ wait: [500, 1000], reason: message });
    }
  }

  #receive(frame) {
    if (frame.type === "welcome") {
      this.line.heartbeat = frame.heartbeatSeconds;
      this.#timers.stable = setTimeout(() => {
        this.#attempt = 0;
        this.#triedOnce = false;
      }, STABLE_AFTER);
    } else if (frame.type === "token-expiring") {
      const left = Math.max(0, Math.min(RENEW_WITHIN, new Date(frame.expiresAt) - Date.now()));
      this.#renewIn(left * (0.25 + 0.25 * Math.random()));
    } else if (frame.type === "going-away") {
      this.#moveAt = Date.now() + frame.reconnectInMs;
      this.#timers.move = setTimeout(() => this.#dial(), frame.reconnectInMs);
    }
    this.#owner.onframe(frame);
  }

  /** A new token for the old one, again if that fails. */
  #renewIn(ms) {
    const round = this.#round;
    clearTimeout(this.#timers.renew);
    this.#timers.renew = setTimeout(async () => {
      try {
        const token = await this.#supply(this.#token);
        if (round !== this.#round) return;
        if (token === this.#token) throw new Error("token() gave the token that is about to end.");
        await this.#owner.refresh(token);
        this.#token = token;
      } catch (error) {
        if (round !== this.#round) return;
        this.#owner.onerror(error);
        this.#renewIn(RENEW_AGAIN * (1 + Math.random()));
      }
    }, ms);
  }

  async #supply(spent) {
    const token = await this.#options.token({ spent });
    if (token && typeof token === "string") return token;
    throw Object.assign(new TypeError("token() has to promise an access token, a text."), { permanent: true });
  }

  #ended(end) {
    const { code, opened, reason, retryAfterMs } = end;
    const rule = this.#owner.isDoubtful(code) ? SOON : opened ? afterClose(code, reason) : afterRefusal(end);
    if (rule.ends) return this.#stop(rule, code);
    if (end.status === 401 && ++this.#refusedTokens === MOST_REFUSED_TOKENS) return this.#stop(REFUSED_TOKENS, code);
    if (rule.once && this.#triedOnce) return this.#stop({ ends: "The service does not understand this client." }, code);
    this.#triedOnce ||= Boolean(rule.once);
    if (rule.needsToken) this.#spent = this.#token;
    if (rule.drops) this.#owner.onoffence(rule.drops);
    const moveIn = this.#moveAt && Math.max(0, this.#moveAt - Date.now());
    const wait = moveIn !== null ? [moveIn, moveIn] : retryAfterMs ? [retryAfterMs, retryAfterMs + 1000] : rule.wait;
    this.#retry({ reason: "The connection was lost.", ...rule, wait }, code);
  }

  /** Full jitter: any time up to a limit that doubles with each attempt in a row, slowly while places are kept; the rule's own wait at least. */
  #retry({ wait: [least, most], reason }, code) {
    const limit = this.#attempt === 0 ? 0 : Math.min(this.#attempt < 12 ? 8000 : 30_000, 500 * 2 ** this.#attempt);
    this.#attempt++;
    this.#retryNotBefore = Date.now() + least;
    this.#wait(Math.max(least + Math.random() * (most - least), Math.random() * limit), reason, code);
  }

  #wait(retryInMs, reason, code) {
    this.#letGo();
    this.#timers.retry = setTimeout(() => this.#dial(), retryInMs);
    this.#enter(this.#wasUp ? "reconnecting" : "connecting", { reason, code, retryInMs });
  }

  #stop({ ends, restMs = 0, error }, code) {
    this.#letGo();
    this.#network?.abort();
    this.#network = null;
    this.#attempt = this.#refusedTokens = 0;
    this.#triedOnce = this.#wasUp = false;
    this.#restUntil = Date.now() + restMs;
    this.#enter("closed", { reason: ends, code, error });
  }

  #letGo() {
    this.#round++;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#timers = {};
    this.#moveAt = null;
    this.line?.close();
    this.line = null;
    this.#owner.ondown();
  }

  #enter(state, more = {}) {
    this.state = state;
    this.#owner.onstate(state, more);
  }

  /** A page that wakes up, and a network that comes back, are tried at once: timers slept. A network that goes may have taken the connection along. */
  #listenToNetwork() {
    if (this.#network || !globalThis.addEventListener) return;
    this.#network = new AbortController();
    globalThis.addEventListener("offline", () => this.state === "connected" && this.line.probe(), this.#network);
    // Captured, for some of these are events of the document that do not rise to the window.
    const options = { signal: this.#network.signal, capture: true };
    for (const type of WAKING) globalThis.addEventListener(type, () => this.#woken(type), options);
  }

  #woken(type) {
    if (type === "online") this.#attempt = 0;
    else if (globalThis.document?.hidden) return;
    if (this.state === "connected") this.line.probe(PROBE_WITHIN);
    else if (type === "online" || Date.now() >= this.#retryNotBefore) this.open();
  }
}

/**
 * What a close code allows (the protocol's section 3): `wait`, least and most ms before the first attempt; `once`, one in a row; `drops`, which
 * unanswered frames may not go out again; `needsToken`, this one is spent; or `ends`, why there is no way back.
 */
const SOON = { wait: [0, 1000] };
const LATER = { wait: [1000, 5000] };
const ONCE_MORE = { wait: [1000, 1000], once: true, drops: "all" };
const REMOVED = 4003;
const AFTER_CLOSE = {
  ...{ 1002: ONCE_MORE, 1003: ONCE_MORE, 1007: ONCE_MORE, 1013: LATER, 4008: SOON, 4013: LATER },
  1009: { wait: [1000, 1000], drops: "largest" },
  4001: { wait: [0, 0], needsToken: true },
  4029: { wait: [10_000, 15_000] },
  1000: { ends: "The connection was closed." },
  1008: { ends: "Too many bad frames. Try again in a minute.", restMs: 60_000 },
  4002: { ends: "You were signed out." },
  4009: { ends: "This session continues elsewhere." },
};

function afterClose(code, reason) {
  if (code === REMOVED) return { ends: `An administrator disconnected you${reason ? `: “${reason}”` : ""}.` };
  return AFTER_CLOSE[code] ?? (code < 3000 ? SOON : { ends: `The connection was closed (${code}).` });
}

const REFUSED_TOKENS = { ends: "The service does not accept the token (401), nor those that replaced it." };

/** The same for an upgrade that was refused; without a status nobody knows why. */
function afterRefusal({ status, retryAfterMs, foreign }) {
  if (foreign)
    return {
      ends: `The service does not let pages of ${globalThis.location?.origin} in: beckon.allowed-origins does not list that.`,
    };
  if (status === 403) return { ends: "The service does not let you in (403)." };
  if (status === 400 || status === 404) return { ends: "What answers there does not understand this client." };
  if (retryAfterMs) return { reason: "The service is busy." };
  if (status === 401) return { ...SOON, needsToken: true, reason: "The service does not accept the token (401)." };
  return { ...SOON, ...(!status && { reason: "The service cannot be reached." }) };
}
