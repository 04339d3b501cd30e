// The pictures on buttons and tiles: strokes on a field of 24 by 24.

const SLASH = "M4 4l16 16";
const STROKES = {
  microphone: ["M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z", "M5 11a7 7 0 0 0 14 0M12 18v3"],
  camera: [
    "M5.5 6h7A2.5 2.5 0 0 1 15 8.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 3 15.5v-7A2.5 2.5 0 0 1 5.5 6z",
    "M15 11l6-4v10l-6-4",
  ],
  screen: ["M3 5h18v11H3z", "M9 20h6M12 16v4M12 13V8.5M9.5 10.5L12 8l2.5 2.5"],
  hand: [
    "M8 12V5.5a1.5 1.5 0 0 1 3 0V11M11 10.5v-6a1.5 1.5 0 0 1 3 0V11M14 11V6a1.5 1.5 0 0 1 3 0v8a7 7 0 0 1-7 7 6 6 0 0 1-5-3l-2-4.5a1.5 1.5 0 0 1 2.6-1.4L8 14z",
  ],
  chat: ["M4 5h16v11H10l-4 4v-4H4z"],
  people: [
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0",
    "M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  ],
  leave: ["M3 14c5-5 13-5 18 0l-2.5 2.5-4-1.5v-3h-5v3l-4 1.5z"],
  speaker: ["M4 9.5h3.5L12 6v12l-4.5-3.5H4z", "M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"],
  waves: ["M5 10v4M9 7v10M13 9.5v5M17 6v12"],
  bars: ["M5 19v-4", "M11 19v-8", "M17 19V6"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  layout: ["M4 4h16v11H4z", "M4 19h3M10.5 19h3M17 19h3"],
  pin: ["M9 4h6l-1 6 3 3v2H7v-2l3-3z", "M12 15v5"],
  float: ["M3 5h18v14H3z", "M12 12h6v4h-6z"],
  larger: ["M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"],
};
const CAN_BE_OFF = new Set(["microphone", "camera"]);
const SVG = "http://www.w3.org/2000/svg";

/** With a text it is a picture of that, without one it is decoration. */
export function icon(name, text) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", CAN_BE_OFF.has(name) ? "icon can-be-off" : "icon");
  if (text) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", text);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  for (const stroke of STROKES[name]) svg.append(path(stroke, ""));
  if (CAN_BE_OFF.has(name)) svg.append(path(SLASH, "slash"));
  return svg;
}

function path(stroke, type) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", stroke);
  if (type) element.setAttribute("class", type);
  return element;
}
