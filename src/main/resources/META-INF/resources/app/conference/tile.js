// One picture on the stage: a person, or what somebody's screen shows.

import { route } from "../devices/sound.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";

export class Tile {
  #video = h("video", { autoplay: true, playsInline: true });
  #initial = h("span.initial", { "aria-hidden": "true" });
  #name = h("span.name", {});
  #state = h("span.state", {});
  #hand = h("span.hand", { hidden: true }, icon("hand", "Hand raised"));
  #speaks = h("span.speaks", { hidden: true }, icon("waves", "speaking"));
  #quality = null;
  #blocked;

  /** @param onquality asked for the connection's details; onblocked told when the browser does not let it sound yet */
  constructor(id, { isSelf = false, isScreen = false, onquality, onblocked }) {
    this.#blocked = onblocked;
    this.#video.muted = isSelf;
    if (onquality) this.#quality = h("button.quality", { hidden: true, onclick: onquality }, icon("bars"));
    this.element = h("figure.tile", {}, this.#video, this.#initial, this.#hand, this.#quality, h("figcaption", {}, this.#speaks, this.#name, this.#state));
    this.element.dataset.peer = id;
    this.element.classList.toggle("self", isSelf && !isScreen);
    this.element.classList.toggle("screen", isScreen);
    if (isScreen) this.#addFullscreen();
  }

  /** @param isDark there is nothing to see, whatever comes */
  update({ name, stream, state = "", hasHandUp = false, isDark = false }) {
    write(this.#name, name);
    write(this.#state, state);
    write(this.#initial, [...name][0]?.toLocaleUpperCase() ?? "");
    this.#hand.hidden = !hasHandUp;
    this.element.classList.toggle("dark", isDark || !stream?.getVideoTracks().length);
    this.#video.ariaLabel = `Video of ${name}`;
    this.#show(stream ?? null);
  }

  speaks(yes) {
    if (this.#speaks.hidden === !yes) return;
    this.#speaks.hidden = !yes;
    this.element.classList.toggle("speaking", yes);
  }

  /** @param rating "good", "fair", "poor"; null if nothing is known */
  rate(rating) {
    if (!this.#quality) return;
    this.#quality.hidden = rating === null;
    if (rating === null || this.#quality.dataset.rating === rating) return;
    this.#quality.dataset.rating = rating;
    this.#quality.title = this.#quality.ariaLabel = `Connection to ${this.#name.textContent}: ${rating}`;
  }

  play() {
    return this.#video.play().catch(({ name }) => name === "NotAllowedError" && this.#blocked?.());
  }

  /** Sounds where one has chosen. */
  route() {
    if (!this.#video.muted) route(this.#video);
  }

  remove() {
    this.#video.srcObject = null;
    this.element.remove();
  }

  #show(stream) {
    if (this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    this.route();
    if (stream) this.play();
  }

  #addFullscreen() {
    if (!document.fullscreenEnabled) return;
    const press = () => (document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen()).catch(() => {});
    this.element.append(h("button.larger", { title: "Full screen", "aria-label": "Full screen", onclick: press }, icon("larger")));
  }
}

/** Leaves alone what says so already: screen readers would say it again. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
