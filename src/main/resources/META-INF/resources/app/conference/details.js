// The numbers of one connection, as they change.

import { h } from "../dom.js";
import { ask } from "../dialogs.js";
import { describe } from "./quality.js";

const EVERY_MS = 1000;

/** @param read gives the quality of the last seconds, if it is known; retry looks for another way */
export async function showDetails(place, name, { read, retry }) {
  const list = h("dl.details", {});
  const show = () => list.replaceChildren(...describe(read()).flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
  show();
  const timer = setInterval(show, EVERY_MS);
  const answer = await ask(place, `Connection to ${name}`, (close) => [
    list,
    h("div.row.end", {}, h("button", { onclick: () => close("retry") }, "Look for a better way"), h("button.primary", { autofocus: true, onclick: () => close() }, "Close")),
  ]);
  clearInterval(timer);
  if (answer === "retry") retry();
}
