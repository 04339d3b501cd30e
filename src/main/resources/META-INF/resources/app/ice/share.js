// What others may get of a result: a link, text, a file.

import { download, h } from "../dom.js";
import { pack, publicPart } from "./pack.js";
import { markdown } from "./report.js";
import { verdict } from "./verdict.js";

export class Sharing {
  #addresses = h("input", { type: "checkbox", onchange: () => (this.#written.hidden = true) });
  #link = h("input", { type: "text", readonly: "", class: "code", onfocus: () => this.#link.select() });
  #written = h("label", { hidden: true }, "Link to this result", this.#link);
  #announce;
  #result = null;
  element;

  constructor(announce) {
    this.#announce = announce;
    this.element = h(
      "section",
      { class: "card stack tight", hidden: true },
      h("h2", {}, "Share"),
      h("p", { class: "quiet" }, "The whole result is in the link itself; nothing is stored. Credentials are never in it, the addresses of the servers always are."),
      h("label", { class: "check" }, this.#addresses, "Include the addresses of this device"),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", onclick: () => this.#copyLink() }, "Copy link"),
        h("button", { type: "button", onclick: () => this.#copyText() }, "Copy as text"),
        h("button", { type: "button", onclick: () => this.#download() }, "Download JSON"),
      ),
      this.#written,
    );
  }

  show(result) {
    this.#result = result;
    this.#written.hidden = true;
    this.element.hidden = false;
  }

  get #options() {
    return { addresses: this.#addresses.checked };
  }

  async #copyLink() {
    const link = new URL(location.href);
    link.hash = `#/ice?result=${await pack(this.#result, this.#options)}`;
    this.#link.value = String(link);
    this.#written.hidden = false;
    await this.#copy(String(link), "The link is copied.");
  }

  async #copyText() {
    await this.#copy(markdown(this.#result, this.#options), "The result is copied as text (Markdown).");
  }

  async #copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      this.#announce(done);
    } catch {
      this.#announce("This browser did not let the page copy.", { urgent: true });
    }
  }

  #download() {
    const json = { ...publicPart(this.#result, this.#options), verdict: verdict(this.#result) };
    download(`ice-test-${json.at.slice(0, 19).replaceAll(":", "-")}.json`, "application/json", JSON.stringify(json, null, 2));
  }
}
