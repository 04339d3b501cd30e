// The panel that shows a call that rings.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { nameOf } from "./words.js";

const REASONS = ["I am in a meeting.", "I will call you back.", "Please write to me."];
/** Not on a phone. */
export const HAS_KEYS = globalThis.matchMedia?.("(any-hover: hover)").matches;
const FIELDS = "input, textarea, select, [contenteditable], iframe";

export class Incoming {
  #call;
  #id;
  #reason = h("input", { name: "reason", maxlength: "256", autocomplete: "off" });
  #more = h("button.link", { "aria-expanded": "false", onclick: () => this.#expand() }, "Decline with a reason …");
  #form;
  #title;
  #note = h("p.quiet.status", { role: "status" });
  #about = h("p.quiet", {});
  #others;
  #before = null;

  /** @param leaves what would be left for it, in a sentence; empty if nothing */
  constructor(call, { leaves, others, accept, decline }) {
    this.#call = call;
    this.#others = others;
    this.#id = `ringing-${call.id}`;
    const name = nameOf(call.from);
    this.#form = h(
      "form.stack.tight",
      { hidden: true, onsubmit: (event) => (event.preventDefault(), decline(this.#reason.value.trim())) },
      h(
        "div.row",
        {},
        REASONS.map((text) => h("button", { onclick: () => decline(text) }, text)),
      ),
      h(
        "div.row",
        {},
        h("label.grow", {}, "Reason", this.#reason),
        h("button.danger", { type: "submit" }, "Send and decline"),
      ),
    );
    this.#title = h("h2", { id: `${this.#id}-title` }, `${name} is calling`);
    this.#about.id = `${this.#id}-text`;
    this.leaves = leaves;
    this.element = h(
      "section.card.stack.tight.incoming",
      {
        role: "alertdialog",
        tabindex: "-1",
        "aria-labelledby": `${this.#id}-title`,
        "aria-describedby": `${this.#id}-text`,
      },
      h("div.row", {}, h("span.pulse", { "aria-hidden": "true" }), this.#title),
      this.#about,
      h(
        "div.row.answers",
        {},
        h("button.primary", { onclick: () => accept({ camera: true }) }, icon("camera"), "Accept"),
        h("button", { onclick: () => accept({ camera: false }) }, "Without camera"),
        h("button.danger", { onclick: () => decline("") }, icon("leave"), "Decline"),
      ),
      this.#more,
      this.#form,
      this.#note,
    );
  }

  get call() {
    return this.#call;
  }

  /** Whoever is writing goes on writing; F2 leads here. */
  focus({ gently = false } = {}) {
    if (this.element.contains(document.activeElement)) return;
    if (gently && (document.activeElement?.matches(FIELDS) || document.querySelector("dialog[open]"))) return;
    this.#before = document.activeElement;
    this.element.focus({ preventScroll: true });
  }

  say(text) {
    this.#note.textContent = text;
  }

  /** An answer is on its way. */
  set isAnswering(is) {
    for (const button of this.element.querySelectorAll("button")) button.disabled = is;
  }

  remove() {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.remove();
    if (hadFocus)
      (this.#before?.isConnected ? this.#before : document.getElementById("view")).focus({ preventScroll: true });
  }

  set leaves(sentence) {
    const others = this.#others;
    const id = this.#call.from.user === this.#call.from.name ? "" : `${this.#call.from.user}. `;
    const group = others > 0 ? `It rings for ${others === 1 ? "one other" : `${others} others`}, too. ` : "";
    this.#about.textContent = `${id}${group}${sentence ? `${sentence} ` : ""}${HAS_KEYS ? "Press F2 to answer." : ""}`;
  }

  #expand() {
    const isOpen = this.#form.hidden;
    this.#form.hidden = !isOpen;
    this.#more.ariaExpanded = String(isOpen);
    if (isOpen) this.#reason.focus();
  }
}
