// The sounds of a telephone, made by the browser where it lets a page sound.

import { playNote } from "../../client/media/sound.js";

const RING = { notes: [659, 523], seconds: 0.32, every: 2400, loud: 0.18 };
const RINGBACK = { notes: [425], seconds: 0.9, every: 4000, loud: 0.04 };

/** A page that nobody has touched may neither sound nor vibrate; to try is a warning on the console. */
export const isTouched = () => navigator.userActivation?.hasBeenActive ?? false;

/** Sounds until it is stopped; where the page may not sound yet, from the first touch on. */
class Tone {
  #context = null;
  #timer = null;
  #waiting = null;
  #pattern;

  constructor(pattern) {
    this.#pattern = pattern;
  }

  start() {
    if (this.#timer || this.#waiting) return;
    if (isTouched()) return this.#begin();
    this.#waiting = new AbortController();
    const begin = () => {
      if (!isTouched()) return;
      this.#waiting.abort();
      this.#waiting = null;
      this.#begin();
    };
    for (const type of ["pointerup", "keyup"]) addEventListener(type, begin, { signal: this.#waiting.signal });
  }

  stop() {
    this.#waiting?.abort();
    clearInterval(this.#timer);
    this.#context?.close();
    this.#waiting = this.#timer = this.#context = null;
  }

  #begin() {
    this.#context = new AudioContext();
    this.#timer = setInterval(() => this.#once(), this.#pattern.every);
    this.#once();
  }

  #once() {
    const { notes, seconds, loud } = this.#pattern;
    const { currentTime, destination } = this.#context;
    notes.forEach((hertz, index) => playNote(destination, { hertz, at: currentTime + index * seconds, seconds, loud }));
  }
}

/** What rings where one is called. */
export const ringTone = () => new Tone(RING);

/** What the caller hears meanwhile. */
export const ringbackTone = () => new Tone(RINGBACK);
