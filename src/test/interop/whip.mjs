/** Clients of WHIP and WHEP, as they are, against the endpoints: the table of docs/whip-whep.md. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import WebSocket from "ws";
import { MediaServer } from "./peers/media-server.mjs";
import { PAGES, SERVICE, servePages, Stage, token } from "./stage.mjs";

const SECONDS = 30;
const ENDPOINTS = "http://127.0.0.1:8082";
const SIGNALING = "ws://127.0.0.1:8080/v1/ws";

Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made; // node-av wants it, and Node 20 does not have it
};

const stage = new Stage(process.argv[2]);
const npm = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
const debian = (name) => execFileSync("dpkg-query", ["-W", "-f", "${Version}", name]).toString().replace(/^\d+:/, "");

/** What the clients have asked for, and what was answered: between them and the service. */
let asked = [];
function listenIn() {
  createServer((request, response) => {
    const { method, url, headers } = request;
    const forwarded = ask(
      new URL(url, SERVICE),
      { method, headers: { ...headers, host: new URL(SERVICE).host } },
      (answer) => {
        if (method !== "OPTIONS") asked.push(`${method} ${answer.statusCode}`);
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  }).listen(new URL(ENDPOINTS).port, "127.0.0.1");
}

async function page() {
  const browser = await stage.browsers("chromium");
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(`${PAGES}/pages/whip.html`);
  await page.waitForFunction("document.title === 'ready'");
  return page;
}

const until = (page, what) => page.waitForFunction(what, { timeout: SECONDS * 1000, polling: 250 });
const call = (page, name, ...args) => page.evaluate(`${name}(...${JSON.stringify(args)})`);

/** Somebody publishes, and Chromium, which answers, gets it. */
async function published(start, room, what) {
  const viewer = await page();
  await call(viewer, "answer", "viewer", SIGNALING, await token("viewer", ["host"]), room);
  const end = await start(`${ENDPOINTS}/v1/whip/${room}`, await token("publisher", ["host"]));
  await until(viewer, what);
  await end();
  await pause(1000); // for what it says at its end
  await viewer.close();
}

/** Chromium publishes, and somebody who plays gets it. */
async function played(name, room) {
  const host = await page();
  await call(host, "answer", "host", SIGNALING, await token("host", ["host"]), room);
  const player = await page();
  await call(player, "run", name, `${ENDPOINTS}/v1/whep/${room}`, await token("player"));
  await until(player, "pictures() > 10");
  await call(player, "end");
  await pause(1000);
  await player.close();
  await host.close();
}

/** A media server takes what is published, and gets it. */
async function taken(room) {
  const server = await MediaServer.join({
    WebSocket,
    url: SIGNALING,
    token: await token("janus", ["media-server"]),
    room,
  });
  const end = await program("whip-client")(`${ENDPOINTS}/v1/whip/${room}`, await token("publisher", ["host"]));
  await server.receives(SECONDS);
  await end();
  await pause(1000);
}

const failures = [];
const program = (file) => async (url, token) =>
  (await import(`./peers/${file}.mjs`)).publish(url, { failed: (error) => failures.push(error) }, token);
const inPage = (name) => async (url, token) => {
  const publisher = await page();
  await call(publisher, "run", name, url, token);
  return async () => {
    await call(publisher, "end");
    await publisher.close();
  };
};

const CLIENTS = [
  {
    name: "FFmpeg",
    version: `8.1 in node-av ${npm("node-av")}`,
    does: "publishes",
    run: (room) => published(program("ffmpeg"), room, "pictures() > 10"),
  },
  {
    name: "simple-whip-client",
    version: debian("simple-whip-client"),
    does: "publishes",
    run: (room) => published(program("whip-client"), room, "pictures() > 10"),
  },
  {
    name: "whip-whep",
    version: npm("whip-whep"),
    does: "publishes",
    run: (room) => published(inPage("whip-whep: WHIP"), room, "pictures() > 10"),
  },
  {
    name: "@eyevinn/whip-web-client",
    version: npm("@eyevinn/whip-web-client"),
    does: "publishes",
    run: (room) => published(inPage("@eyevinn/whip-web-client"), room, "pictures() > 10"),
  },
  { name: "whip-whep", version: npm("whip-whep"), does: "plays", run: (room) => played("whip-whep: WHEP", room) },
  {
    name: "@eyevinn/webrtc-player",
    version: npm("@eyevinn/webrtc-player"),
    does: "plays",
    run: (room) => played("@eyevinn/webrtc-player", room),
  },
  {
    name: "simple-whip-client, Janus taking it",
    version: debian("janus"),
    does: "publishes",
    run: (room) => taken(room),
  },
];

const BUNDLES = {
  whip: 'export { WHIPClient } from "whip-whep/whip.js";',
  whep: 'export { WHEPClient } from "whip-whep/whep.js";',
  "eyevinn-whip": 'export { WHIPClient } from "@eyevinn/whip-web-client";',
  "eyevinn-player": 'export { WebRTCPlayer } from "@eyevinn/webrtc-player";',
};

async function bundle() {
  for (const [name, contents] of Object.entries(BUNDLES)) {
    const stdin = { contents, resolveDir: import.meta.dirname ?? "." };
    await build({ stdin, bundle: true, format: "esm", outfile: `bundles/${name}.js`, logLevel: "error" });
  }
}

await bundle();
servePages();
listenIn();
await stage.startService();
stage.startProgram("janus", "janus", ["--interface=10.99.0.1", "--full-trickle"]);

const rows = [];
for (const [number, { name, version, does, run }] of CLIENTS.entries()) {
  asked = [];
  const row = { name, version, does, outcome: "media" };
  await run(`whip-${number}`).catch((error) => (row.outcome = `no: ${error.message.split("\n")[0]}`));
  row.asked = asked;
  console.error(`${name} ${does}: ${row.outcome}: ${asked.join(", ")}`);
  rows.push(row);
}
console.error(failures.map(String).join("\n"));
writeFileSync(join(stage.results, "whip.json"), JSON.stringify(rows, null, 1));

const lines = rows.map(
  ({ name, version, does, outcome, asked }) => `| ${name} | ${version} | ${does} | ${outcome} | ${counted(asked)} |`,
);
const file = join(process.argv[2], "docs", "whip-whep.md");
const document = readFileSync(file, "utf8");
const [before, after] = ["<!-- made by src/test/interop/run --whip -->\n", "<!-- until here -->\n"].map(
  (mark) => document.indexOf(mark) + (mark.startsWith("<!-- made") ? mark.length : 0),
);
const head = "| client | version | | came through | what it asked for |\n| --- | --- | --- | --- | --- |\n";
writeFileSync(file, `${document.slice(0, before)}\n${head}${lines.join("\n")}\n\n${document.slice(after)}`);
process.exit(rows.every(({ outcome }) => outcome === "media") ? 0 : 1);

/** Each once, with how often. */
function counted(asked) {
  const counts = new Map();
  for (const each of asked) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([each, count]) => (count > 1 ? `${each} (${count})` : each)).join(", ");
}
