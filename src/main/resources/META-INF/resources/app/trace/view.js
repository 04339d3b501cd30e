// The signaling of this tab.

import { h, heading } from "../dom.js";
import { LadderPanel } from "./ladder-panel.js";
import { stepsOf } from "./steps.js";

export const title = "Signaling trace";

export function open(main, { session }) {
  const { trace } = session;
  const panel = new LadderPanel({
    read: () => stepsOf(trace.entries),
    source: () => trace.entries,
    name: "beckon-signaling",
    empty: "Nothing was said yet. Join a room or call somebody, in this tab, and come back.",
    clear: () => trace.clear(),
  });
  main.append(
    h(
      "div.page.wide.stack",
      {},
      heading(
        title,
        "Who sent what to whom, and when: the signaling between this tab and the service, as it is on the wire. Tokens, secrets and TURN passwords are left out; SDP and addresses are in it.",
      ),
      panel.element,
    ),
  );
  panel.changed();
  return trace.on("entry", () => panel.changed());
}
