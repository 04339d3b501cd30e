// Drawing attention to this tab while it rings: sound, title, vibration, a notification.

import { isTouched, ringTone } from "./tone.js";

const BLINK_MS = 1200;
const BUZZ = [300, 200, 300];

export class Alarm {
  #tone = ringTone();
  #timer = null;
  #title = "";
  #text = "";
  #notification = null;

  get isOn() {
    return this.#timer !== null;
  }

  /** @param text who is calling */
  start(text) {
    if (this.isOn) this.stop();
    this.#text = text;
    this.#tone.start();
    this.#notify();
    this.#timer = setInterval(() => this.#blink(), BLINK_MS);
    this.#blink();
  }

  stop() {
    if (!this.isOn) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#tone.stop();
    this.#notification?.close();
    this.#notification = null;
    if (document.title === this.#text) document.title = this.#title;
    if (isTouched()) navigator.vibrate?.(0);
  }

  /** The views may change the title meanwhile. */
  #blink() {
    if (document.title === this.#text) {
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) document.title = this.#title;
    } else {
      this.#title = document.title;
      document.title = this.#text;
    }
    if (isTouched()) navigator.vibrate?.(BUZZ);
  }

  #notify() {
    if (globalThis.Notification?.permission !== "granted" || document.hasFocus()) return;
    try {
      this.#notification = new Notification(this.#text, { icon: "icon.svg", tag: "call" });
      this.#notification.onclick = () => focus();
    } catch {
      // phones show only those of service workers
    }
  }
}
