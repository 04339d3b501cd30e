// What is written in a call.

import { h } from "./dom.js";

/** Characters of a text. */
export const LONGEST = 4000;

export class Chat {
  #messages = h("ol");
  #log = h("div", { role: "log", "aria-label": "Messages", tabindex: "0" }, this.#messages);
  #field;
  #send;

  /** @param send takes a text, promises that it is sent */
  constructor({ placeholder, send, announce }) {
    this.#send = send;
    this.announce = announce;
    this.#field = h("input", { "aria-label": "Message", placeholder, maxlength: String(LONGEST), autocomplete: "off", enterkeyhint: "send" });
    const form = h("form.write", { onsubmit: (event) => this.#submit(event) }, this.#field, h("button.primary", { type: "submit" }, "Send"));
    this.element = h("section.chat", { "aria-label": "Chat" }, this.#log, form);
  }

  /** @param kind "own", "notice" for what nobody in the call has written, or left out */
  add(author, text, kind) {
    const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const item = h("li", { class: kind, title: at }, h("b", {}, author), text);
    this.#messages.append(item);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  focus() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#field.focus();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return;
    this.#field.value = "";
    try {
      await this.#send(text);
      this.add("You", text, "own");
    } catch (error) {
      this.#field.value ||= text;
      this.announce(`Not sent: ${error.message}`, { urgent: true });
    }
  }
}

/** The text of a message's data, whatever program has sent it. */
export function textOf(data) {
  if (typeof data === "string") return data;
  return typeof data?.text === "string" ? data.text : JSON.stringify(data);
}
