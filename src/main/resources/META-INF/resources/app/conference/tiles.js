// The pictures on the stage and where they stand: people in a grid, shared screens large beside them.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { Player } from "../player.js";
import { Spotlight } from "./spotlight.js";

const GAP = 8;
const LOWEST = 96;
/** Of a usual camera; a tile that is narrower cuts off its sides. */
const WIDE = 16 / 9;
/** So much of it is seen at least: of one or two, and of more. */
const SHARE = [0.9, 0.75];

export class Tiles {
  #tiles = new Map();
  #screens = h("section.screens", { "aria-label": "Shared screens", hidden: true });
  #people = h("section.grid", { "aria-label": "People in the call", tabindex: "-1" });
  #observer = new ResizeObserver(() => this.#arrange());
  #spotlight = new Spotlight();
  #large = null;
  #options;

  /** @param options.sight told whose tiles there are; onquality asked for the details of a peer's connection; onblocked told that a tap is needed for sound */
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
    const tile = this.#tiles.get(id);
    if (!tile) return;
    this.#options.sight?.forget(tile.element);
    tile.remove();
    this.#tiles.delete(id);
    this.#arrange();
  }

  /** @param id a peer's, or "self" */
  speaks(id, yes) {
    this.#tiles.get(id)?.speaks(yes);
    this.#spotlight.speaks(id, yes);
    if (this.#spotlight.isOn) this.#arrange();
    else if (yes) this.#bringForward(id);
  }

  /** Where not all fit, whoever speaks out of sight comes before those who are in sight. */
  #bringForward(id) {
    const { element } = this.#tiles.get(id) ?? {};
    if (element?.parentElement !== this.#people) return;
    const seen = [...this.#people.children].filter((one) => isWithin(one, this.#people));
    const [first] = seen.filter((one) => !one.classList.contains("self"));
    if (first && !seen.includes(element)) move(this.#tiles.get(id), this.#people, first);
  }

  toggleSpotlight() {
    this.#spotlight.toggle();
    this.#arrange();
    return this.#spotlight.isOn;
  }

  #pin(id) {
    this.#spotlight.pin(id);
    this.#arrange();
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
    const { onquality, onblocked, sight } = this.#options;
    const [isSelf, isScreen] = [id.startsWith("self"), kind === "screen"];
    const tile = new Tile(id, {
      isSelf,
      isScreen,
      onblocked,
      ...(kind === "person" && { onquality: () => onquality(id), onpin: () => this.#pin(id) }),
    });
    this.#tiles.set(id, tile);
    (isScreen ? this.#screens : this.#people).append(tile.element);
    if (kind === "person") sight?.watch(tile.element);
    this.#arrange();
    return tile;
  }

  /** Of those who come and go one is large at most; the others keep their order. */
  #illuminate() {
    const others = [...this.#tiles]
      .filter(([id, { isPerson }]) => isPerson && !id.startsWith("self"))
      .map(([id]) => id);
    const large = this.#spotlight.pick(
      others,
      [...this.#tiles.values()].some(({ isPerson }) => !isPerson),
    );
    for (const id of others) this.#tiles.get(id).isPinned = id === this.#spotlight.pinned;
    if (large === this.#large) return;
    const before = this.#tiles.get(this.#large);
    const next = others.slice(others.indexOf(this.#large) + 1).find((id) => id !== large);
    if (before) move(before, this.#people, this.#tiles.get(next)?.element ?? null);
    this.#large = large;
    if (large) move(this.#tiles.get(large), this.#screens, this.#screens.firstChild);
  }

  #arrange() {
    this.#illuminate();
    const screens = this.#screens.children.length;
    const people = this.#people.children.length;
    const isPair = screens === 0 && people === 2 && this.#tiles.has("self");
    this.#screens.hidden = screens === 0;
    this.element.classList.toggle("presenting", screens > 0);
    this.#people.classList.toggle("pair", isPair);
    place(this.#screens, screens);
    const height = place(this.#people, screens > 0 ? 0 : isPair ? 1 : people, LOWEST);
    if (this.#people.clientWidth > 0) this.#options.sight?.shows(height, this.#large ?? undefined);
  }
}

/** A picture that is taken out and put in again stops, where the browser cannot move it. */
function move(tile, field, before) {
  if (field.moveBefore && tile.element.isConnected && field.isConnected) return field.moveBefore(tile.element, before);
  field.insertBefore(tile.element, before);
  tile.play();
}

function isWithin(tile, field) {
  const [inner, outer] = [tile, field].map((one) => one.getBoundingClientRect());
  return (
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1 &&
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1
  );
}

/** Where tiles would become lower than that, the field scrolls. Returns how high the pictures in them are, 0 if they are small. */
function place(field, count, lowest = 0) {
  field.classList.toggle("whole", count === 1);
  if (count === 0 || field.clientWidth === 0) {
    field.removeAttribute("style");
    return 0;
  }
  let { columns, width, height } = arrange(count, field.clientWidth, field.clientHeight, GAP);
  if (height < lowest && count > 1) {
    columns = Math.min(count, Math.max(1, Math.floor((field.clientWidth + GAP) / (lowest * 1.5 + GAP))));
    width = Math.floor((field.clientWidth - GAP * (columns - 1)) / columns);
    height = Math.max(lowest, Math.floor(width / WIDE));
  }
  field.style.setProperty("--width", `${width}px`);
  field.style.setProperty("--height", `${height}px`);
  const spare = field.clientWidth - columns * width - GAP * (columns - 1);
  field.style.paddingInline = `${Math.max(0, Math.floor(spare / 2) - 1)}px`;
  return count === 1 ? Math.min(height, width / WIDE) : height;
}

/** The tiles that all fit and show most of their pictures: how many stand side by side, and the size of one, in pixels. One has the whole field. */
export function arrange(count, width, height, gap = GAP) {
  if (count === 1) return { columns: 1, width: Math.floor(width), height: Math.floor(height) };
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const tile = fit(
      (width - gap * (columns - 1)) / columns,
      (height - gap * (rows - 1)) / rows,
      WIDE * SHARE[count > 2 ? 1 : 0],
    );
    if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
  }
  return { columns: best.columns, width: Math.floor(best.width), height: Math.floor(best.height) };
}

/** The largest rectangle in a cell that is neither wider than a camera's picture nor narrower than that. */
function fit(width, height, narrowest) {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  return { width: Math.min(width, height * WIDE), height: Math.min(height, width / narrowest) };
}

// One picture on the stage: a person, or what somebody's screen shows.
export class Tile {
  #player;
  #initial = h("span.initial", { "aria-hidden": "true" });
  #name = h("span.name", {});
  #state = h("span.state", {});
  #hand = h("span.hand", { hidden: true }, icon("hand", "Hand raised"));
  #speaks = h("span.speaks", { hidden: true }, icon("waves", "speaking"));
  #quality = null;
  #pin = null;

  /** @param onpin asked to show it large, or not any more; onquality asked for the connection's details; onblocked told when the browser does not let it sound yet */
  constructor(id, { isSelf = false, isScreen = false, onpin, onquality, onblocked }) {
    const onresize = ({ target }) => this.element.classList.toggle("upright", target.videoHeight > target.videoWidth);
    this.#player = new Player({ onresize }, { isSilent: isSelf, onblocked });
    if (onquality) this.#quality = h("button.quality", { hidden: true, onclick: onquality }, icon("bars"));
    this.element = h(
      "figure.tile",
      {},
      this.#player.video,
      this.#initial,
      this.#hand,
      this.#quality,
      h("figcaption", {}, this.#speaks, this.#name, this.#state),
    );
    this.element.dataset.peer = id;
    this.element.classList.toggle("self", isSelf && !isScreen);
    this.element.classList.toggle("screen", isScreen);
    if (!isSelf) this.element.append(this.#acts(onpin));
  }

  get isPerson() {
    return !this.element.classList.contains("screen");
  }

  set isPinned(yes) {
    if (this.#pin) this.#pin.ariaPressed = String(yes);
  }

  /** @param isDark there is nothing to see, whatever comes; isStale what is seen stands still */
  update({ name, stream, state = "", isMuted = false, hasHandUp = false, isDark = false, isStale = false }) {
    write(this.#name, name);
    if (this.#pin) this.#pin.ariaLabel = `Show ${name} large`;
    this.#showState(state, isMuted);
    write(this.#initial, [...name][0]?.toLocaleUpperCase() ?? "");
    this.#hand.hidden = !hasHandUp;
    this.element.classList.toggle("dark", isDark || !stream?.getVideoTracks().length);
    this.element.classList.toggle("stale", isStale);
    this.#player.video.ariaLabel = `Video of ${name}`;
    this.#player.show(stream ?? null);
  }

  get name() {
    return this.#name.textContent;
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
    this.#player.play();
  }

  /** Sounds where one has chosen. */
  route() {
    this.#player.route();
  }

  remove() {
    this.#player.show(null);
    this.element.remove();
  }

  #showState(state, isMuted) {
    const text = [state, isMuted && "muted"].filter(Boolean).join(", ");
    if (this.#state.textContent === text) return;
    this.#state.replaceChildren(
      state,
      ...(isMuted ? [icon("microphone"), h("span.unseen", {}, text.slice(state.length))] : []),
    );
  }

  /** What one can do with the picture, as far as the browser can. */
  #acts(onpin) {
    const { video } = this.#player;
    const button = (name, title, onclick) => h(`button.${name}`, { title, "aria-label": title, onclick }, icon(name));
    const quietly = (promise) => promise.catch(() => {}); // the browser, or its user, does not want to
    const fill = () =>
      quietly(document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen());
    const float = () =>
      quietly(
        document.pictureInPictureElement === video ? document.exitPictureInPicture() : video.requestPictureInPicture(),
      );
    if (onpin) {
      this.#pin = button("pin", "Show large", onpin);
      this.element.addEventListener("dblclick", onpin);
    }
    const acts = [
      this.#pin,
      document.pictureInPictureEnabled && button("float", "Picture in picture", float),
      document.fullscreenEnabled && button("larger", "Full screen", fill),
    ];
    return h("span.acts", {}, acts);
  }
}

/** Leaves alone what says so already: screen readers would say it again. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
