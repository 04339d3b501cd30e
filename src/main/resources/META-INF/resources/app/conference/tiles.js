// The pictures on the stage and where they stand: people in a grid, shared screens large beside them.

import { route } from "../devices/sound.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";

const GAP = 8;
const LOWEST = 96;
const NARROWEST = 2 / 3;
const WIDEST = 16 / 9;

export class Tiles {
  #tiles = new Map();
  #screens = h("section.screens", { "aria-label": "Shared screens", hidden: true });
  #people = h("section.grid", { "aria-label": "People in the call", tabindex: "-1" });
  #observer = new ResizeObserver(() => this.#arrange());
  #options;

  /** @param options.onquality asked for the details of a peer's connection; onblocked told that a tap is needed for sound */
  constructor(options) {
    this.#options = options;
    this.element = h("div.pictures", {}, this.#screens, this.#people);
    for (const field of [this.#screens, this.#people]) this.#observer.observe(field);
  }

  get ids() {
    return [...this.#tiles.keys()];
  }

  get(id) {
    return this.#tiles.get(id);
  }

  /** Makes the tile or brings it up to date; `kind` is "self", "person" or "screen". */
  update(id, kind, content) {
    const tile = this.#tiles.get(id) ?? this.#add(id, kind);
    tile.update(content);
  }

  remove(id) {
    this.#tiles.get(id)?.remove();
    if (this.#tiles.delete(id)) this.#arrange();
  }

  /** Instead of people while there are none. */
  set emptyText(text) {
    this.#people.dataset.empty = text;
  }

  playAll() {
    this.#tiles.forEach((tile) => tile.play());
  }

  routeAll() {
    this.#tiles.forEach((tile) => tile.route());
  }

  close() {
    this.#observer.disconnect();
    for (const id of this.ids) this.remove(id);
  }

  #add(id, kind) {
    const { onquality, onblocked } = this.#options;
    const [isSelf, isScreen] = [id.startsWith("self"), kind === "screen"];
    const tile = new Tile(id, { isSelf, isScreen, onblocked, ...(kind === "person" && { onquality: () => onquality(id) }) });
    this.#tiles.set(id, tile);
    (isScreen ? this.#screens : this.#people).append(tile.element);
    this.#arrange();
    return tile;
  }

  #arrange() {
    const screens = this.#screens.children.length;
    this.#screens.hidden = screens === 0;
    this.element.classList.toggle("presenting", screens > 0);
    place(this.#screens, screens);
    place(this.#people, screens > 0 ? 0 : this.#people.children.length);
  }
}

/** Where tiles would become too low, the field scrolls. */
function place(field, count) {
  if (count === 0 || field.clientWidth === 0) return field.removeAttribute("style");
  let { columns, width, height } = arrange(count, field.clientWidth, field.clientHeight, GAP);
  if (height < LOWEST) {
    columns = Math.min(count, Math.max(1, Math.floor((field.clientWidth + GAP) / (LOWEST * 1.5 + GAP))));
    width = Math.floor((field.clientWidth - GAP * (columns - 1)) / columns);
    height = Math.max(LOWEST, Math.floor((width * 9) / 16));
  }
  field.style.setProperty("--width", `${width}px`);
  field.style.setProperty("--height", `${height}px`);
  const spare = field.clientWidth - columns * width - GAP * (columns - 1);
  field.style.paddingInline = `${Math.max(0, Math.floor(spare / 2) - 1)}px`;
}

/** The largest tiles of a bearable shape that all fit: how many stand side by side, and the size of one, in pixels. */
export function arrange(count, width, height, gap = GAP) {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const tile = fit((width - gap * (columns - 1)) / columns, (height - gap * (Math.ceil(count / columns) - 1)) / Math.ceil(count / columns));
    if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
  }
  return { columns: best.columns, width: Math.floor(best.width), height: Math.floor(best.height) };
}

/** The largest rectangle of a bearable shape in a cell. */
function fit(width, height) {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  return { width: Math.min(width, height * WIDEST), height: Math.min(height, width / NARROWEST) };
}

// One picture on the stage: a person, or what somebody's screen shows.
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
