// Chat and people beside the stage, one of them at a time; on narrow screens they lie over it.

import { h } from "../dom.js";

const TITLES = { chat: "Chat", people: "People" };

export class Panels {
  #toolbar;
  #panels;
  #open = null;
  #unread = 0;
  #title = h("h2");

  #onopen;

  /** @param panels by name, each with an `element`, and `focus` if it takes it */
  constructor(toolbar, panels, onopen) {
    this.#toolbar = toolbar;
    this.#panels = panels;
    this.#onopen = onopen;
    const head = h("header.row", {}, this.#title, h("button", { onclick: () => this.#close() }, "Close"));
    this.element = h(
      "aside.panel",
      { hidden: true, onkeydown: ({ key }) => key === "Escape" && this.#close() },
      head,
      ...Object.values(panels).map(({ element }) => element),
    );
  }

  /** Opens or closes one. */
  toggle(name) {
    if (this.#open === name) return this.#close();
    this.#show(name);
    this.#onopen();
    if (name === "chat") this.#unread = 0;
    this.#toolbar.count("chat", this.#unread, "unread");
    if (this.#panels[name].focus) this.#panels[name].focus();
    else this.element.querySelector("header button").focus();
  }

  /** A message has come; tells whether it is not seen. */
  wrote() {
    if (this.#open === "chat") return false;
    this.#toolbar.count("chat", ++this.#unread, "unread");
    return true;
  }

  /** Once its buttons are there. */
  show() {
    this.#show(null);
  }

  #close() {
    const was = this.#open;
    this.#show(null);
    if (was) this.#toolbar.focus(was);
  }

  #show(name) {
    this.#open = name;
    this.element.hidden = name === null;
    this.#title.textContent = TITLES[name] ?? "";
    for (const [one, { element }] of Object.entries(this.#panels)) {
      element.hidden = one !== name;
      this.#toolbar.expand(one, one === name);
    }
  }
}
