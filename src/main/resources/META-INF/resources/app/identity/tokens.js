// The tokens of this tab. A tab that is duplicated begins with those of its original, and a provider that rotates refresh tokens
// (RFC 9700, section 4.14.2) ends the sign-in if one of them comes twice. So tabs with the same sign-in, a family, renew in turn.

const KEY = "tokens";
const TURN_MS = 60_000;
const ANSWERS_MS = 2000;

/** In the tab's storage, as `{family, turn, …}`: of two in a family that with the higher turn is the newer. */
export class Tokens {
  #storage;
  #locks = globalThis.navigator?.locks;
  /** To the others of the family: what is new, the question what they have, and their answers. Without locks, everybody is alone. */
  #channel = this.#locks && globalThis.BroadcastChannel ? new BroadcastChannel("beckon-tokens") : null;
  #answered = () => {};
  #entered = {};

  constructor(storage) {
    this.#storage = storage;
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    if (this.current) this.#enter(this.current);
  }

  get current() {
    return JSON.parse(this.#storage.getItem(KEY));
  }

  /** Begins a family. */
  begin(tokens) {
    const first = { ...tokens, family: crypto.randomUUID(), turn: 0 };
    this.#store(first);
    if (this.#channel) this.#enter(first);
  }

  /** Goes on from those before, here and in the family's other tabs; null if they were forgotten meanwhile. */
  keep(tokens) {
    if (!this.current) return null;
    const next = { ...tokens, turn: tokens.turn + 1 };
    this.#store(next);
    this.#channel?.postMessage({ tokens: next });
    return next;
  }

  forget() {
    this.#storage.removeItem(KEY);
  }

  /** Runs `renew` with the newest tokens of the family, or null if they were forgotten, while no other tab of it does. */
  async inTurn(renew) {
    const tokens = this.current;
    if (!this.#channel || !tokens) return renew(tokens);
    await this.#enter(tokens);
    return this.#locks.request(
      `beckon-renewal-${tokens.family}`,
      { signal: AbortSignal.timeout(TURN_MS) },
      async () => {
        await this.#ask(tokens);
        return renew(this.current);
      },
    );
  }

  /** A lock that all share, as long as their pages live, tells how many there are. */
  #enter({ family }) {
    return (this.#entered[family] ??= new Promise((entered) => {
      this.#locks.request(nameOf(family), { mode: "shared" }, () => new Promise(() => entered()));
    }));
  }

  /** Until all others have said what they have; one that is frozen says nothing. */
  async #ask({ family }) {
    const { held } = await this.#locks.query();
    let missing = held.filter(({ name }) => name === nameOf(family)).length - 1;
    if (missing < 1) return;
    const asks = crypto.randomUUID();
    await new Promise((resolve) => {
      this.#answered = (answers) => answers === asks && --missing === 0 && resolve();
      this.#channel.postMessage({ asks, tokens: { family } });
      setTimeout(resolve, ANSWERS_MS);
    });
  }

  #hear({ tokens, asks, answers }) {
    const own = this.current;
    if (!own || own.family !== tokens.family) return;
    if (asks) return this.#channel.postMessage({ answers: asks, tokens: own });
    if (tokens.turn > own.turn) this.#store(tokens);
    this.#answered(answers);
  }

  #store(tokens) {
    this.#storage.setItem(KEY, JSON.stringify(tokens));
  }
}

const nameOf = (family) => `beckon-family-${family}`;
