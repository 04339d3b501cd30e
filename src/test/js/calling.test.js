import assert from "node:assert/strict";
import { test } from "node:test";
import { findPeople, isMissed, othersOf, unseen } from "../../main/resources/META-INF/resources/app/calling/past.js";
import {
  ago,
  duration,
  farewell,
  idOf,
  listed,
  refusal,
  row,
  stopped,
} from "../../main/resources/META-INF/resources/app/calling/words.js";
import { meant } from "../../main/resources/META-INF/resources/app/calling/chooser.js";

const bob = { user: "bob", name: "Bob" };
const carol = { user: "carol", name: "Carol" };
const incoming = (outcome, at = "2026-11-22T10:00:00Z") => ({
  direction: "incoming",
  from: bob,
  to: [
    { user: "alice", outcome },
    { user: "dan", outcome: "accepted" },
  ],
  at,
  outcome,
});

test("durations are told in hours, minutes and seconds", () => {
  assert.deepEqual([0, 5_400, 65_000, 3_607_000].map(duration), ["0:00", "0:05", "1:05", "1:00:07"]);
});

test("it is told how long ago something was", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  assert.deepEqual(
    [0.2, 5, 61, 24 * 60, 50 * 60].map((minutes) => ago(now - minutes * 60_000, now)),
    ["just now", "5 minutes ago", "1 hour ago", "yesterday", "2 days ago"],
  );
  assert.equal(ago(now + 60_000, now), "just now", "a clock that is late");
});

test("names are listed", () => {
  assert.deepEqual([["Bob"], ["Bob", "Carol"], ["Bob", "Carol", "Dan"]].map(listed), [
    "Bob",
    "Bob and Carol",
    "Bob, Carol and Dan",
  ]);
});

test("a person is found by id, then by name", () => {
  const people = [carol, { user: "bob-2", name: "Bob" }, bob];
  assert.equal(meant("BOB", people, {}), bob);
  assert.equal(meant("Carol", people, {}), carol);
});

test("one of several with the same name has to be chosen", () => {
  assert.equal(
    meant(
      "Bob",
      [
        { user: "b1", name: "Bob" },
        { user: "b2", name: "Bob" },
      ],
      {},
    ),
    null,
  );
});

test("the only one who is suggested is meant, of several none", () => {
  const grace = { user: "grace-hopper", name: "Grace Hopper" };
  assert.equal(meant("grace", [grace], { namesAreIds: true }), grace);
  assert.equal(meant("grace", [grace, { user: "grace-kelly", name: "Grace Kelly" }], { namesAreIds: true }), null);
});

test("whoever is not suggested can be called by id, and with the development identity by name", () => {
  assert.deepEqual(meant("Alice Smith", [], { namesAreIds: true }), { user: "alice-smith", name: "Alice Smith" });
  assert.deepEqual(meant("a7f3-X", [], { namesAreIds: false }), { user: "a7f3-X", name: "a7f3-X" });
  assert.equal(idOf("  Alice   B. Smith "), "alice-b.-smith");
});

test("missed is what nobody answered, on no device and for no reason but absence", () => {
  const outcomes = ["no-answer", "cancelled", "busy", "declined", "accepted", "ringing"];
  assert.deepEqual(
    outcomes.map((outcome) => isMissed(incoming(outcome))),
    [true, true, true, false, false, false],
  );
  assert.equal(isMissed({ direction: "outgoing", outcome: "no-answer" }), false);
});

test("that nobody is there is something else than that the service does not say", async () => {
  const session = (status, body) => ({ fetch: async () => Response.json(body, { status }) });
  assert.deepEqual(await findPeople(session(200, { people: [] }), ""), []);
  await assert.rejects(findPeople(session(429, {}), ""), /429/);
  assert.equal(await findPeople(session(404, {}), ""), null);
});

test("missed calls are unseen from the last look on", () => {
  const calls = [incoming("cancelled", "2026-11-22T10:02:00.5Z"), incoming("no-answer", "2026-11-22T10:01:00Z")];
  assert.equal(unseen(calls, null).length, 2);
  assert.equal(unseen(calls, "2026-11-22T10:01:00Z").length, 1);
  assert.equal(unseen(calls, "2026-11-22T10:02:00.500Z").length, 0);
});

test("to call back is to call whoever has called, or all who were called", () => {
  assert.deepEqual(othersOf(incoming("declined")), [bob]);
  assert.deepEqual(othersOf({ direction: "outgoing", from: bob, to: [carol] }), [carol]);
});

test("a refusal does not tell whether there is such a person", () => {
  const { text, advice } = refusal({ code: "no-such-user" }, [bob], "carol");
  assert.match(text, /Nobody can be reached as Bob/);
  assert.match(advice, /Whoever has it/);
  assert.match(refusal({ code: "no-such-user" }, [bob], bob.user).text, /That is you/);
  assert.match(refusal({ code: "not-allowed" }, [bob, carol]).text, /may not call Bob and Carol/);
  assert.match(refusal({ code: "rate-limited", retryAfterMs: 4200 }, [bob]).advice, /in 5 seconds/);
  assert.match(refusal({ code: "internal", message: "Something broke." }, [bob]).advice, /Something broke/);
});

test("it is told what became of who was called", () => {
  assert.equal(row("declined", bob, "in a meeting"), "Bob declined: “in a meeting”");
  assert.equal(row("declined", bob), "Bob declined.");
  assert.equal(row("no-answer", { user: "bob" }), "bob did not answer.");
});

test("it is told who ended a call", () => {
  assert.equal(farewell("hangup", "Bob"), "Bob hung up.");
  assert.equal(farewell(undefined, "Everybody else", true), "Everybody else has left.");
  assert.equal(farewell("timeout", "Bob"), "The connection of Bob was lost.");
  assert.match(farewell("resume-expired", "Bob"), /Your connection/);
});

test("what has stopped ringing is missed unless somebody decided", () => {
  const ends = [
    { outcome: "answered-elsewhere" },
    { outcome: "declined" },
    { outcome: "cancelled", reason: "crossed" },
    { outcome: "cancelled" },
    { outcome: "no-answer" },
    { outcome: "ended", reason: "missed" },
  ];
  assert.deepEqual(
    ends.map((end) => stopped(end, bob).missed ?? false),
    [false, false, false, true, true, true],
  );
});
