// Shows a code: as a QR code, black on white in both colour schemes and sharp at any size, as text to copy, as a link to send.

import { copy, h } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4;
const MOST_VERSION = 12;

/** How many modules a side has, without the quiet zone (ISO/IEC 18004, table 1). */
const side = (version) => 17 + 4 * version;

/** @param {import("./code.js").Code} code; @param {string} [link] that opens it @param {string} label of the QR code */
export function showCode({ code, link, label, announce }) {
  const text = h("textarea", { readOnly: true, rows: "5", class: "code", onfocus: () => text.select() });
  text.value = code.text;
  const picture = h("div.picture", {});
  qrCode(link ? [link, code.dense] : [code.dense], label).then(
    (svg) => picture.append(svg),
    () => picture.append(h("p.quiet", {}, "The QR code cannot be drawn here. Copy the code instead.")),
  );
  const give = async (what, value) => {
    if (await copy(value)) return announce(`The ${what} is copied.`);
    text.focus();
    announce(`The ${what} cannot be copied for you: select it and copy it.`, { urgent: true });
  };
  const share = () =>
    navigator.share({ title: "Beckon", ...(link ? { url: link } : { text: code.text }) }).catch(() => {});
  return h(
    "div.split",
    {},
    picture,
    h(
      "div.stack",
      {},
      h("label", {}, "Or send it as text", text),
      h(
        "div.row",
        {},
        h("button", { onclick: () => give("code", code.text) }, "Copy the code"),
        link ? h("button", { onclick: () => give("link", link) }, "Copy a link") : null,
        navigator.share ? h("button", { onclick: share }, "Share") : null,
      ),
      h(
        "p.quiet",
        {},
        "Only for the one person you want to talk to: the code says where your device can be reached, and lets whoever has it in. It is good for this one call.",
      ),
    ),
  );
}

/**
 * The first of some texts whose code is still easy to read, else the last one; with as much correction as there is room for.
 * @returns {Promise<SVGElement>} whose name is `label`
 */
async function qrCode(texts, label) {
  const { encodeQR } = await import("./qr/encode.js");
  const made = texts.flatMap((text) =>
    ["medium", "low"].map((ecc) => ({ text, modules: encodeQR(text, "raw", { ecc, border: QUIET_ZONE }) })),
  );
  const { modules } = made.find((one) => one.modules.length - 2 * QUIET_ZONE <= side(MOST_VERSION)) ?? made.at(-1);
  return draw(modules, label);
}

function draw(modules, label) {
  const size = modules.length;
  const svg = element("svg", {
    class: "qr",
    viewBox: `0 0 ${size} ${size}`,
    role: "img",
    "aria-label": label,
    "shape-rendering": "crispEdges",
  });
  svg.append(
    element("rect", { width: size, height: size, fill: "#fff" }),
    element("path", { d: path(modules), fill: "#000" }),
  );
  return svg;
}

/** Each run of dark modules in a row as one rectangle. */
function path(modules) {
  return modules
    .map((row, y) =>
      [
        ...row
          .map((dark) => (dark ? 1 : 0))
          .join("")
          .matchAll(/1+/g),
      ]
        .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join(""),
    )
    .join("");
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
