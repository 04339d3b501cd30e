// Whose cameras nobody looks at here, and how small the others are: more need not be sent.

import { linesFor } from "../../client/media/encodings.js";

const TELL_AFTER_MS = 2000;
/** Whose picture is large changes with whoever speaks. */
const TELL_LARGE_AFTER_MS = 1000;
const MOST = 50;
/** Of a finer display one sees no more than that. */
const DENSEST = 1.5;

export class Sight {
  #away = new Set();
  #timer;
  #onchange;
  #shown = {};
  #told = { unseen: [] };
  #ending = new AbortController();
  #observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#saw(entry)));

  /** @param onchange told `{unseen, lines, large}`, as `OwnPart.shown` takes them: at once when there is more to see, else after a while */
  constructor(onchange) {
    this.#onchange = onchange;
    const options = { signal: this.#ending.signal, capture: true };
    for (const type of ["visibilitychange", "enterpictureinpicture", "leavepictureinpicture"])
      document.addEventListener(type, () => this.#tell(), options);
  }

  /** A tile of one of the others. */
  watch(tile) {
    this.#observer.observe(tile);
  }

  forget(tile) {
    this.#observer.unobserve(tile);
    this.#away.delete(tile.dataset.peer);
  }

  /** @param height of what the others' pictures show, in CSS pixels; large whose is larger, or null */
  shows(height, large) {
    const lines = linesFor(height * Math.min(devicePixelRatio, DENSEST));
    if (lines === this.#shown.lines && large === this.#shown.large) return;
    this.#shown = { lines, large };
    this.#tell();
  }

  close() {
    clearTimeout(this.#timer);
    this.#ending.abort();
    this.#observer.disconnect();
  }

  /** True if nothing is seen at all, or whose pictures are not. */
  get unseen() {
    const floating = document.pictureInPictureElement?.closest("[data-peer]")?.dataset.peer;
    if (document.hidden && !floating) return true;
    return [...this.#away].filter((id) => id !== floating).slice(0, MOST);
  }

  /** While another view is open the room goes on as it was. */
  #saw({ target, isIntersecting }) {
    if (!target.checkVisibility()) return;
    if (isIntersecting) this.#away.delete(target.dataset.peer);
    else this.#away.add(target.dataset.peer);
    this.#tell();
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), this.#patience());
  }

  /** None if there is more to see than was told. */
  #patience() {
    const [now, then] = [this.unseen, this.#told.unseen];
    const { lines = Infinity, large } = this.#shown;
    if (now !== true && (then === true || now.length < then.length)) return 0;
    if (lines > (this.#told.lines ?? Infinity)) return 0;
    return large === this.#told.large ? TELL_AFTER_MS : TELL_LARGE_AFTER_MS;
  }

  #say() {
    const now = { unseen: this.unseen, ...this.#shown };
    if (JSON.stringify(now) === JSON.stringify(this.#told)) return;
    this.#told = now;
    this.#onchange(now);
  }
}
