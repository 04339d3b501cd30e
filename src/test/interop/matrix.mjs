import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { document } from "./document.mjs";
import { start } from "./peers.mjs";
import { PAGES, servePages, Stage, token } from "./stage.mjs";
import { STACKS } from "./stacks.mjs";

/** A step that takes longer has failed. */
const SECONDS = 30;
const CASES = [
  { column: "offer", offerer: "it", step: "first" },
  { column: "answer", offerer: "other", step: "first" },
  { column: "renegotiates", offerer: "it", step: "media" },
  { column: "is renegotiated with", offerer: "other", step: "media" },
  { column: "restarts ICE", offerer: "it", step: "restart" },
  { column: "takes an ICE restart", offerer: "other", step: "restart" },
];

const [root, ...names] = process.argv.slice(2);
const stage = new Stage(root);

let rooms = 0;
async function tryCase(stack, { offerer, step }) {
  const room = `interop-${++rooms}`;
  const peers = {};
  const outcome = { kind: stack.media ? "media" : "data" };
  try {
    for (const [side, which] of [
      ["other", STACKS[0]],
      ["it", stack],
    ]) {
      const peer = (peers[side] = await start(which, (name) => stage.browsers(name), PAGES));
      const channel = side === "other" && offerer === "it" && stack.opens === false;
      const user = await token(`${side}-${rooms}`);
      await peer.tell({ do: "join", url: "ws://127.0.0.1:8080/v1/ws", token: user, room, channel });
      await orFailure(
        [peer],
        0,
        peer.reports.await(({ event }) => event === "joined", 0, SECONDS, "join"),
      );
    }
    const sides = [peers[offerer], peers[offerer === "it" ? "other" : "it"]];
    await negotiate(sides, "first");
    await flow(peers, stack);
    if (step !== "first") {
      await negotiate(sides, step);
      await flow(peers, stack);
    }
    if (step === "restart" && !hasRestarted(peers.it)) outcome.but = "its ICE user name fragment is the old one";
  } catch (error) {
    outcome.why = error.message;
  }
  outcome.peers = Object.fromEntries(Object.entries(peers).map(([side, { reports }]) => [side, reports.all]));
  for (const peer of Object.values(peers)) await peer.end();
  return outcome;
}

/** One side offers; it is done when that side has taken the answer, and not when anybody fails. */
async function negotiate([offerer, answerer], step) {
  const begun = offerer.reports.all.length;
  await offerer.tell({ do: "offer", step });
  await orFailure(
    [offerer, answerer],
    begun,
    offerer.reports.await(({ event }) => event === "negotiated", begun, SECONDS, "answer"),
  );
}

function orFailure(peers, from, awaited) {
  const failures = peers.map(async ({ reports }) => {
    const { message } = await reports.await(isFailure, from, SECONDS + 1, "failure");
    throw new Error(message);
  });
  failures.forEach((failure) => failure.catch(() => {}));
  return Promise.race([awaited, ...failures]);
}

function isFailure({ event, type, reply }) {
  return event === "failed" || (event === "sent" && type !== "ice-candidate" && reply === "error");
}

/** Whether the side's last description has another ICE user name fragment than its first. */
function hasRestarted({ reports }) {
  const fragments = reports.all
    .filter(({ event, type }) => event === "sent" && type !== "ice-candidate")
    .map(({ what }) => /^a=ice-ufrag:(.*?)\r?$/m.exec(what)?.[1]);
  return fragments[0] !== fragments.at(-1);
}

/** Media come, or both have the channel open and what each says there is answered. */
async function flow({ other, it }, { media, pings = true, ping = "ping" }) {
  if (media)
    return orFailure(
      [it],
      0,
      other.reports.await(({ event }) => event === "media", 0, SECONDS, "media"),
    );
  for (const { reports } of [other, it]) await reports.await(({ event }) => event === "open", 0, SECONDS, "connection");
  for (const peer of pings ? [other, it] : [other]) {
    const heard = peer.reports.all.length;
    await peer.tell({ do: "ping", text: ping });
    await peer.reports.await(({ event }) => event === "pong", heard, SECONDS, "data");
  }
}

servePages();
await stage.startService();
stage.startProgram("janus", "janus", ["--interface=10.99.0.1", "--full-trickle"]);
stage.startProgram("rtpengine", "rtpengine", [
  "--interface=browsers/10.99.0.1",
  "--interface=telephones/127.0.0.1",
  "--listen-ng=127.0.0.1:2223",
  "--table=-1",
  "--foreground",
  "--log-stderr",
  `--pidfile=${join(stage.results, "rtpengine.pid")}`,
]);

const rows = [];
let unexpected = 0;
for (const stack of STACKS.filter(({ name }) => !names.length || names.includes(name))) {
  const row = { stack: stack.name, version: stack.version(), cases: {} };
  for (const each of CASES.filter(({ column }) => stack.only?.includes(column) ?? true)) {
    row.cases[each.column] = await tryCase(stack, each);
    const { kind, why, but } = row.cases[each.column];
    const isExpected = !why || stack.lacks?.includes(each.column);
    unexpected += isExpected ? 0 : 1;
    console.error(`${stack.name}: ${each.column}: ${why ?? but ?? kind}${isExpected ? "" : " (not expected)"}`);
  }
  rows.push(row);
}
writeFileSync(join(stage.results, "results.json"), JSON.stringify(rows, null, 1));
if (!names.length) document(join(root, "docs", "interop.md"), rows);
process.exit(unexpected ? 1 : 0);
