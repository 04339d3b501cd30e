// The call itself: the other's picture, one's own, and what is written.

import { Chat, LONGEST } from "../chat.js";
import { h, show } from "../dom.js";

const DEVICES = { audio: "Microphone", video: "Camera" };

export class Talk {
  #connection;
  #media;
  #chat;
  #other = h("video", { autoplay: true, playsInline: true, "aria-label": "The other device's camera" });
  #own = h("video", { autoplay: true, muted: true, playsInline: true, "aria-label": "Your own camera" });
  #blank = h("p.blank", {});
  #otherSends = true;
  #otherSpeaks = true;
  #stops;

  constructor({ connection, media, announce, end }) {
    this.#connection = connection;
    this.#media = media;
    this.#chat = new Chat({ send: (text) => this.#send(text), announce });
    this.#chat.element.classList.add("card");
    show(this.#other, connection.received);
    show(this.#own, media.stream);
    this.#stops = [
      connection.on("note", (note) => this.#received(note)),
      connection.on("open", () => this.#tellDevices()),
    ];
    for (const type of ["resize", "playing"]) this.#other.addEventListener(type, () => this.#showOther());
    this.element = h(
      "div.talk",
      {},
      h(
        "div.stack",
        {},
        h(
          "div.pictures",
          {},
          h("figure.other", {}, this.#other, this.#blank),
          media.has("video") ? h("figure.own", {}, this.#own) : null,
        ),
        h(
          "div.row.controls",
          {},
          Object.keys(DEVICES).map((kind) => this.#toggle(kind)),
          h("button.danger", { onclick: end }, "Hang up"),
        ),
      ),
      this.#chat.element,
    );
    this.#showOther();
    this.#tellDevices();
  }

  #toggle(kind) {
    const button = h(
      "button",
      { "aria-pressed": String(this.#media.isOn(kind)), disabled: !this.#media.has(kind) },
      DEVICES[kind],
    );
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
    if (typeof text === "string") this.#chat.add("The other", text.slice(0, LONGEST));
    if (typeof camera === "boolean") this.#otherSends = camera;
    if (typeof microphone === "boolean" && microphone !== this.#otherSpeaks) {
      this.#otherSpeaks = microphone;
      this.#chat.add("", `The other's microphone is ${microphone ? "on" : "off"}.`, "notice");
    }
    this.#showOther();
  }

  #showOther() {
    const seen = this.#otherSends && this.#other.videoWidth > 0;
    this.#blank.hidden = seen;
    this.#blank.textContent = this.#otherSends ? "Waiting for the picture…" : "The other device sends no picture.";
    this.#other.classList.toggle("dark", !seen);
  }

  async #send(text) {
    if (!this.#connection.tell({ text })) throw new Error("there is no connection at the moment.");
  }

  close() {
    for (const stop of this.#stops) stop();
    for (const video of [this.#other, this.#own]) show(video, null);
  }
}
