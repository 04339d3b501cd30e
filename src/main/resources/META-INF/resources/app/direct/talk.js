// The call itself: the other's picture, one's own, and what is written.

import { h } from "../dom.js";

const LONGEST_TEXT = 4000;
const DEVICES = { audio: "Microphone", video: "Camera" };

export class Talk {
  #connection;
  #media;
  #messages = h("ol", { class: "messages" });
  #log = h("div", { class: "log", role: "log", "aria-label": "Messages", tabindex: "0" }, this.#messages);
  #text = h("input", { name: "text", autocomplete: "off", maxlength: String(LONGEST_TEXT) });
  #other = h("video", { autoplay: true, playsInline: true, "aria-label": "The other device's camera" });
  #own = h("video", { autoplay: true, muted: true, playsInline: true, "aria-label": "Your own camera" });
  #blank = h("p", { class: "blank" });
  #otherSends = true;
  #otherSpeaks = true;
  #stops;

  constructor({ connection, media, end }) {
    this.#connection = connection;
    this.#media = media;
    this.#other.srcObject = connection.received;
    this.#own.srcObject = media.stream;
    this.#stops = [connection.on("note", (note) => this.#received(note)), connection.on("open", () => this.#tellDevices())];
    for (const type of ["resize", "playing"]) this.#other.addEventListener(type, () => this.#showOther());
    this.element = h(
      "div",
      { class: "talk" },
      h(
        "div",
        { class: "stack" },
        h("div", { class: "pictures" }, h("figure", { class: "other" }, this.#other, this.#blank), media.has("video") ? h("figure", { class: "own" }, this.#own) : null),
        h("div", { class: "row controls" }, Object.keys(DEVICES).map((kind) => this.#toggle(kind)), h("button", { type: "button", class: "danger", onclick: end }, "Hang up")),
      ),
      h("div", { class: "chat card" }, this.#log, h("form", { class: "row", onsubmit: (event) => this.#write(event) }, h("label", { class: "grow" }, "Message", this.#text), h("button", {}, "Send"))),
    );
    this.#showOther();
    this.#tellDevices();
  }

  #toggle(kind) {
    const button = h("button", { type: "button", "aria-pressed": String(this.#media.isOn(kind)), disabled: !this.#media.has(kind) }, DEVICES[kind]);
    button.addEventListener("click", () => {
      this.#media.turn(kind, !this.#media.isOn(kind));
      button.ariaPressed = String(this.#media.isOn(kind));
      this.#tellDevices();
    });
    return button;
  }

  /** The other side cannot tell a dark room from a camera that is off. */
  #tellDevices() {
    this.#connection.tell({ camera: this.#media.isOn("video"), microphone: this.#media.isOn("audio") });
  }

  #received({ text, camera, microphone }) {
    if (typeof text === "string") this.#append("The other", text.slice(0, LONGEST_TEXT));
    if (typeof camera === "boolean") this.#otherSends = camera;
    if (typeof microphone === "boolean" && microphone !== this.#otherSpeaks) {
      this.#otherSpeaks = microphone;
      this.#append("", `The other's microphone is ${microphone ? "on" : "off"}.`);
    }
    this.#showOther();
  }

  #showOther() {
    const seen = this.#otherSends && this.#other.videoWidth > 0;
    this.#blank.hidden = seen;
    this.#blank.textContent = this.#otherSends ? "Waiting for the picture…" : "The other device sends no picture.";
    this.#other.classList.toggle("dark", !seen);
  }

  #write(event) {
    event.preventDefault();
    const text = this.#text.value.trim();
    if (!text) return;
    if (!this.#connection.tell({ text })) return this.#append("", "Not sent: there is no connection at the moment.");
    this.#append("You", text);
    this.#text.value = "";
  }

  #append(author, text) {
    this.#messages.append(h("li", { class: author === "You" ? "own" : author ? undefined : "quiet" }, author ? h("b", {}, author) : null, text));
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  close() {
    for (const stop of this.#stops) stop();
    this.#other.srcObject = this.#own.srcObject = null;
  }
}
