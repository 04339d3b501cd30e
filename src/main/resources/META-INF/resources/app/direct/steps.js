// Where one is: a row of steps, one of which is shown, and what happens in it.

import { dress, h } from "../dom.js";

export const STARTING = ["Show your code", "Read the answer", "Talk"];
export const ANSWERING = ["Read the code", "Show your answer", "Talk"];

export class Steps {
  #page;
  #about;
  #list = h("ol.steps", { "aria-label": "Steps" });
  #status = h("p.status.quiet", { role: "status" });
  #stage = h("section.stack", {});
  #leave = null;

  constructor() {
    const about = h(
      "p.quiet",
      {},
      "Two devices connect by showing each other a code. No service is in between, and it works without the internet if both are in one network.",
    );
    this.#page = h(
      "div.page.stack.direct",
      {},
      h("h1", { tabindex: "-1" }, "Offline call"),
      about,
      this.#list,
      this.#status,
      this.#stage,
    );
    this.#about = about;
    dress(this.#page, "app/direct/direct.css");
  }

  get element() {
    return this.#page;
  }

  /**
   * Replaces what is shown, and moves the focus to its heading.
   * @param {string[]} names of all steps; none before one is chosen
   * @param {boolean} [wide] whether it takes more room than text does
   * @param {() => void} [leave] is called when something else is shown
   */
  show({ names = [], current = 0, heading, content, leave = null, focus = true, wide = false }) {
    this.#leave?.();
    this.#leave = leave;
    this.#page.classList.toggle("wide", wide);
    this.#about.hidden = names.length > 0;
    this.#list.hidden = names.length === 0;
    this.#list.replaceChildren(...names.map((name, index) => step(name, index, current)));
    const title = h("h2", { tabindex: "-1" }, heading);
    this.#stage.replaceChildren(title, ...content);
    if (focus) title.focus();
  }

  /** What happens now. */
  say(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  close() {
    this.#leave?.();
  }
}

function step(name, index, current) {
  const done = index < current;
  return h(
    "li",
    { class: done ? "done" : undefined, "aria-current": index === current ? "step" : undefined },
    h("span.number", { "aria-hidden": "true" }, done ? "✓" : String(index + 1)),
    h("span", {}, name, done ? h("span.unseen", {}, " (done)") : null),
  );
}
