// Where sound comes out.

import { chosen } from "./choices.js";
import { audioContext } from "./level.js";

const NOTES = [440, 660];
const NOTE_SECONDS = 0.35;

/** Lets a video or audio element sound where one has chosen, if the browser lets one choose. */
export async function route(element) {
  const id = chosen("speaker");
  if (!element.setSinkId || element.sinkId === id) return;
  await element.setSinkId(id).catch(() => {}); // gone: then the usual one
}

/** Two short notes. */
export async function playTone() {
  const audio = await audioContext();
  const output = audio.createMediaStreamDestination();
  const end = audio.currentTime + NOTES.length * NOTE_SECONDS + 0.1;
  NOTES.forEach((frequency, index) => playNote(audio, output, frequency, audio.currentTime + 0.05 + index * NOTE_SECONDS));
  const element = new Audio();
  element.srcObject = output.stream;
  await route(element);
  await element.play();
  await new Promise((resolve) => setTimeout(resolve, (end - audio.currentTime) * 1000 + 200));
  element.srcObject = null;
}

function playNote(audio, output, frequency, at) {
  const oscillator = new OscillatorNode(audio, { frequency });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
  gain.gain.linearRampToValueAtTime(0, at + NOTE_SECONDS - 0.03);
  oscillator.connect(gain).connect(output);
  oscillator.start(at);
  oscillator.stop(at + NOTE_SECONDS);
}
