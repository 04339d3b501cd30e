// The quality of a connection, for people.

import { ask } from "../dialogs.js";
import { h } from "../dom.js";

/** Name and value of each, for people. */
export function describe(quality) {
  if (!quality) return [["Quality", "not known yet"]];
  const { rating, rttMs, lossPercent, inKbps, outKbps, isRelayed, protocol, picture } = quality;
  return [
    ["Quality", rating],
    ["Path", `${isRelayed ? "relayed by a TURN server" : "direct"}${protocol ? `, ${protocol.toUpperCase()}` : ""}`],
    ["Round trip", rttMs === null ? "not known" : `${Math.round(rttMs)} ms`],
    ["Packet loss (in)", `${lossPercent.toFixed(1)} %`],
    ["Received", `${inKbps} kbit/s`],
    ["Sent", `${outKbps} kbit/s`],
    ["Picture", picture ? `${picture.width} × ${picture.height}, ${picture.framesPerSecond} fps` : "none"],
  ];
}

// The numbers of one connection, as they change.
const EVERY_MS = 1000;

/** @param read gives the quality of the last seconds, if it is known; retry looks for another way */
export async function showDetails(place, name, { read, retry }) {
  const list = h("dl.details", {});
  const show = () =>
    list.replaceChildren(...describe(read()).flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
  show();
  const timer = setInterval(show, EVERY_MS);
  const answer = await ask(place, `Connection to ${name}`, (close) => [
    list,
    h(
      "div.row.end",
      {},
      h("button", { onclick: () => close("retry") }, "Reconnect"),
      h("button.primary", { autofocus: true, onclick: () => close() }, "Close"),
    ),
  ]);
  clearInterval(timer);
  if (answer === "retry") retry();
}
