// What happened in a room, from the log: read anew whenever it is opened.

import { h } from "../app/dom.js";
import { openPage, section } from "./page.js";
import { roomAddress } from "./route.js";
import { count } from "./words.js";

const CALL = "call:";

export function open(main, { api, name: room }) {
  const stopped = new AbortController();
  const drawings = [];
  const shown = h("div.stack", {});
  const page = openPage(main, { title: "Replay", above: h("p", {}, h("a", { href: roomAddress(room) }, room)) }, shown);
  page.said.role = "status";
  page.said.textContent = "The log is being read…";

  function show(heading, { rows, omittedRows, findings, remarks, svg }) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    drawings.push(address);
    const left = omittedRows ? [`${count(omittedRows, "row")} before are left out.`] : [];
    shown.append(
      section(
        heading,
        h("p", {}, findings.length ? "What went wrong:" : "The log shows nothing that went wrong."),
        h("ul", {}, ...findings.map((finding) => h("li", {}, finding))),
        ...[...remarks, ...left].map((remark) => h("p.quiet", {}, remark)),
        h(
          "div.ladder",
          { tabindex: "0", role: "group", "aria-label": "Ladder diagram" },
          h("img", { src: address, alt: `Ladder diagram of ${count(rows, "row")}` }),
        ),
        h("p", {}, h("a", { href: address, download: `${room.replace(/[^\w-]/gu, "_")}.svg` }, "Download the drawing")),
      ),
    );
  }

  async function read(heading, names) {
    try {
      show(heading, await api.get([...names, "replay"], {}, stopped.signal));
    } catch ({ message }) {
      if (!stopped.signal.aborted) shown.append(h("p.notice", { role: "alert" }, `${heading}: ${message}`));
    }
  }

  (async () => {
    if (room.startsWith(CALL)) await read("The call rings", ["calls", room.slice(CALL.length)]);
    await read("The room", ["rooms", room]);
    page.said.textContent = "";
  })();
  return () => {
    stopped.abort();
    for (const address of drawings) URL.revokeObjectURL(address);
  };
}
