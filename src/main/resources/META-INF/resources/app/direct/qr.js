// A QR code as a picture: black on white in both colour schemes, sharp at any size.

const SVG = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4;
const MOST_VERSION = 12;

/** How many modules a side has, without the quiet zone (ISO/IEC 18004, table 1). */
const side = (version) => 17 + 4 * version;

/**
 * The first of some texts whose code is still easy to read, else the last one; with as much correction as there is room for.
 * @returns {Promise<SVGElement>} whose name is `label`
 */
export async function qrCode(texts, label) {
  const { encodeQR } = await import("./qr/qr.js");
  const made = texts.flatMap((text) => ["medium", "low"].map((ecc) => ({ text, modules: encodeQR(text, "raw", { ecc, border: QUIET_ZONE }) })));
  const { modules } = made.find((one) => one.modules.length - 2 * QUIET_ZONE <= side(MOST_VERSION)) ?? made.at(-1);
  return draw(modules, label);
}

function draw(modules, label) {
  const size = modules.length;
  const svg = element("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  svg.append(element("rect", { width: size, height: size, fill: "#fff" }), element("path", { d: path(modules), fill: "#000" }));
  return svg;
}

/** Each run of dark modules in a row as one rectangle. */
function path(modules) {
  return modules.map((row, y) => [...row.map((dark) => (dark ? 1 : 0)).join("").matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join("")).join("");
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
