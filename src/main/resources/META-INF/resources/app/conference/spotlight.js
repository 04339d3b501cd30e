// Which of the people is shown large: whoever is pinned, else in the speaker view who speaks.

export class Spotlight {
  isOn = false;
  pinned = null;
  #speaking = new Set();
  #last = null;

  toggle() {
    this.isOn = !this.isOn;
    this.pinned = null;
  }

  pin(id) {
    this.pinned = this.pinned === id ? null : id;
  }

  /** Whoever speaks stays until silent, though others speak as well. Oneself one need not see. */
  speaks(id, yes) {
    if (id === "self") return;
    if (yes) this.#speaking.add(id);
    else this.#speaking.delete(id);
    if (this.#speaking.has(this.#last)) return;
    [this.#last = this.#last] = this.#speaking;
  }

  /** One of these, or null; `others` without oneself. */
  pick(others, isPresenting) {
    if (others.includes(this.pinned)) return this.pinned;
    if (!this.isOn || isPresenting || others.length < 2) return null;
    return others.includes(this.#last) ? this.#last : others[0];
  }
}
