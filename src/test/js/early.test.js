// What the page asks for before any of its modules has run.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";

const ROOT = new URL("../../main/resources/META-INF/resources/", import.meta.url);
const HOW = "UPDATE=1 node --test src/test/js/early.test.js writes it";
const EARLY = "app/early.js";

const read = (file) => readFileSync(new URL(file, ROOT), "utf8");

/** A module and all that it imports, and so on. */
function graph(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name] of read(file).matchAll(/^(?:import|export)\b[^;"]*?"(\.[^"]+)";/gm))
    graph(path.posix.join(path.posix.dirname(file), name), found);
  return found;
}

const page = graph("app/main.js");
const room = [...graph("app/conference/view.js")].filter(
  (file) => !page.has(file) && file !== "app/conference/view.js",
);
const everyPage = [...page].filter((file) => file !== "app/main.js").concat("app/home/view.js");
const inRoom = room.filter((file) => file !== "app/home/view.js");
const LINK = /^ *<link rel="modulepreload" href="(.+)">\n/gm;

if (process.env.UPDATE) {
  const links = everyPage.map((file) => `    <link rel="modulepreload" href="${file}">\n`).join("");
  const html = read("index.html").replaceAll(LINK, "");
  writeFileSync(
    new URL("index.html", ROOT),
    html.replace(/^ *<script type="module" src="app\/main/m, (script) => links + script),
  );
  const names = inRoom.map((file) => file.replace(".js", "")).join(" ");
  writeFileSync(new URL(EARLY, ROOT), read(EARLY).replace(/(const ROOM =\s+)"[^"]*"/, `$1"${names}"`));
}

/** What it asks for at an address. */
function asked(address) {
  const links = [];
  const document = { createElement: () => ({}), head: { append: (link) => links.push(link.href) } };
  runInNewContext(read(EARLY), { location: new URL(address, "https://beckon.example"), document, Object });
  return links.sort();
}

describe("the page", () => {
  it("asks at once for every module that its first one imports", () => {
    const linked = [...read("index.html").matchAll(LINK)].map(([, file]) => file);
    assert.deepEqual(linked.sort(), [...everyPage].sort(), HOW);
  });

  it("asks at once for what the lobby of a room takes", () => {
    const styles = ["app/conference/conference.css", "app/devices/devices.css"];
    for (const view of ["conference", "broadcast"]) {
      const wanted = [...inRoom, `app/${view}/view.js`, ...styles].sort();
      assert.deepEqual(asked(`/#/${view}?room=r`), wanted, HOW);
    }
    assert.deepEqual(asked("/#r"), asked("/#/conference"));
    assert.deepEqual(asked("/?room=r"), asked("/#/conference"));
    assert.deepEqual(asked("/?pattern=broadcast&room=r"), asked("/#/broadcast"));
  });

  it("asks for nothing that another view does not take", () => {
    for (const address of ["/", "/#/", "/#/call", "/#/direct?x=room"]) assert.deepEqual(asked(address), []);
  });
});
