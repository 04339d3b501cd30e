import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Calls, chance, participant, pass, Service, settle, stopTheClock } from "./service.js";

const alice = { user: "alice", name: "Alice" };
const bob = { user: "bob", name: "Bob" };
const carol = { user: "carol", name: "Carol" };
const expiresAt = "2026-01-01T00:00:30Z";

describe("calls", () => {
  let service;
  let signaling;
  let calls;
  beforeEach(async () => {
    stopTheClock();
    chance(0.5);
    service = new Service();
    signaling = await service.connected();
    calls = new Calls(signaling);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  const to = (callee) => ({ call: "c1", from: alice, to: callee });

  async function outgoing(user = "bob", people = bob) {
    const calling = calls.call(user, { timeoutSeconds: 20, metadata: { topic: "tea" } });
    service.now.say({ type: "calling", id: service.now.last("call").id, ...to(people), expiresAt });
    return calling;
  }

  function incoming(more = {}) {
    const rung = [];
    calls.on("incoming", (call) => rung.push(call));
    service.now.say({
      type: "incoming-call",
      call: "c1",
      from: bob,
      to: alice,
      metadata: { topic: "tea" },
      expiresAt,
      ...more,
    });
    return settle().then(() => rung[0]);
  }

  /** All that a call says, as text. */
  function story(call) {
    const told = [];
    for (const type of ["ringing", "accepted", "declined", "busy", "no-answer", "ended"]) {
      call.on(type, ({ to: callee, room, outcome, reason }) =>
        told.push([type, callee?.user, room?.name, outcome, reason].filter(Boolean).join(" ")),
      );
    }
    return told;
  }

  const join = (room) => service.now.joined({ room }, { room, participants: [participant("other")] });
  const ack = (type) => service.now.ack(service.now.last(type));

  describe("to somebody", () => {
    it("ring, are accepted, have a room, and end", async () => {
      const call = await outgoing();
      const { id, ...sent } = service.now.last("call");
      assert.deepEqual(sent, { type: "call", user: "bob", timeoutSeconds: 20, metadata: { topic: "tea" } });
      assert.deepEqual(
        [call.id, call.direction, call.state, call.from, call.to],
        ["c1", "outgoing", "calling", alice, [bob]],
      );
      assert.deepEqual([call.metadata, call.expiresAt.toISOString()], [{ topic: "tea" }, "2026-01-01T00:00:30.000Z"]);
      const told = story(call);
      await settle();
      service.now.say({ type: "ringing", ...to(bob) });
      assert.equal(call.state, "ringing");
      service.now.say({ type: "accepted", ...to(bob), room: "call-1" });
      assert.equal(call.state, "accepted");
      join("call-1");
      assert.equal((await call.room).name, "call-1");
      const over = call.hangup("bye");
      service.now.say(
        { type: "room-closed", room: "call-1", seq: 12 },
        { type: "ended", ...to(bob), reason: "bye" },
        { type: "left", room: "call-1", reason: "ended" },
      );
      ack("hangup");
      await over;
      assert.deepEqual(told, ["ringing bob", "accepted bob call-1", "ended ended bye"]);
      assert.deepEqual([call.state, call.outcome, call.reason, calls.active.size], ["ended", "ended", "bye", 0]);
    });

    for (const [type, reason] of [["declined", "later"], ["busy"], ["no-answer"]]) {
      it(`end with ${type}`, async () => {
        const call = await outgoing();
        const told = story(call);
        service.now.say({ type, ...to(bob), reason });
        await settle();
        assert.deepEqual(told, [
          `${type} bob${reason ? ` ${reason}` : ""}`,
          `ended ${type}${reason ? ` ${reason}` : ""}`,
        ]);
        assert.equal(call.outcome, type);
        await assert.rejects(call.room, { code: type });
      });
    }

    it("are refused when nobody can be reached", async () => {
      const calling = calls.call("nobody");
      service.now.say({
        type: "error",
        id: service.now.last("call").id,
        code: "no-such-user",
        message: "?",
        retryable: false,
      });
      await assert.rejects(calling, { code: "no-such-user" });
      assert.equal(calls.active.size, 0);
    });

    it("are cancelled", async () => {
      const call = await outgoing();
      const told = story(call);
      const over = call.cancel("never mind");
      assert.deepEqual(service.now.last("cancel"), {
        type: "cancel",
        id: service.now.last("cancel").id,
        call: "c1",
        reason: "never mind",
      });
      ack("cancel");
      await over;
      assert.deepEqual(told, ["ended cancelled never mind"]);
    });

    it("that were accepted when one cancelled go on", async () => {
      const call = await outgoing();
      const cancelling = assert.rejects(call.cancel(), { code: "wrong-state" });
      service.now.say(
        { type: "accepted", ...to(bob), room: "call-1" },
        {
          type: "error",
          id: service.now.last("cancel").id,
          code: "wrong-state",
          message: "accepted",
          retryable: false,
        },
      );
      join("call-1");
      await cancelling;
      assert.equal(call.state, "accepted");
    });

    it("to several can be cancelled for those who still ring", async () => {
      const call = await outgoing(["bob", "carol"], [bob, carol]);
      service.now.say({ type: "accepted", ...to(carol), room: "call-1" });
      join("call-1");
      const cancelling = call.cancel();
      ack("cancel");
      await cancelling;
      assert.equal(call.state, "accepted");
      assert.throws(() => call.cancel(), /nothing to cancel/);
    });

    it("to several go on while one of them is left", async () => {
      const call = await outgoing(["bob", "carol"], [bob, carol]);
      assert.deepEqual(service.now.last("call").user, ["bob", "carol"]);
      const told = story(call);
      await settle();
      service.now.say(
        { type: "ringing", ...to(bob) },
        { type: "ringing", ...to(carol) },
        { type: "declined", ...to(bob) },
      );
      assert.equal(call.state, "ringing");
      service.now.say({ type: "accepted", ...to(carol), room: "call-1" });
      join("call-1");
      assert.deepEqual(told, ["ringing bob", "ringing carol", "declined bob", "accepted carol call-1"]);
      service.now.say({ type: "ended", ...to([bob, carol]), reason: "hangup" });
      assert.equal(call.state, "ended");
    });
  });

  describe("from somebody", () => {
    it("are accepted", async () => {
      const call = await incoming();
      assert.deepEqual(
        [call.direction, call.state, call.from, call.metadata],
        ["incoming", "ringing", bob, { topic: "tea" }],
      );
      const told = story(call);
      const accepting = call.accept();
      assert.equal(call.accept(), accepting);
      ack("accept");
      service.now.say({ type: "accepted", call: "c1", from: bob, to: alice, room: "call-1" });
      join("call-1");
      assert.equal((await accepting).name, "call-1");
      assert.deepEqual(told, ["accepted alice call-1"]);
      assert.equal(service.now.of("accept").length, 1);
    });

    it("are declined", async () => {
      const call = await incoming();
      const over = call.decline("busy");
      ack("decline");
      await over;
      assert.deepEqual([call.state, call.outcome, call.reason], ["ended", "declined", "busy"]);
    });

    for (const type of ["answered-elsewhere", "cancelled", "no-answer", "declined"]) {
      it(`end with ${type}`, async () => {
        const call = await incoming();
        const told = story(call);
        service.now.say({ type, call: "c1", from: bob, to: alice });
        await settle();
        assert.deepEqual(told, [`ended ${type}`]);
        assert.throws(() => call.accept(), /nothing to accept/);
        await assert.rejects(call.room, { code: type });
      });
    }

    it("that somebody else was quicker to answer are refused, and end", async () => {
      const call = await incoming();
      const refused = assert.rejects(call.accept(), { code: "wrong-state" });
      service.now.say({ type: "answered-elsewhere", call: "c1", from: bob, to: alice });
      service.now.say({
        type: "error",
        id: service.now.last("accept").id,
        code: "wrong-state",
        message: "too late",
        retryable: false,
      });
      await refused;
      assert.equal(call.outcome, "answered-elsewhere");
    });

    it("that came before anybody listened are told", async () => {
      const another = await service.connected();
      service.now.say({ type: "incoming-call", call: "c9", from: bob, to: alice, expiresAt });
      await settle();
      const late = new Calls(another);
      await settle();
      const rung = [];
      late.on("incoming", ({ id }) => rung.push(id));
      await settle();
      assert.deepEqual(rung, ["c9"]);
    });

    it("end with their room", async () => {
      const call = await incoming();
      call.accept();
      ack("accept");
      service.now.say({ type: "accepted", call: "c1", from: bob, to: alice, room: "call-1" });
      join("call-1");
      service.now.say({ type: "left", room: "call-1", reason: "room-closed" });
      assert.deepEqual([call.state, call.outcome, call.reason], ["ended", "ended", "room-closed"]);
    });
  });

  it("go on after a resume; what ended meanwhile is over", async () => {
    const call = await incoming();
    service.now.say({ type: "incoming-call", call: "c2", from: carol, to: alice, expiresAt });
    const gone = calls.active.get("c2");
    await service.reconnect();
    service.now.resumed({}, { calls: [{ call: "c1", state: "ringing", from: bob, to: alice }] });
    assert.deepEqual([call.state, gone.state, gone.reason], ["ringing", "ended", "missed"]);
    const accepting = call.accept();
    ack("accept");
    service.now.say({ type: "accepted", call: "c1", from: bob, to: alice, room: "call-1" });
    join("call-1");
    await accepting;
  });

  it("of another session are announced again, or over", async () => {
    const call = await incoming();
    service.now.say({ type: "incoming-call", call: "c2", from: carol, to: alice, expiresAt });
    const gone = calls.active.get("c2");
    await service.reconnect();
    service.now.say({ type: "error", id: "resume", code: "resume-expired", message: "gone", retryable: false });
    service.now.say({ type: "incoming-call", call: "c1", from: bob, to: alice, expiresAt });
    await pass(3000);
    assert.deepEqual([call.state, gone.state, gone.reason], ["ringing", "ended", "missed"]);
  });

  it("end with the session", async () => {
    const call = await incoming();
    signaling.close();
    assert.equal(call.state, "ended");
  });

  const cases = [
    ["nobody", () => calls.call()],
    ["an empty id", () => calls.call("")],
    ["no user at all", () => calls.call([])],
    ["too many users", () => calls.call(Array.from({ length: 17 }, (_, n) => `u${n}`))],
    ["somebody twice", () => calls.call(["bob", "bob"])],
    ["a timeout too short", () => calls.call("bob", { timeoutSeconds: 4 })],
    ["a timeout too long", () => calls.call("bob", { timeoutSeconds: 121 })],
    ["a timeout that is none", () => calls.call("bob", { timeoutSeconds: "30" })],
    ["metadata too large", () => calls.call("bob", { metadata: { x: "y".repeat(4096) } })],
    ["an option that there is not", () => calls.call("bob", { timeout: 30 })],
    ["no session", () => new Calls()],
  ];
  for (const [name, act] of cases) {
    it(`with ${name}: a TypeError, and nothing is sent`, () => {
      assert.throws(act, TypeError);
      assert.deepEqual(service.now.sent, []);
    });
  }

  it("in the wrong state say so, and nothing is sent", async () => {
    const call = await outgoing();
    const sent = service.now.sent.length;
    assert.throws(() => call.accept(), /incoming calls/);
    assert.throws(() => call.decline(), /incoming calls/);
    assert.throws(() => call.hangup(), /the call is calling/);
    assert.throws(() => call.cancel("x".repeat(257)), TypeError);
    assert.equal(service.now.sent.length, sent);
  });
});
