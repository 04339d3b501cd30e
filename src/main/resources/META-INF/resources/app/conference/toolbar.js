// The buttons below the stage, and their keys.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const FIELDS = "input, textarea, select, [contenteditable]";

export class Toolbar {
  #buttons = new Map();
  element = h("div", { class: "controls", role: "group", "aria-label": "In the call" });

  /** Adds a button; `key` is the letter that presses it. */
  add(name, { label, picture = name, key, press, type = "" }) {
    const title = key ? `${label} (${key})` : label;
    const count = h("b", { class: "count", hidden: true });
    const button = h("button", { type: "button", class: type, title, "aria-keyshortcuts": key, onclick: press }, icon(picture), h("span", {}, label), count);
    this.#buttons.set(name, { button, count, key });
    this.element.append(button);
  }

  /** Pressed means on. */
  press(name, isOn, { disabled = false, title } = {}) {
    const { button, key } = this.#buttons.get(name);
    button.ariaPressed = String(isOn);
    button.disabled = disabled;
    if (title) button.title = key ? `${title} (${key})` : title;
  }

  expand(name, isOpen) {
    this.#buttons.get(name).button.ariaExpanded = String(isOpen);
  }

  hide(name, hidden) {
    this.#buttons.get(name).button.hidden = hidden;
  }

  /** A small number on the button; `text` says what of. */
  count(name, number, text) {
    const { count } = this.#buttons.get(name);
    count.hidden = number === 0;
    count.replaceChildren(String(number), h("span", { class: "unseen" }, ` ${text}`));
  }

  focus(name) {
    this.#buttons.get(name).button.focus();
  }

  /** Letters press buttons, unless one is writing or a dialog is open. */
  listen(signal) {
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  #key(event) {
    if (!this.element.checkVisibility() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
    for (const { button, key } of this.#buttons.values()) {
      if (key?.toLowerCase() !== event.key.toLowerCase() || button.hidden || button.disabled) continue;
      event.preventDefault();
      button.click();
    }
  }
}
