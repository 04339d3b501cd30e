import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, pass, Service, settle, stopTheClock } from "./service.js";

/** The rows of the protocol's table: close code, least and most first wait in ms, or null for no way back. */
const ROWS = [
  [1000, null],
  [1001, [0, 1000]],
  [1012, [0, 1000]],
  [1005, [0, 1000]],
  [1006, [0, 1000]],
  [1011, [0, 1000]],
  [4008, [0, 1000]],
  [1002, [1000, 1000]],
  [1003, [1000, 1000]],
  [1007, [1000, 1000]],
  [1009, [1000, 1000]],
  [1008, null],
  [4001, [0, 0]],
  [4002, null],
  [4003, null],
  [4009, null],
  [4013, [1000, 5000]],
  [1013, [1000, 5000]],
  [4029, [10_000, 15_000]],
  [4000, null],
  [4999, null],
];

describe("the end of a connection", () => {
  let service;
  beforeEach(() => {
    stopTheClock();
    service = new Service();
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  for (const [code, wait] of ROWS) {
    it(`${code}: ${wait ? `back after ${wait[0]} to ${wait[1]} ms, with the session` : "no way back"}`, async () => {
      chance(0);
      const [signaling, room] = await service.inRoom();
      if (!wait) {
        const left = [];
        room.on("left", ({ reason }) => left.push(reason));
        service.now.end(code);
        await pass(120_000);
        assert.equal(signaling.state, "closed");
        assert.deepEqual([service.states.at(-1).code, service.connections.length], [code, 1]);
        assert.ok(service.states.at(-1).reason);
        assert.deepEqual(left, ["closed"]);
        return;
      }
      service.now.end(code);
      assert.deepEqual([service.states.at(-1).code, service.states.at(-1).retryInMs], [code, wait[0]]);
      await pass(wait[0]);
      assert.equal(service.connections.length, 2);
      service.now.welcome({ session: "s2", secret: "x2" });
      assert.deepEqual(service.now.sent, [
        { type: "resume", id: "resume", session: "s1", secret: "x1", rooms: { r: 10 } },
      ]);
      mock.restoreAll();
      chance(1);
      const other = new Service();
      await other.connected();
      other.now.end(code);
      assert.equal(other.states.at(-1).retryInMs, wait[1]);
    });
  }

  it("says why an administrator has ended it", async () => {
    for (const [reason, said] of [
      ["too loud", "An administrator disconnected you: “too loud”."],
      [undefined, "An administrator disconnected you."],
    ]) {
      service = new Service();
      await service.inRoom();
      service.now.end(4003, { opened: true, reason });
      assert.equal(service.states.at(-1).reason, said);
    }
  });

  it("1002 twice in a row: that is all", async () => {
    const [signaling] = await service.inRoom();
    await service.reconnect(1002);
    service.now.resumed({ r: { seq: 10, participants: [], participantCount: 0, missed: 0 } });
    service.now.end(1002);
    assert.equal(signaling.state, "closed");
  });

  it("1007: what was unanswered does not go out again; what had not gone out yet does", async () => {
    const [, room] = await service.inRoom();
    const offending = assert.rejects(room.message("offending"), { code: "too-large" });
    service.now.end(1007);
    const later = room.message("later");
    await offending;
    await pass(1000);
    service.now.welcome();
    service.now.resumed({ r: { seq: 10, participants: [], participantCount: 0, missed: 0 } });
    assert.deepEqual(
      service.now.of("message").map(({ data }) => data),
      ["later"],
    );
    service.now.ack(service.now.last("message"), 11);
    await later;
  });

  it("1009: the largest of what was unanswered never goes out again", async () => {
    const [, room] = await service.inRoom();
    const small = room.message("small");
    const large = assert.rejects(room.message("x".repeat(1000)), { code: "too-large" });
    await service.reconnect(1009);
    await large;
    service.now.resumed({ r: { seq: 10, participants: [], participantCount: 0, missed: 0 } });
    assert.deepEqual(
      service.now.of("message").map(({ data }) => data),
      ["small"],
    );
    service.now.ack(service.now.last("message"), 11);
    await small;
  });

  it("1008: the user may try again, but not within a minute", async () => {
    const signaling = await service.connected();
    service.now.end(1008);
    await pass(20_000);
    signaling.connect();
    await settle();
    assert.equal(service.connections.length, 1);
    assert.equal(service.states.at(-1).retryInMs, 40_000);
    await pass(40_000);
    assert.equal(service.connections.length, 2);
  });

  it("4001: with a token that is not the spent one", async () => {
    await service.connected();
    service.now.end(4001);
    await pass(0);
    assert.deepEqual(service.tokens, [{ spent: null }, { spent: "token-1" }]);
  });

  it("4009 after a resume that was never answered may be by oneself: once more", async () => {
    const [signaling] = await service.inRoom();
    await service.reconnect();
    service.now.end(1006); // the resume was sent, no answer came
    await pass(30_000);
    service.now.welcome();
    service.now.end(4009);
    assert.equal(signaling.state, "reconnecting");
    await pass(30_000);
    service.now.welcome();
    service.now.resumed({ r: { seq: 10, participants: [], participantCount: 0, missed: 0 } });
    service.now.end(4009);
    assert.equal(signaling.state, "closed");
  });

  it("a user's connect while waiting does not wait", async () => {
    const signaling = await service.connected();
    service.now.end(4029);
    signaling.connect();
    await settle();
    assert.equal(service.connections.length, 2);
  });
});
