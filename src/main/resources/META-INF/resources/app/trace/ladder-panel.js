// A ladder that grows, as a diagram or as a list, with what one can do with it.

import { clock, download, dress, h } from "../dom.js";
import { ladder } from "./ladder.js";

const SHOWN = 300;
const REDRAWN_EVERY_MS = 200;

export class LadderPanel {
  /** To be put somewhere. */
  element;
  #read;
  #name;
  #drawn = null;
  /** Before, there is no telling where it was scrolled to. */
  #wasShown = false;
  #timer = null;
  #diagram = h("div.scroll.diagram", { tabIndex: 0, role: "region", "aria-label": "Ladder diagram" });
  #list = h("ol.steps", {});
  #count = h("p.quiet.grow", { role: "status" });
  #routine = h("input", { type: "checkbox" });
  #asList = h("button", { "aria-pressed": "false", onclick: () => this.#toggleList() }, "As a list");
  #pause = h("button", { "aria-pressed": "false", onclick: () => this.#togglePause() }, "Pause");
  #empty;

  /**
   * @param read gives {lanes, steps}, all that is there now
   * @param source gives what "Download JSON" saves
   * @param name of the files
   * @param empty what it says while there is nothing
   * @param clear forgets what was there, if that can be done
   */
  constructor({ read, source, name, empty, clear }) {
    this.#read = read;
    this.#name = name;
    this.#empty = h("p.empty", {}, empty);
    this.#routine.addEventListener("change", () => this.#draw());
    this.#list.hidden = true;
    const controls = [
      this.#asList,
      this.#pause,
      clear && h("button", { onclick: clear }, "Clear"),
      h("button", { onclick: () => this.#save("svg", "image/svg+xml", this.#picture()) }, "Download SVG"),
      h(
        "button",
        { onclick: () => this.#save("json", "application/json", JSON.stringify(source(), null, 2)) },
        "Download JSON",
      ),
    ];
    this.element = h(
      "div.stack.tight",
      {},
      h("div.row", {}, controls, h("label.check", {}, this.#routine, "Acknowledgements and pings")),
      this.#count,
      this.#empty,
      this.#diagram,
      this.#list,
    );
    dress(this.element, "app/trace/trace.css");
    this.#draw();
  }

  /** There may be more to show. */
  changed() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (this.element.isConnected && !isPressed(this.#pause)) this.#draw();
    }, REDRAWN_EVERY_MS);
  }

  #draw() {
    const { lanes, steps } = this.#read();
    const wanted = steps.filter(({ kind }) => this.#routine.checked || kind !== "routine");
    const shown = wanted.slice(-SHOWN);
    const atEnd =
      !this.#wasShown || this.#diagram.scrollHeight - this.#diagram.scrollTop - this.#diagram.clientHeight < 60;
    this.#drawn = ladder(lanes, shown, this.element?.clientWidth ?? 0);
    this.#diagram.replaceChildren(this.#drawn.head, this.#drawn.body);
    if (atEnd) this.#diagram.scrollTop = this.#diagram.scrollHeight;
    this.#wasShown ||= this.element?.isConnected ?? false;
    if (!this.#list.hidden) this.#list.replaceChildren(...shown.map((step) => row(step, lanes)));
    this.#empty.hidden = wanted.length > 0;
    this.#diagram.hidden = wanted.length === 0 || isPressed(this.#asList);
    const text =
      wanted.length > shown.length
        ? `The last ${shown.length} of ${wanted.length} steps. The files have all.`
        : `${wanted.length} steps`;
    if (this.#count.textContent !== text) this.#count.textContent = text;
  }

  #toggleList() {
    this.#list.hidden = !press(this.#asList);
    this.#draw();
  }

  #togglePause() {
    this.#pause.textContent = press(this.#pause) ? "Resume" : "Pause";
    if (!isPressed(this.#pause)) this.#draw();
  }

  #picture() {
    this.#diagram.hidden = false;
    const text = this.#drawn.text();
    this.#diagram.hidden = isPressed(this.#asList);
    return text;
  }

  #save(extension, type, text) {
    download(`${this.#name}.${extension}`, type, text);
  }
}

function row({ at, from, to, kind, label, frame }, lanes) {
  const name = (id) => lanes.find((lane) => lane.id === id)?.name ?? id;
  const way = from ? `${name(from)} → ${name(to)}` : "Connection";
  return h(
    "li",
    { class: kind },
    h(
      "details",
      {},
      h("summary", {}, h("span.code", {}, clock(at)), " ", h("b", {}, way), " ", label),
      h("pre.code", { tabIndex: 0 }, JSON.stringify(frame, null, 2)),
    ),
  );
}

function isPressed(button) {
  return button.ariaPressed === "true";
}

function press(button) {
  button.ariaPressed = String(!isPressed(button));
  return isPressed(button);
}
