// The pictures on the stage and where they stand: people in a grid, shared screens large beside them.

import { h } from "../dom.js";
import { Tile } from "./tile.js";

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
