// A ladder diagram: a lane for each of those who speak, an arrow for each thing that was said, in order.

import { clock } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";
const TIME = 100;
const LANE_LEAST = 124;
const LANE_MOST = 280;
const LETTER = 6.6;
const HEAD = 44;
const ROW = 34;
const ARROW = 7;
const EXPORTED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
];

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Draws lanes and steps.
 *
 * @param lanes {id, name}[]
 * @param steps {at, from, to, kind, label}[]; one without `from` goes over all lanes
 * @param room how wide it may be, in pixels, before it has to be scrolled
 * @returns {{head: SVGElement, body: SVGElement, text: () => string}} the lanes' names, which may stay in sight while the body is
 * scrolled, and both as one SVG document; the style is that of the page, as long as they are in it
 */
export function ladder(lanes, steps, room) {
  const lane = Math.min(LANE_MOST, Math.max(LANE_LEAST, (room - TIME) / lanes.length));
  const width = TIME + lane * lanes.length;
  const height = ROW * steps.length + 16;
  const x = new Map(lanes.map(({ id }, index) => [id, TIME + lane * (index + 0.5)]));
  const head = svg("svg", {
    class: "ladder head",
    width,
    height: HEAD,
    viewBox: `0 0 ${width} ${HEAD}`,
    "aria-hidden": "true",
  });
  const body = svg("svg", {
    class: "ladder",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `Ladder diagram of ${steps.length} steps between ${lanes.map(({ name }) => name).join(", ")}. The list says the same in words.`,
  });
  for (const { id, name } of lanes) {
    head.append(svg("text", { class: "lane", x: x.get(id), y: HEAD / 2 + 5 }, short(name, lane / LETTER - 4)));
    body.append(svg("line", { class: "pole", x1: x.get(id), x2: x.get(id), y1: 0, y2: height }));
  }
  body.append(...steps.map((step, index) => draw(step, x, width, index * ROW + ROW / 2 + 8)));
  return { head, body, text: () => asDocument(head, body, width, height) };
}

function draw({ at, from, to, kind, label }, x, width, y) {
  const group = svg("g", { class: `step ${kind}` }, svg("text", { class: "at", x: 8, y: y + 4 }, clock(at)));
  const [start, end] = [x.get(from), x.get(to)];
  if (start === undefined || end === undefined) {
    group.append(
      svg("line", { class: "across", x1: TIME - 8, x2: width - 8, y1: y, y2: y }),
      svg("text", { class: "label", x: (TIME + width) / 2, y: y - 5 }, label),
    );
    return group;
  }
  const towards = Math.sign(end - start) || 1;
  const tip = end - towards * 2;
  // Beside its left end: the middle of a long arrow may be out of sight.
  group.append(
    svg("line", { class: "arrow", x1: start, x2: tip - towards * ARROW, y1: y, y2: y }),
    svg("path", { class: "tip", d: `M${tip} ${y}l${-towards * ARROW} ${-ARROW / 2}v${ARROW}z` }),
    svg(
      "text",
      { class: "label", x: Math.min(start, end) + 8, y: y - 5 },
      short(label, Math.abs(end - start) / LETTER - 2),
    ),
  );
  return group;
}

function short(text, length) {
  const points = [...text];
  return points.length > length ? `${points.slice(0, Math.max(1, length - 1)).join("")}…` : text;
}

/** As a file: what the page's style says is written into each element. */
function asDocument(head, body, width, height) {
  const page = getComputedStyle(head.parentElement ?? document.body);
  const whole = svg("svg", { xmlns: SVG, width, height: HEAD + height, viewBox: `0 0 ${width} ${HEAD + height}` });
  whole.append(svg("rect", { width: "100%", height: "100%", fill: page.backgroundColor }));
  for (const [part, down] of [
    [head, 0],
    [body, HEAD],
  ]) {
    whole.append(svg("g", { transform: `translate(0 ${down})` }, ...[...part.children].map(styled)));
  }
  return new XMLSerializer().serializeToString(whole);
}

function styled(element) {
  const copy = element.cloneNode(false);
  const style = getComputedStyle(element);
  copy.removeAttribute("class");
  if (element.tagName !== "g") for (const name of EXPORTED) copy.setAttribute(name, style.getPropertyValue(name));
  copy.append(
    ...[...element.childNodes].map((child) => (child.nodeType === Node.TEXT_NODE ? child.cloneNode() : styled(child))),
  );
  return copy;
}
