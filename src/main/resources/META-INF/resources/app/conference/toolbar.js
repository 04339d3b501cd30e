// The buttons below the stage, and their keys.

import { ask } from "../dialogs.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";

const shortcut = (key) => key && `Alt+${key}`;
const named = (title, key) => (key ? `${title} (${shortcut(key)})` : title);

/** Where a space is written, or presses, plays or scrolls something. */
const TAKES_SPACE = 'input, textarea, select, button, a, summary, video, [tabindex="0"]';

export class Toolbar {
  #buttons = new Map();
  /** What the space bar does while it is held down, if anything. */
  #held = null;
  element = h("div.controls", { role: "group", "aria-label": "In the call" });

  /** Adds a button; `key` is the letter that presses it together with Alt. */
  add(name, { label, picture = name, key, press, type = "" }) {
    const count = h("b.count", { hidden: true });
    const button = h(
      "button",
      {
        class: type,
        title: named(label, key),
        "aria-keyshortcuts": shortcut(key),
        onclick: (event) => click(event, press),
      },
      icon(picture),
      h("span", {}, label),
      count,
    );
    this.#buttons.set(name, { button, count, key, label });
    this.element.append(button);
  }

  /** Pressed means on. */
  press(name, isOn, { disabled = false, title } = {}) {
    const { button, key } = this.#buttons.get(name);
    button.ariaPressed = String(isOn);
    button.disabled = disabled;
    if (title) button.title = named(title, key);
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
    count.replaceChildren(String(number), h("span.unseen", {}, ` ${text}`));
  }

  focus(name) {
    this.#buttons.get(name).button.focus();
  }

  /** Letters with Alt press buttons, unless a dialog is open; a question mark says which. */
  listen(signal) {
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** While the space bar is held down where it is of no other use, `begin` has begun, which says whether it has, and `end` follows; as long as the button `name` is there. */
  hold(name, label, { begin, end }, signal) {
    const { button } = this.#buttons.get(name);
    this.#held = { button, key: "Space, held down", label };
    let isHeld = false;
    const press = (event) => {
      if (
        event.key !== " " ||
        event.altKey ||
        button.hidden ||
        button.disabled ||
        this.#isElsewhere(event) ||
        event.target.closest(TAKES_SPACE)
      )
        return;
      event.preventDefault();
      isHeld ||= !event.repeat && begin();
    };
    const release = () => {
      if (isHeld) end();
      isHeld = false;
    };
    document.addEventListener("keydown", press, { signal });
    document.addEventListener("keyup", ({ key }) => key === " " && release(), { signal });
    addEventListener("blur", release, { signal });
  }

  /** Keys are for a dialog, or another view. */
  #isElsewhere({ ctrlKey, metaKey }) {
    return ctrlKey || metaKey || !this.element.checkVisibility() || document.querySelector("dialog[open]") !== null;
  }

  #key(event) {
    if (event.repeat || this.#isElsewhere(event)) return;
    if (event.key === "?" && !event.target.closest("input, textarea, select")) return void this.#showKeys();
    if (!event.altKey) return;
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace("Key", ""); // with Alt a Mac writes others
    for (const { button, key } of this.#buttons.values()) {
      if (key !== letter || button.hidden || button.disabled) continue;
      event.preventDefault();
      button.click();
    }
  }

  #showKeys() {
    const keys = [...this.#buttons.values()].map((one) => ({ ...one, key: shortcut(one.key) }));
    const shown = [...keys, this.#held].filter((one) => one?.key && !one.button.hidden);
    return ask(this.element.parentElement, "Keys", (close) => [
      h(
        "dl.details",
        {},
        shown.flatMap(({ key, label }) => [h("dt", {}, key), h("dd", {}, label)]),
      ),
      h("div.row.end", {}, h("button.primary", { onclick: () => close() }, "Close")),
    ]);
  }
}

/** Whom a pointer has pressed does not keep the keys, which are for all. */
function click({ detail, currentTarget }, press) {
  if (detail > 0) currentTarget.blur();
  press();
}
