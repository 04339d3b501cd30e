// Says whether what is shown is live, and stops it while somebody wants to read in peace.

import { h } from "../app/dom.js";

const STATES = {
  connecting: ["badge", "Connecting…"],
  live: ["badge ok", "Live"],
  reconnecting: ["badge bad", "Reconnecting…"],
  polling: ["badge warn", "Every 5 seconds"],
  paused: ["badge", "Paused"],
};

/** Its element goes from view to view. */
export function liveStatus(live) {
  const badge = h("span.badge", { role: "status" });
  const pause = h("button", { onclick: () => (live.state === "paused" ? live.start() : live.stop()) });
  function show() {
    const [kind, text] = STATES[live.state];
    badge.className = kind;
    badge.textContent = text;
    pause.textContent = live.state === "paused" ? "Go on" : "Pause";
    pause.setAttribute("aria-label", live.state === "paused" ? "Go on showing changes" : "Pause showing changes");
  }
  live.on("state", show);
  show();
  return h("div.row.live", {}, badge, pause);
}
