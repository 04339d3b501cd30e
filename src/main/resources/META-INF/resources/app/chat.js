// What is written in a call.

import { h } from "./dom.js";

/** Characters of a text. */
export const LONGEST = 4000;
/** Maximum number of messages that outlive a reload. */
const KEPT = 50;

export class Chat {
  #messages = h("ol");
  #log = h("div", { role: "log", "aria-label": "Messages", tabindex: "0" }, this.#messages);
  #field;
  #send;
  #keptAs;
  #kept = [];

  /** @param send takes a text, promises that it is sent; keptAs where the tab keeps the last messages, if it does */
  constructor({ send, announce, keptAs }) {
    this.#send = send;
    this.#keptAs = keptAs;
    this.announce = announce;
    this.#field = h("textarea", {
      rows: "1",
      "aria-label": "Message",
      maxlength: String(LONGEST),
      autocomplete: "off",
      enterkeyhint: "send",
      oninput: () => this.#fit(),
      onkeydown: (event) => this.#key(event),
    });
    const form = h(
      "form.write",
      { onsubmit: (event) => this.#submit(event) },
      this.#field,
      h("button.primary", { type: "submit" }, "Send"),
    );
    this.element = h("section.chat", { "aria-label": "Chat" }, this.#log, form);
  }

  set placeholder(text) {
    this.#field.placeholder = text;
  }

  /** @param kind "own", "notice" for what nobody in the call has written, or left out */
  add(author, text, kind) {
    const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.#show({ author, text, kind, at });
    if (!this.#keptAs) return;
    this.#kept = [...this.#kept, { author, text, kind, at }].slice(-KEPT);
    sessionStorage.setItem(this.#keptAs, JSON.stringify(this.#kept));
  }

  /** Shows what was written before a reload. */
  recall() {
    this.#kept = JSON.parse(sessionStorage.getItem(this.#keptAs)) ?? [];
    for (const message of this.#kept) this.#show(message);
  }

  /** Keeps nothing any more. */
  forget() {
    sessionStorage.removeItem(this.#keptAs);
  }

  #show({ author, text, kind, at }) {
    this.#messages.append(h("li", { class: kind }, h("b", {}, author, " ", h("time", {}, at)), ...linked(text)));
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  focus() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#field.focus();
  }

  /** As high as what is written. */
  #fit() {
    const { style } = this.#field;
    style.height = "";
    style.height = `${this.#field.scrollHeight + 2}px`;
  }

  /** With Shift it is a new line; an input method's own Enter, by which Safari says 229, is neither. */
  #key(event) {
    const composes = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composes) this.#submit(event);
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return;
    this.#write("");
    try {
      await this.#send(text);
      this.add("You", text, "own");
    } catch (error) {
      if (!this.#field.value) this.#write(text);
      this.announce(`Not sent: ${error.message}`, { urgent: true });
    }
  }

  #write(text) {
    this.#field.value = text;
    this.#fit();
  }
}

/** A text with its addresses as links. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/u)
    .map((part, index) =>
      index % 2 === 0 ? part : h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part),
    );
}

/** The text of a message's data, whatever program has sent it. */
export function textOf(data) {
  if (typeof data === "string") return data;
  return typeof data?.text === "string" ? data.text : JSON.stringify(data);
}
