// All nodes of the service, and whether they are well.

import { h } from "../app/dom.js";
import { openPage } from "./page.js";
import { bytes, count, duration, number } from "./words.js";

const READ_EVERY_MS = 5000;
/** Over less, a rate says nothing. */
const RATED_OVER_MS = 2000;

/** What stands on a card; what a node does not say is left out. */
const FIGURES = [
  ["Sessions", ({ sessions }) => number(sessions)],
  ["Rooms", ({ rooms }) => number(rooms)],
  ["Calls", ({ calls }) => number(calls)],
  ["Partitions", ({ partitions }) => number(partitions)],
  ["Frames", ({ rate }) => rate !== undefined && `${number(rate)}/s`],
  ["CPU", ({ cpu }) => cpu >= 0 && `${Math.round(cpu * 100)} %`],
  ["Memory", ({ heap, heapMost }) => heap && `${number(Math.round(heap / 1e6))} of ${bytes(heapMost)}`],
  ["Up for", ({ uptimeSeconds }) => duration(uptimeSeconds)],
  ["Version", ({ version }) => version],
  ["Address", ({ address }) => address],
];

function state({ reachable, ready }) {
  if (!reachable) return ["badge bad", "Unreachable"];
  return ready ? ["badge ok", "Ready"] : ["badge warn", "Not ready"];
}

function card(node) {
  const [kind, text] = state(node);
  const figures = () =>
    FIGURES.map(([name, value]) => [name, value(node)])
      .filter(([, value]) => value)
      .map(([name, value]) =>
        h("div", { class: name === "Address" ? "whole" : null }, h("dt", {}, name), h("dd", {}, value)),
      );
  return h(
    "li.card.stack.tight.node",
    {},
    h("div.row", {}, h("h2", {}, node.node), h("span", { class: kind }, text)),
    node.self && h("p.quiet", {}, "It serves this page."),
    node.reachable
      ? h("dl.figures", {}, figures())
      : h(
          "p",
          {},
          `It does not answer${node.error ? `: ${node.error}` : ""}. What only it knows is missing in all lists.`,
        ),
  );
}

export function open(main, { api, live, status }) {
  const cards = h("ul.cards", {});
  const page = openPage(main, { title: "Nodes", status }, cards);
  const shown = new Map();
  const stopped = new AbortController();

  /** When its frames were counted last, and how many came a second before that. */
  function counted({ node, strain }) {
    const { at, frames, rate } = shown.get(node) ?? {};
    const now = { at: performance.now(), frames: strain?.frames };
    if (now.at - at < RATED_OVER_MS) return { at, frames, rate };
    if (now.frames >= frames) now.rate = Math.round(((now.frames - frames) * 1000) / (now.at - at));
    return now;
  }

  function draw(nodes) {
    for (const [name, { element }] of shown)
      if (!nodes.some(({ node }) => node === name)) element.remove(), shown.delete(name);
    for (const node of nodes) {
      const figures = counted(node);
      const element = card({ ...node, ...node.strain, rate: figures.rate });
      const before = shown.get(node.node);
      if (before) before.element.replaceWith(element);
      else cards.append(element);
      shown.set(node.node, { ...figures, element });
    }
    const well = nodes.filter(({ reachable, ready }) => reachable && ready).length;
    page.said.textContent = `${count(nodes.length, "node")}, ${well === nodes.length ? "all ready" : `${well} ready`}`;
  }

  async function refresh() {
    try {
      draw((await api.get(["nodes"], {}, stopped.signal)).nodes);
      page.answered();
    } catch (error) {
      if (!stopped.signal.aborted) page.failed(error);
    }
  }

  const timer = setInterval(() => live.state === "live" && refresh(), READ_EVERY_MS);
  const stop = live.on("change", refresh);
  refresh();
  return () => {
    clearInterval(timer);
    stop();
    stopped.abort();
  };
}
