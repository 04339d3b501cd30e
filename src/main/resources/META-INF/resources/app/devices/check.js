// The device check: what the camera sees, how loud the microphone is, whether one hears something, and which devices are used.

import { h, show } from "../dom.js";
import { icon } from "../icons.js";
import { available, chosen, remember } from "../../client/media/choices.js";
import { isAllowed } from "../../client/media/devices.js";
import { summary } from "../../client/media/problems.js";
import { Level, playTone } from "../../client/media/sound.js";

const LABELS = { camera: "Camera", microphone: "Microphone", speaker: "Speaker" };

/** Shows itself in `element`; `close` ends the showing and leaves the media as they are. */
export class DeviceCheck {
  #media;
  #announce;
  #level = null;
  #timer;
  #ending = new AbortController();
  #video = h("video", { autoplay: true, muted: true, playsInline: true, "aria-label": "What your camera sees" });
  #veil = h("p.veil", {});
  #ask = h("button.primary", { onclick: () => this.#open() }, "Turn on camera and microphone");
  #bar = h("div");
  #meter = h(
    "div.meter",
    {
      role: "meter",
      "aria-label": "Microphone level",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": "0",
    },
    this.#bar,
  );
  #selects = {};
  #fields = {};
  #buttons = {};
  #problems = h("div.stack.tight", { role: "alert" });
  #tone = h("button.toggle", { onclick: () => this.#playTone() }, icon("speaker"), "Play a tone");

  #begins;

  /** @param media shared with whoever uses the check; begins: whether devices that are allowed are turned on without being asked for; isBrief: the lists are folded away */
  constructor(media, announce, { begins = true, isBrief = false } = {}) {
    this.#begins = begins;
    this.#media = media;
    this.#announce = announce;
    this.element = this.#build(isBrief);
    const { signal } = this.#ending;
    media.on("change", () => this.#show(), { signal });
    media.on("track", ({ device }) => device === "microphone" && this.#listen(), { signal });
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#list(), { signal });
    this.#timer = setInterval(() => this.#showLevel(), 60);
    this.#listen();
    this.#show();
    this.#begin();
  }

  close() {
    this.#ending.abort();
    clearInterval(this.#timer);
    this.#level?.close();
    show(this.#video, null);
  }

  async #begin() {
    if (this.#begins && !this.#media.isOpen && (await isAllowed()) && !this.#ending.signal.aborted) await this.#open();
  }

  async #open() {
    this.#ask.disabled = true;
    await this.#media.open();
    this.#ask.disabled = false;
  }

  #build(isBrief) {
    for (const device of Object.keys(LABELS)) {
      this.#selects[device] = h("select", { onchange: ({ target }) => this.#choose(device, target.value) });
      this.#fields[device] = h("label", { hidden: true }, LABELS[device], this.#selects[device]);
    }
    for (const device of ["microphone", "camera"]) {
      const press = () => this.#media.turn(device, !this.#media.isOn(device));
      this.#buttons[device] = h("button.toggle", { onclick: press }, icon(device), LABELS[device]);
    }
    const test = h("div.row", {}, this.#tone, h("small", {}, "You should hear two notes."));
    const meter = h("div.stack.tight", {}, this.#meter, h("small", {}, "Say something to test your microphone."));
    const choice = h(
      "div.stack.tight",
      {},
      meter,
      this.#fields.camera,
      this.#fields.microphone,
      this.#fields.speaker,
      test,
    );
    return h(
      "div.check.stack.tight",
      {},
      h("div.preview", {}, this.#video, h("div.over", {}, this.#veil, this.#ask)),
      h("div.row.toggles", {}, this.#buttons.microphone, this.#buttons.camera),
      this.#problems,
      isBrief ? h("details", {}, h("summary", {}, "Test and choose devices"), choice) : choice,
    );
  }

  async #choose(device, id) {
    if (device === "speaker") remember(device, id);
    else await this.#media.choose(device, id);
  }

  async #playTone() {
    this.#tone.disabled = true;
    await playTone().catch(({ message }) => this.#announce(`The tone cannot be played: ${message}`, { urgent: true }));
    this.#tone.disabled = false;
  }

  #listen() {
    this.#level?.close();
    this.#level = this.#media.has("microphone") ? new Level(this.#media.stream) : null;
  }

  #showLevel() {
    const level = this.#media.isOn("microphone") ? (this.#level?.read() ?? 0) : 0;
    this.#bar.style.transform = `scaleX(${level.toFixed(3)})`;
    const now = String(Math.round(level * 10) * 10);
    if (this.#meter.ariaValueNow !== now) this.#meter.ariaValueNow = now;
  }

  #show() {
    const media = this.#media;
    const sees = media.isOn("camera");
    show(this.#video, media.stream);
    this.#video.classList.toggle("unseen", !sees);
    this.#veil.textContent = sees || !media.isOpen ? "" : media.can("camera") ? "Your camera is off." : "No picture";
    this.#ask.hidden = media.isOpen && Object.keys(media.problems).length === 0;
    this.#ask.textContent = media.isOpen ? "Try again" : "Turn on camera and microphone";
    for (const [device, button] of Object.entries(this.#buttons)) {
      button.hidden = !media.isOpen;
      button.disabled = !media.can(device);
      button.ariaPressed = String(media.isOn(device));
    }
    this.#meter.parentElement.hidden = !media.has("microphone");
    const said = summary(media.problems);
    this.#problems.replaceChildren(
      ...said.map((text) => h("p.note", {}, text)),
      ...(said.length > 0 ? [h("p.quiet", {}, "You can join without them.")] : []),
    );
    this.#list();
  }

  async #list() {
    const found = await available();
    for (const [device, select] of Object.entries(this.#selects)) {
      const used = this.#media.track(device)?.getSettings().deviceId;
      const current = device === "speaker" ? chosen(device) : (used ?? chosen(device));
      select.replaceChildren(
        ...found[device].map(({ id, label }) => h("option", { value: id, selected: id === current }, label)),
      );
      this.#fields[device].hidden =
        found[device].length === 0 || (device === "speaker" && !("setSinkId" in HTMLMediaElement.prototype));
    }
  }
}
