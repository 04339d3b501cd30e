// A ladder that grows, as a diagram or as a list, with what one can do with it.

import { clock, download, dress, h } from "../dom.js";
import { ladder } from "./ladder.js";

const SHOWN = 300;
const REDRAWN_EVERY_MS = 200;

/** By what steps can be chosen, with what a step has of it: one or several, which may be lanes. */
const FILTERS = [
  { label: "Who", isLane: true, of: ({ from, to }) => [from, to] },
  { label: "Room", of: ({ frame }) => [frame.room] },
  { label: "What", of: ({ kind }) => [kind] },
];

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
  #list = h("ol.steps", { hidden: true });
  #count = h("p.quiet.grow", { role: "status" });
  #routine = h("input", { type: "checkbox", onchange: () => this.#draw() });
  #asList = h("button", { "aria-pressed": "false", onclick: () => this.#toggleList() }, "As a list");
  #pause = h("button", { "aria-pressed": "false", onclick: () => this.#togglePause() }, "Pause");
  #filters = FILTERS.map(({ label, ...filter }) => {
    const select = h("select", { name: label, onchange: () => this.#draw() });
    return { ...filter, select, label: h("label", { hidden: true }, label, select) };
  });
  #saves;
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
    const save = (label, act) => h("button", { onclick: act }, label);
    this.#saves = [
      save("Download SVG", () => this.#save("svg", "image/svg+xml", this.#picture())),
      save("Download JSON", () => this.#save("json", "application/json", JSON.stringify(source(), null, 2))),
    ];
    this.element = h(
      "div.stack.tight",
      {},
      h(
        "div.row",
        {},
        this.#asList,
        this.#pause,
        clear && h("button", { onclick: clear }, "Clear"),
        this.#saves,
        h("label.check", {}, this.#routine, "Acknowledgements and pings"),
      ),
      h("div.row", {}, this.#count, ...this.#filters.map(({ label }) => label)),
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
    const wanted = this.#wanted(lanes, steps);
    const shown = wanted.slice(-SHOWN);
    const used = new Set(shown.flatMap(({ from, to }) => [from, to]));
    const atEnd =
      !this.#wasShown || this.#diagram.scrollHeight - this.#diagram.scrollTop - this.#diagram.clientHeight < 60;
    this.#empty.hidden = wanted.length > 0;
    this.#diagram.hidden = wanted.length === 0 || isPressed(this.#asList);
    this.#drawn = ladder(
      this.#filters.some(({ select }) => select.value) ? lanes.filter(({ id }) => used.has(id)) : lanes,
      shown,
      this.element?.clientWidth ?? 0,
    );
    this.#diagram.replaceChildren(this.#drawn.head, this.#drawn.body);
    if (atEnd) this.#diagram.scrollTop = this.#diagram.scrollHeight;
    this.#wasShown ||= this.element?.isConnected ?? false;
    if (!this.#list.hidden) this.#list.replaceChildren(...shown.map((step) => row(step, lanes)));
    for (const button of this.#saves) button.disabled = steps.length === 0;
    const text =
      wanted.length > shown.length
        ? `The last ${shown.length} of ${wanted.length} steps. The files have all.`
        : `${wanted.length} step${wanted.length === 1 ? "" : "s"}`;
    if (this.#count.textContent !== text) this.#count.textContent = text;
  }

  #wanted(lanes, steps) {
    this.#routine.parentElement?.toggleAttribute("hidden", !steps.some(isRoutine));
    const ordinary = steps.filter((step) => this.#routine.checked || !isRoutine(step));
    const names = new Map(lanes.map(({ id, name }) => [id, name]));
    for (const { of, isLane, label, select } of this.#filters) {
      const values = [...new Set([...ordinary.flatMap(of), select.value])].filter(Boolean);
      label.hidden = values.length < 2 && !select.value;
      const text = values.map((value) => (isLane && names.get(value)) || value);
      if (select.dataset.of === String(text)) continue;
      select.dataset.of = text;
      const chosen = select.value;
      select.replaceChildren(
        h("option", { value: "" }, "All"),
        ...values.map((value, index) => h("option", { value, selected: value === chosen }, text[index])),
      );
    }
    return ordinary.filter((step) =>
      this.#filters.every(({ of, select }) => !select.value || of(step).includes(select.value)),
    );
  }

  #toggleList() {
    this.#list.hidden = !press(this.#asList);
    this.#draw();
    this.#list.lastElementChild?.scrollIntoView({ block: "nearest" });
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

function isRoutine({ kind }) {
  return kind === "routine";
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
