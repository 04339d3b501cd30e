// How loud something is.

let context = null;

/** The page's one; browsers let it run once the user has done something on the page. */
export async function audioContext() {
  if (!context && navigator.userActivation && !navigator.userActivation.hasBeenActive) await activation();
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  return context;
}

function activation() {
  return new Promise((resolve) => {
    for (const type of ["pointerup", "keyup"]) addEventListener(type, resolve, { once: true });
  });
}

const QUIETEST_DB = 60;

/** 0 to 1 for samples of -1 to 1, as ears take it. */
export function loudness(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return power === 0 ? 0 : Math.max(0, 1 + (10 * Math.log10(power)) / QUIETEST_DB);
}

/** Of a stream's sound, as long as it is not closed. */
export class Level {
  #source = null;
  #analyser = null;
  #samples = new Float32Array(512);
  #closed = false;

  constructor(stream) {
    this.#begin(stream);
  }

  async #begin(stream) {
    const audio = await audioContext();
    if (this.#closed || stream.getAudioTracks().length === 0) return;
    this.#analyser = audio.createAnalyser();
    this.#analyser.fftSize = this.#samples.length;
    this.#source = audio.createMediaStreamSource(stream);
    this.#source.connect(this.#analyser);
  }

  /** 0 to 1 at the moment. */
  read() {
    if (!this.#analyser) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return loudness(this.#samples);
  }

  close() {
    this.#closed = true;
    this.#source?.disconnect();
  }
}
