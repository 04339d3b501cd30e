// The call itself: the other's picture, one's own, and what is written.

import { Chat, LONGEST } from "../chat.js";
import { h, show } from "../dom.js";
import { icon } from "../icons.js";
import { Player } from "../player.js";

const DEVICES = { microphone: "Microphone", camera: "Camera" };

export class Talk {
  #connection;
  #media;
  #chat;
  #other;
  #own = h("video", { autoplay: true, muted: true, playsInline: true, "aria-label": "Your own camera" });
  #blank = h("p.blank", {});
  #self = h("figure.own", {}, this.#own);
  #buttons = {};
  #otherSends = true;
  #otherSpeaks = true;
  #ending = new AbortController();

  constructor({ connection, media, announce, end }) {
    this.#connection = connection;
    this.#media = media;
    this.#chat = new Chat({ send: (text) => this.#send(text), announce });
    this.#chat.element.classList.add("card");
    const look = () => this.#showOther();
    this.#other = new Player({ "aria-label": "The other device's camera", onresize: look, onplaying: look });
    this.#other.show(connection.received);
    const { signal } = this.#ending;
    for (const type of ["pointerup", "keyup"])
      document.addEventListener(type, () => this.#other.play(), { signal, once: true }); // some browsers play nothing before
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#other.route(), { signal });
    show(this.#own, media.stream);
    connection.on("note", (note) => this.#received(note), { signal });
    connection.on("open", () => this.#tellDevices(), { signal });
    media.on("change", () => this.#showDevices(), { signal });
    this.element = h(
      "div.talk",
      {},
      h(
        "div.stack",
        {},
        h("div.pictures", {}, h("figure.other", {}, this.#other.video, this.#blank), this.#self),
        h(
          "div.row.controls",
          {},
          Object.entries(DEVICES).map(([device, label]) => this.#toggle(device, label)),
          h("button.danger", { onclick: end }, "Hang up"),
        ),
      ),
      this.#chat.element,
    );
    this.#showOther();
    this.#showDevices();
  }

  #toggle(device, label) {
    const press = () => this.#media.turn(device, !this.#media.isOn(device));
    this.#buttons[device] = h("button.toggle", { onclick: press }, icon(device), label);
    return this.#buttons[device];
  }

  #showDevices() {
    for (const [device, button] of Object.entries(this.#buttons)) {
      button.ariaPressed = String(this.#media.isOn(device));
      button.disabled = !this.#media.can(device);
    }
    this.#self.hidden = !this.#media.isOn("camera");
    this.#tellDevices();
  }

  /** The other side cannot tell a dark room from a camera that is off. */
  #tellDevices() {
    this.#connection.tell({ camera: this.#media.isOn("camera"), microphone: this.#media.isOn("microphone") });
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
    const { video } = this.#other;
    const seen = this.#otherSends && video.videoWidth > 0;
    this.#blank.hidden = seen;
    this.#blank.textContent = this.#otherSends ? "Waiting for the picture…" : "The other device sends no picture.";
    video.classList.toggle("dark", !seen);
  }

  async #send(text) {
    if (!this.#connection.tell({ text })) throw new Error("there is no connection at the moment.");
  }

  close() {
    this.#ending.abort();
    this.#other.show(null);
    show(this.#own, null);
  }
}
