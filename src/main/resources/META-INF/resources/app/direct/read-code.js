// Reads a code: from the camera, from a picture, from text that is pasted.

import { AS_TYPED, h } from "../dom.js";
import { CodeError } from "./code.js";
import { readPicture, Scanner } from "./scanner.js";

let fields = 0;

/** A panel that hands each text it gets to `take`, which throws a CodeError for what it cannot use. */
export class CodeReader {
  #take;
  #say;
  #camera;
  #scanner = null;
  #closed = false;
  #error = h("p.error", { role: "alert", id: `code-error-${++fields}` });
  #text = h("textarea", {
    rows: "5",
    class: "code",
    ...AS_TYPED,
    "aria-describedby": this.#error.id,
  });
  #video = h("video.viewfinder", {
    muted: true,
    playsInline: true,
    hidden: true,
    "aria-label": "What the camera sees",
  });
  #scan = h("button.primary", { onclick: () => this.#toggleScan() }, "Scan with the camera");
  #file = h("input", { type: "file", accept: "image/*", onchange: () => this.#picture(this.#file.files[0]) });

  /** @param camera is told `borrow()` before and `giveBack()` after this uses one */
  constructor({ take, say, camera }) {
    this.#take = take;
    this.#say = say;
    this.#camera = camera;
    this.#text.addEventListener("paste", (event) => this.#pasted(event));
    this.#text.addEventListener("input", () => this.#complain(""));
    this.element = h(
      "div.stack",
      {},
      h(
        "div.split",
        {},
        h("div.stack", {}, this.#scan, this.#video, h("label", {}, "Or a picture of it", this.#file)),
        h(
          "form.stack",
          { onsubmit: (event) => this.#submit(event) },
          h("label", {}, "Or paste it as text", this.#text),
          h("div.row", {}, h("button", { type: "submit" }, "Connect")),
        ),
      ),
      this.#error,
    );
  }

  /** @returns {boolean} whether it was one that is wanted */
  #try(text) {
    if (this.#closed) return false;
    try {
      this.#take(text);
      return true;
    } catch (error) {
      if (!(error instanceof CodeError)) throw error;
      this.#complain(error.message);
      return false;
    }
  }

  #complain(message) {
    if (this.#error.textContent === message) return;
    this.#error.textContent = message;
    this.#text.ariaInvalid = String(Boolean(message));
  }

  #submit(event) {
    event.preventDefault();
    if (!this.#try(this.#text.value)) this.#text.focus();
  }

  #pasted(event) {
    const picture = [...event.clipboardData.files].find(({ type }) => type.startsWith("image/"));
    if (picture) this.#picture(picture);
    else setTimeout(() => this.#text.value && this.#try(this.#text.value));
  }

  async #picture(file) {
    if (!file) return;
    this.#complain("");
    this.#say("Reading the picture…");
    const text = await readPicture(file).catch(() => null);
    if (this.#closed) return;
    this.#say("");
    if (!text)
      this.#complain(
        "There is no QR code to be found in this picture. Take it from nearer and straight from the front.",
      );
    else this.#try(text);
    this.#file.value = "";
  }

  async #toggleScan() {
    if (this.#scanner) return this.#stopScanning();
    this.#complain("");
    this.#scan.disabled = true;
    await this.#camera.borrow();
    try {
      const scanner = await Scanner.open(this.#video, (text) => this.#try(text));
      if (this.#closed) return scanner.close();
      this.#scanner = scanner;
      this.#video.hidden = false;
      this.#scan.textContent = "Stop scanning";
      this.#say("Hold the other device's code into the picture.");
    } catch ({ name }) {
      this.#complain(
        `${name === "NotAllowedError" ? "The camera was not allowed." : "There is no camera that can be used."} Take a picture of the code, or paste it as text.`,
      );
      await this.#camera.giveBack();
    }
    this.#scan.disabled = false;
  }

  #stopScanning() {
    this.#scanner.close();
    this.#scanner = null;
    this.#video.hidden = true;
    this.#scan.textContent = "Scan with the camera";
    this.#say("");
    return this.#camera.giveBack();
  }

  /** Resolves once the camera is given back. */
  async close() {
    this.#closed = true;
    if (this.#scanner) await this.#stopScanning();
  }
}
