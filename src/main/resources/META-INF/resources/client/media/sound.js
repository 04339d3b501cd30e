// How loud something is, and where sound comes out.

import { available, chosen } from "./choices.js";

const QUIETEST_DB = 60;
const NOTES = [440, 660];
const NOTE_SECONDS = 0.35;
const FADE_SECONDS = 0.03;

let context = null;

/** The page's one; browsers let it run once the user has done something on the page. */
async function audioContext() {
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

/** 0 to 1 for samples of -1 to 1, as ears take it. */
function loudness(samples) {
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

/** Lets a video or audio element sound where one has chosen, if the browser lets one choose and that is still there; by itself it stays silent when it is gone. */
export async function route(element) {
  if (!element.setSinkId) return;
  const wanted = chosen("speaker");
  const isThere = wanted && (await available()).speaker.some(({ id }) => id === wanted);
  const id = isThere ? wanted : "";
  if (element.sinkId !== id) await element.setSinkId(id).catch(() => {});
}

/** Two short notes. */
export async function playTone() {
  const audio = await audioContext();
  const output = audio.createMediaStreamDestination();
  const end = audio.currentTime + NOTES.length * NOTE_SECONDS + 0.1;
  NOTES.forEach((hertz, index) =>
    playNote(output, { hertz, at: audio.currentTime + 0.05 + index * NOTE_SECONDS, seconds: NOTE_SECONDS, loud: 0.25 }),
  );
  const element = new Audio();
  element.srcObject = output.stream;
  await route(element);
  await element.play();
  await new Promise((resolve) => setTimeout(resolve, (end - audio.currentTime) * 1000 + 200));
  element.srcObject = null;
}

/** A sine without a click at its ends; `output` is a node of its audio context. */
export function playNote(output, { hertz, at, seconds, loud }) {
  const note = new OscillatorNode(output.context, { frequency: hertz });
  const volume = new GainNode(output.context, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loud, at + FADE_SECONDS);
  volume.gain.setValueAtTime(loud, at + seconds - FADE_SECONDS);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  note.connect(volume).connect(output);
  note.start(at);
  note.stop(at + seconds);
}
