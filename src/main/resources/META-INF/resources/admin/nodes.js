// All nodes of the service, and whether they are well.

import { h } from "../app/dom.js";
import { count, duration, moment, number } from "./words.js";

export const title = "Nodes";

const FIGURES = [
  ["Sessions", ({ sessions }) => number(sessions ?? 0)],
  ["Rooms", ({ rooms }) => number(rooms ?? 0)],
  ["Calls", ({ calls }) => number(calls ?? 0)],
  ["Partitions", ({ partitions }) => (Array.isArray(partitions) ? number(partitions.length) : number(partitions ?? 0))],
  ["Up for", ({ uptimeSeconds }) => (uptimeSeconds === undefined ? "" : duration(uptimeSeconds))],
  ["Version", ({ version }) => version],
  ["Address", ({ address }) => address],
];

function state({ reachable, ready }) {
  if (reachable === false) return ["badge bad", "Unreachable"];
  return ready ? ["badge ok", "Ready"] : ["badge warn", "Not ready"];
}

function card(node) {
  const [kind, text] = state(node);
  const figures = FIGURES.map(([name, value]) => [name, value(node)]).filter(([, value]) => value);
  return h(
    "li.card.stack.tight.node",
    {},
    h("div.row", {}, h("h2", {}, node.node), h("span", { class: kind }, text)),
    node.self ? h("p.quiet", {}, "It serves this page.") : null,
    node.reachable === false
      ? h(
          "p",
          {},
          `It does not answer${node.error ? `: ${node.error}` : ""}. What only it knows is missing in all lists.`,
        )
      : h(
          "dl.figures",
          {},
          figures.map(([name, value]) =>
            h("div", { class: name === "Address" ? "whole" : null }, h("dt", {}, name), h("dd", {}, value)),
          ),
        ),
  );
}

export function open(main, { api, live, status }) {
  const said = h("p.quiet", {});
  const trouble = h("p.notice.bad", { role: "alert", hidden: true });
  const cards = h("ul.cards", {});
  const shown = new Map();
  const stopped = new AbortController();
  let asOf = null;

  function draw(nodes) {
    for (const [name, { element }] of shown)
      if (!nodes.some(({ node }) => node === name)) element.remove(), shown.delete(name);
    for (const node of nodes) {
      const text = JSON.stringify(node);
      const before = shown.get(node.node);
      if (before?.text === text) continue;
      const element = card(node);
      if (before) before.element.replaceWith(element);
      else cards.append(element);
      shown.set(node.node, { text, element });
    }
    const well = nodes.filter(({ reachable, ready }) => reachable !== false && ready).length;
    said.textContent = `${count(nodes.length, "node")}, ${well === nodes.length ? "all ready" : `${well} ready`}`;
  }

  async function refresh() {
    try {
      const { nodes } = await api.get(["nodes"], {}, stopped.signal);
      draw(nodes);
      asOf = Date.now();
      trouble.hidden = true;
    } catch ({ message }) {
      if (stopped.signal.aborted) return;
      trouble.hidden = false;
      trouble.textContent = asOf ? `${message} What is shown is as of ${moment(asOf)}.` : message;
    }
  }

  main.append(
    h(
      "div.page.wide.stack",
      {},
      h("div.row.heading", {}, h("div.grow", {}, h("h1", { tabindex: "-1" }, title), said), status),
      trouble,
      cards,
    ),
  );
  const stop = live.on("change", refresh);
  refresh();
  return () => {
    stop();
    stopped.abort();
  };
}
