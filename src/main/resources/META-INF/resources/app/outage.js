// What stands below the page's head while there is no network, or no service.

import { h } from "./dom.js";

const OFFLINE = "You are offline. It goes on as soon as the network is back.";

export class Outage {
  #text = h("span", {});
  #again = h("button.link", { onclick: () => location.reload() }, "Try again");
  #banner = h(
    "p",
    { class: "outage", role: "status", hidden: true },
    this.#text,
    " ",
    this.#again,
    " ",
    h("a", { href: "#/direct" }, "Call without a server"),
  );
  /** What the service, or its absence, has said. */
  #reason = "";
  /** The browser has said so, and nothing has come through since: by itself it knows of networks, and not of services on this machine. */
  #isOffline = false;

  constructor(session) {
    document.querySelector("header.frame").after(this.#banner);
    for (const type of ["online", "offline"]) addEventListener(type, () => this.#networkChanged(type));
    session.on("state", ({ state, reason }) => this.#changed(state, reason));
  }

  /** The page could not begin as it should. */
  say(reason) {
    this.#reason = reason;
    this.#again.hidden = false;
    this.#show();
  }

  #networkChanged(type) {
    this.#isOffline = type === "offline";
    this.#show();
  }

  #changed(state, reason) {
    if (state === "connected") this.#isOffline = false;
    if (state === "connected" || state === "closed") this.#reason = "";
    else if (reason) this.#reason = `${reason} Connecting again …`;
    this.#again.hidden = true;
    this.#show();
  }

  #show() {
    const text = this.#isOffline ? OFFLINE : this.#reason;
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#banner.hidden = text === "";
    document.body.classList.toggle("offline", this.#isOffline);
  }
}

/** In place of a view that cannot be loaded. */
export function missingView(again) {
  return h(
    "div.page.narrow.stack",
    {},
    h("h1", { tabindex: "-1" }, "This page could not be loaded"),
    h("p", {}, "The service cannot be reached, or there is no network."),
    h(
      "div.row",
      {},
      h("button.primary", { onclick: again }, "Try again"),
      h("a", { href: "#/direct" }, "Call without a server"),
    ),
  );
}
