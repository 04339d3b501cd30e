// What is written in a room.

import { h } from "../dom.js";

const LONGEST = 4000;

export class Chat {
  #messages = h("ol", { role: "log", "aria-label": "Messages", tabindex: "0" });
  #field;
  #send;

  /** @param send takes a text, promises that it is sent */
  constructor({ placeholder, send, announce }) {
    this.#send = send;
    this.announce = announce;
    this.#field = h("input", { "aria-label": "Message", placeholder, maxlength: String(LONGEST), autocomplete: "off", enterkeyhint: "send" });
    const form = h("form", { class: "write", onsubmit: (event) => this.#submit(event) }, this.#field, h("button", { class: "primary" }, "Send"));
    this.element = h("section", { class: "chat", "aria-label": "Chat" }, this.#messages, form);
  }

  /** @param kind "own", "other", or "notice" for what nobody of the room has written */
  add(author, text, kind = "other") {
    const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const item = h("li", { class: kind, title: at }, h("b", {}, author), text);
    this.#messages.append(item);
    this.#messages.scrollTop = this.#messages.scrollHeight;
  }

  focus() {
    this.#messages.scrollTop = this.#messages.scrollHeight;
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
