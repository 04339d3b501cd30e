// What the wanted view takes is asked for at once: by itself the browser would find it file by file, each a round trip later.

const ROOM =
  "app/conference/entrance client/media/devices client/media/choices client/media/problems client/media/own app/engagement app/conference/lobby app/devices/check app/icons client/media/sound app/conference/words";

const { hash, search } = location;
const named = search.includes("pattern=broadcast") ? "broadcast" : "conference";
const view = /^#\/(\w*)/.exec(hash)?.[1] ?? (hash || search.includes("room=") ? named : "");

function ask(rel, href, more) {
  document.head.append(Object.assign(document.createElement("link"), { rel, href, ...more }));
}

if (view === "conference" || view === "broadcast") {
  for (const file of `app/${view}/view ${ROOM}`.split(" ")) ask("modulepreload", `${file}.js`);
  for (const view of ["conference", "devices"]) ask("preload", `app/${view}/${view}.css`, { as: "style" });
}
