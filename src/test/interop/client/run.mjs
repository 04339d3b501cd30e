// beckon.js on every implementation of WebRTC that docs/client.md names, as caller and as callee, against Chromium and against itself. How: README.md.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { servePages, STACKS } from "./stacks.mjs";

const SERVICE = new URL("../../../../target/quarkus-app/quarkus-run.jar", import.meta.url);
const [only = "", which = ""] = process.argv.slice(2);

/** What two who are connected do, who does it first; promises when it is done on both sides. */
const SCENARIOS = {
  "data both ways": async () => {},
  "caller renegotiates": ({ caller, callee }) => addTrack(caller, callee),
  "callee renegotiates": ({ caller, callee }) => addTrack(callee, caller),
  "both renegotiate at once": async ({ caller, callee }) => {
    const each = [caller, callee];
    await assertMedia(...each);
    const before = await Promise.all(each.map((one) => one.ask("standing")));
    await Promise.all(each.map((one) => one.ask("addTrack")));
    await Promise.all(each.map((one, at) => one.ask("anotherTrack", before[at])));
  },
  "caller restarts ICE": ({ caller, callee }) => restart(caller, callee),
  "callee restarts ICE": ({ caller, callee }) => restart(callee, caller),
  "candidates first": async () => {},
  "caller connects anew": ({ caller, callee }) => beginAnew(caller, callee),
};
/** These can do nothing with media that are asked for and not sent: docs/client.md says why. */
const DATA_FIRST = ["node-datachannel", "werift"];
const LATE = { "candidates first": 700 };

/** What docs/client.md says of them. */
const KNOWN = {
  "werift → werift": ["caller restarts ICE", "callee restarts ICE", "caller connects anew"],
  "werift → Chromium": ["caller connects anew"],
  "Chromium → Firefox": ["caller restarts ICE"],
};

class NotThere extends Error {}

async function assertMedia(...participants) {
  const can = await Promise.all(participants.map((one) => one.ask("sendsMedia")));
  if (can.includes(false)) throw new NotThere("no media");
}

/** One that can do nothing with media has to take the offer all the same. */
async function addTrack(from, to) {
  await assertMedia(from);
  const before = await to.ask("standing");
  await from.ask("addTrack");
  await ((await to.ask("sendsMedia")) ? to.ask("anotherTrack", before) : from.ask("negotiated"));
}

async function restart(one, other) {
  const each = [one, other];
  const before = await Promise.all(each.map((side) => side.ask("standing")));
  await one.ask("restartIce");
  await Promise.all(each.map((side, at) => side.ask("otherCredentials", before[at])));
}

async function beginAnew(one, other) {
  const before = await other.ask("standing");
  await one.ask("beginAnew");
  await other.ask("otherCredentials", before);
}

let words = 0;
async function talk(caller, callee) {
  const each = [caller, callee];
  await Promise.all(each.map((one) => one.ask("connected")));
  const text = `hello ${++words}`;
  await Promise.all(each.map((one) => one.ask("say", text)));
  await Promise.all(each.map((one) => one.ask("heard", text)));
}

/** "yes", "anew" if it took other RTCPeerConnections, "–" if it is not there, or why not. */
async function attempt(scenario, stacks, service, receive) {
  const room = randomUUID();
  const [callee, caller] = await Promise.all(stacks.map((stack) => stack.open()));
  try {
    for (const [one, user] of [
      [callee, "callee"],
      [caller, "caller"],
    ]) {
      await one.ask("join", { ...(await service.admit(user)), room, receive, lateMs: LATE[scenario] });
    }
    await talk(caller, callee);
    await SCENARIOS[scenario]({ caller, callee });
    await Promise.all([caller, callee].map((one) => one.ask("agreed")));
    await talk(caller, callee);
    const made = await Promise.all([caller, callee].map(async (one) => (await one.ask("standing")).made));
    const errors = (await Promise.all([caller, callee].map((one) => one.ask("errors")))).flat();
    return { result: made.every((count) => count === 1) ? "yes" : "anew", errors };
  } catch (error) {
    if (error instanceof NotThere) return { result: "–", errors: [] };
    return { result: "no", errors: [error.message] };
  } finally {
    await Promise.all([caller, callee].map((one) => one.close()));
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** The service as it was built, in development mode; or, with SERVICE_URL, one that runs and lets http://127.0.0.1:* in. */
async function startService(origin) {
  const [port, management] = [await freePort(), await freePort()];
  const options = [
    `-Dquarkus.http.port=${port}`,
    `-Dquarkus.management.port=${management}`,
    `-Dbeckon.allowed-origins=${origin}`,
  ];
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : "java";
  const child = spawn(java, [...options, "-jar", process.env.SERVICE ?? fileURLToPath(SERVICE)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await new Promise((resolve, reject) => {
    child.on("exit", () =>
      reject(new Error(`the service did not start; build it, and give a JAVA_HOME of 21 or newer`)),
    );
    createInterface({ input: child.stdout }).on("line", (line) => line.includes("Listening on") && resolve());
  });
  const admit = async (user) => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${url}/development/token`, {
      method: "POST",
      headers,
      body: JSON.stringify({ user: `${user}-${randomUUID()}` }),
    });
    return { url, token: (await response.json()).access_token };
  };
  return { admit, close: () => child.kill() };
}

const scenarios = Object.keys(SCENARIOS).filter((name) => name.includes(which));
const pages = await servePages();
const service = await startService(pages.origin);
const opened = new Map();
for (const [name, open] of Object.entries(STACKS)) opened.set(name, await open(pages.origin));

const others = Object.keys(STACKS).filter((name) => name !== "Chromium");
const pairs = [
  ["Chromium", "Chromium"],
  ...others.flatMap((name) => [
    [name, "Chromium"],
    ["Chromium", name],
    [name, name],
  ]),
];
const rows = [];
let failures = 0;
for (const [caller, callee] of pairs.filter((pair) => pair.some((name) => name.includes(only)))) {
  const cells = [];
  const receive = [caller, callee].some((name) => DATA_FIRST.includes(name)) ? [] : undefined;
  for (const scenario of scenarios) {
    const { result, errors } = await attempt(scenario, [opened.get(callee), opened.get(caller)], service, receive);
    console.error(`${caller} → ${callee}: ${scenario}: ${result}${errors.map((error) => `\n    ${error}`).join("")}`);
    if (result === "no" && !KNOWN[`${caller} → ${callee}`]?.includes(scenario)) failures++;
    cells.push(result);
  }
  rows.push([`${caller} → ${callee}`, ...cells]);
}

const line = (cells) => `| ${cells.join(" | ")} |`;
console.log(
  [...opened].map(([name, { version }]) => `${name} ${version}`).join(", "),
  new Date().toISOString().slice(0, 10),
);
console.log(
  [line(["caller → callee", ...scenarios]), line(Array(scenarios.length + 1).fill("---")), ...rows.map(line)].join(
    "\n",
  ),
);

await Promise.all([...opened.values()].map(({ close }) => close()));
service.close();
pages.close();
process.exitCode = failures > 0 ? 1 : 0;
