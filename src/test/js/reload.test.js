// A page that is loaded again: what the one before kept is where the next one goes on.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Calls, chance, participant, Service, settle, stopTheClock } from "./service.js";

const alice = { user: "alice", name: "Alice" };
const bob = { user: "bob", name: "Bob" };

describe("a reload", () => {
  let service;
  beforeEach(() => {
    stopTheClock();
    chance(0.5);
    service = new Service();
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  /** The next page's client, which has been welcomed. */
  async function next(kept) {
    const signaling = service.client({ former: JSON.parse(JSON.stringify(kept)) });
    const calls = new Calls(signaling);
    const connecting = signaling.connect();
    await settle();
    service.now.welcome({ session: "s2", secret: "x2" });
    return { signaling, calls, connecting };
  }

  const resume = (more) =>
    service.now.resumed({ r: { seq: 14, participants: [participant("carol")], participantCount: 1, missed: 1 } }, more);

  it("lets go without a word, and keeps session and places", async () => {
    const [signaling, room] = await service.inRoom({}, { name: "Alice", metadata: { hand: 1 } });
    const told = service.states.length;
    room.on("left", () => assert.fail("nobody has left"));
    const { session, secret, rooms } = signaling.suspend();
    assert.deepEqual([session, secret, rooms[0].name, rooms[0].seq], ["s1", "x1", "r", 10]);
    assert.deepEqual([service.now.closedWith, signaling.state, service.states.length], [4010, "closed", told]);
  });

  it("goes on in the same place", async () => {
    const [before] = await service.inRoom({ self: participant("me", { role: "moderator", metadata: { hand: 1 } }) });
    const { signaling, connecting } = await next(before.suspend());
    assert.deepEqual(service.now.sent, [
      { type: "resume", id: "resume", session: "s1", secret: "x1", rooms: { r: 10 } },
    ]);
    resume();
    await connecting;
    const room = signaling.rooms.get("r");
    assert.deepEqual(
      [room.state, room.isBack, room.self.peer, room.self.role, room.self.metadata],
      ["joined", true, "me", "moderator", { hand: 1 }],
    );
    assert.deepEqual([...room.participants.keys()], ["carol"]);
  });

  it("does not use ids again that the service remembers", async () => {
    const [before] = await service.inRoom();
    const used = service.now.last("join").id;
    const { signaling, connecting } = await next(before.suspend());
    resume();
    await connecting;
    signaling.rooms.get("r").message("here again");
    assert.ok(Number(service.now.last("message").id) > Number(used));
  });

  it("keeps what was written meanwhile until somebody listens", async () => {
    const [before] = await service.inRoom();
    const { signaling, connecting } = await next(before.suspend());
    resume();
    service.now.say({ type: "message", room: "r", seq: 12, from: "carol", data: "are you there?" });
    await connecting;
    const heard = [];
    signaling.rooms.get("r").on("message", ({ data }) => heard.push(data));
    await settle();
    assert.deepEqual(heard, ["are you there?"]);
  });

  it("knows what became of the room meanwhile, and who waits at its door", async () => {
    const self = participant("me", { role: "moderator" });
    const [before, old] = await service.inRoom({ self, locked: true });
    const waiting = [{ user: "dave", userName: "Dave" }];
    service.now.say({ type: "knocks", room: "r", seq: 11, waiting });
    assert.equal(old.locked, true);
    const { signaling, connecting } = await next(before.suspend());
    const room = signaling.rooms.get("r");
    assert.deepEqual([room.locked, room.waiting], [true, waiting]);
    resume();
    service.now.say(
      { type: "peer-updated", room: "r", seq: 12, peer: participant("me") },
      { type: "mute-requested", room: "r", seq: 13, from: "carol", source: "microphone" },
      { type: "room-unlocked", room: "r", seq: 14 },
    );
    await connecting;
    const asked = [];
    room.on("mute-requested", ({ source }) => asked.push(source));
    await settle();
    assert.deepEqual([room.self.role, room.locked, asked], ["participant", false, ["microphone"]]);
  });

  it("that comes too late joins anew in the place of the one before", async () => {
    const [before] = await service.inRoom({}, { name: "Alice" });
    const { signaling, connecting } = await next(before.suspend());
    service.now.say({ type: "error", id: "resume", code: "resume-expired", message: "gone", retryable: false });
    await connecting;
    const { id, ...join } = service.now.last("join");
    const replace = { session: "s1", secret: "x1" };
    assert.deepEqual(join, { type: "join", room: "r", name: "Alice", role: "participant", replace });
    service.now.joined({ id, room: "r" }, { self: participant("me2"), locked: true });
    await settle();
    const room = signaling.rooms.get("r");
    assert.deepEqual([room.self.peer, room.locked, room.waiting], ["me2", true, []]);
  });

  it("finds the call again that one was in", async () => {
    const signaling = await service.connected();
    const call = new Calls(signaling).call("bob");
    service.now.say({ type: "calling", id: service.now.last("call").id, call: "c1", from: alice, to: bob });
    await call;
    service.now.say({ type: "accepted", call: "c1", from: alice, to: bob, room: "r" });
    service.now.joined({ room: "r" }, { participants: [participant("bob")] });

    const { calls, connecting } = await next(signaling.suspend());
    resume({ calls: [{ call: "c1", state: "accepted", from: alice, to: bob, room: "r" }] });
    await connecting;
    const back = calls.active.get("c1");
    assert.deepEqual([back.state, back.direction, (await back.room).name], ["accepted", "outgoing", "r"]);
  });

  it("takes only what was kept", () => {
    assert.throws(() => service.client({ former: { session: 1, secret: "x" } }), /former is what suspend\(\) returned/);
  });
});
