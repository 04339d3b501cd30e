// What a tab has said and heard, and the steps of its ladder.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsOf } from "../../main/resources/META-INF/resources/app/trace/steps.js";
import { Trace } from "../../main/resources/META-INF/resources/app/trace/trace.js";

function traced(...frames) {
  const trace = new Trace();
  for (const [direction, frame] of frames) {
    if (direction === "note") trace.note(frame);
    else trace.add(direction, JSON.stringify(frame));
  }
  return trace;
}

const BOB = { peer: "peer-of-bob", name: "Bob" };

test("secrets, tokens and TURN passwords are not kept", () => {
  const { entries } = traced(
    [
      "in",
      { type: "welcome", session: "s", secret: "hidden", iceServers: [{ urls: ["turn:t"], credential: "hidden" }] },
    ],
    ["out", { type: "refresh", token: "hidden" }],
  );
  assert.doesNotMatch(JSON.stringify(entries), /hidden/);
  assert.equal(entries[0].frame.session, "s");
});

test("only the newest are kept", () => {
  const trace = new Trace();
  for (let i = 0; i < 5010; i++) trace.add("out", "{}");
  assert.equal(trace.entries.length, 5000);
});

test("what is not JSON is kept as unreadable", () => {
  const trace = new Trace();
  trace.add("in", "{");
  assert.equal(trace.entries[0].frame.type, "unreadable");
});

test("a relayed frame goes from its sender to you, with the name of the roster", () => {
  const { lanes, steps } = stepsOf(
    traced(
      ["in", { type: "joined", room: "r", participants: [BOB] }],
      ["in", { type: "offer", from: BOB.peer, offer: { type: "offer", sdp: "" } }],
    ).entries,
  );
  assert.deepEqual(
    lanes.map(({ name }) => name),
    ["You", "Beckon", "Bob"],
  );
  assert.deepEqual([steps[1].from, steps[1].to, steps[1].kind], [BOB.peer, "you", "negotiation"]);
});

test("what the service says of oneself comes from the service", () => {
  const { lanes, steps } = stepsOf(
    traced(
      ["in", { type: "joined", room: "r", self: { peer: "me" }, participants: [BOB] }],
      ["in", { type: "negotiation", from: "me", to: BOB.peer, state: "connected" }],
    ).entries,
  );
  assert.deepEqual(
    lanes.map(({ name }) => name),
    ["You", "Beckon"],
  );
  assert.deepEqual([steps[1].from, steps[1].to], ["service", "you"]);
});

test("an addressed frame goes to its addressee, an unaddressed one to the service", () => {
  const { steps } = stepsOf(
    traced(["out", { type: "message", to: BOB.peer, data: 1 }], ["out", { type: "message", data: 1 }]).entries,
  );
  assert.deepEqual(
    steps.map(({ to }) => to),
    [BOB.peer, "service"],
  );
});

test("a reply says how long it took, and an acknowledgement of what", () => {
  const { steps } = stepsOf(
    traced(["out", { type: "join", room: "r", id: "1" }], ["in", { type: "ack", id: "1" }]).entries,
  );
  assert.match(steps[1].label, /^ack · of join · \d+ ms$/);
  assert.equal(steps[1].kind, "routine");
});

test("an error says its code and field", () => {
  const { steps } = stepsOf(traced(["in", { type: "error", code: "bad-sdp", field: "offer.sdp" }]).entries);
  assert.deepEqual([steps[0].kind, steps[0].label], ["trouble", "error · bad-sdp offer.sdp"]);
});

test("candidates say their type and protocol, and their end", () => {
  const line = "candidate:1 1 UDP 2122260223 192.0.2.1 61665 typ host generation 0";
  const { steps } = stepsOf(
    traced(
      ["out", { type: "ice-candidate", candidate: { candidate: line } }],
      ["out", { type: "ice-candidate", candidate: null }],
    ).entries,
  );
  assert.deepEqual(
    steps.map(({ label }) => label),
    ["ice-candidate · host udp", "ice-candidate · end"],
  );
});

test("frames of calls have people in them, and come from the service", () => {
  const { steps } = stepsOf(
    traced(["in", { type: "incoming-call", call: "c", from: { user: "bob", name: "Bob" }, to: { user: "me" } }])
      .entries,
  );
  assert.deepEqual([steps[0].from, steps[0].kind, steps[0].label], ["service", "call", "incoming-call · from Bob"]);
});

test("what happened to the connection goes over all lanes", () => {
  const { steps } = stepsOf(traced(["note", "closed 1006"]).entries);
  assert.deepEqual([steps[0].from, steps[0].to, steps[0].label], [null, null, "closed 1006"]);
});
