// The sounds of a telephone, made by the browser where it lets a page sound.

const RING = { notes: [659, 523], seconds: 0.32, every: 2400, loud: 0.18 };
const RINGBACK = { notes: [425], seconds: 0.9, every: 4000, loud: 0.04 };
const FADE_SECONDS = 0.03;

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
    const { notes, seconds } = this.#pattern;
    notes.forEach((hertz, index) => this.#note(hertz, this.#context.currentTime + index * seconds));
  }

  #note(hertz, at) {
    const { seconds, loud } = this.#pattern;
    const note = new OscillatorNode(this.#context, { frequency: hertz });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loud, at + FADE_SECONDS);
    volume.gain.setValueAtTime(loud, at + seconds - FADE_SECONDS);
    volume.gain.linearRampToValueAtTime(0, at + seconds);
    note.connect(volume).connect(this.#context.destination);
    note.start(at);
    note.stop(at + seconds);
  }
}

/** What rings where one is called. */
export const ringTone = () => new Tone(RING);

/** What the caller hears meanwhile. */
export const ringbackTone = () => new Tone(RINGBACK);
