import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, participant, pass, Service, settle, stopTheClock } from "./service.js";

const names = (room) => [...room.participants.keys()];
const message = (seq, data) => ({ type: "message", room: "r", seq, from: "bob", data });

describe("a room", () => {
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

  it("is what joined says", async () => {
    const [signaling, room] = await service.inRoom(
      {},
      { name: "Alice", role: "host", metadata: { a: 1 }, pattern: "mesh" },
    );
    assert.deepEqual(service.now.last("join"), {
      type: "join",
      id: "1",
      room: "r",
      name: "Alice",
      role: "host",
      metadata: { a: 1 },
      pattern: "mesh",
    });
    assert.deepEqual([room.name, room.pattern, room.shard, room.seq, room.state], ["r", "mesh", 3, 10, "joined"]);
    assert.deepEqual([room.self.peer, names(room)], ["me", ["bob"]]);
    assert.equal(signaling.rooms.get("r"), room);
  });

  it("keeps its participants current", async () => {
    const [, room] = await service.inRoom();
    const seen = [];
    for (const type of ["peer-joined", "peer-updated", "peer-left"])
      room.on(type, ({ seq }) => seen.push([type, seq, names(room).join()]));
    service.now.say(
      { type: "peer-joined", room: "r", seq: 11, peer: participant("carol") },
      { type: "peer-updated", room: "r", seq: 12, peer: participant("bob", { name: "Bob" }) },
      { type: "peer-left", room: "r", seq: 13, peer: "carol", reason: "left" },
    );
    assert.deepEqual(seen, [
      ["peer-joined", 11, "bob,carol"],
      ["peer-updated", 12, "bob,carol"],
      ["peer-left", 13, "bob"],
    ]);
    assert.equal(room.participants.get("bob").name, "Bob");
  });

  it("drops what it has had, by its seq", async () => {
    const [, room] = await service.inRoom();
    const got = [];
    room.on("message", ({ data }) => got.push(data));
    service.now.say(
      message(11, "a"),
      message(11, "a"),
      message(12, "b"),
      message(10, "old"),
      message(11, "a"),
      message(20, "c"),
    );
    assert.deepEqual(got, ["a", "b", "c"]);
    assert.equal(room.seq, 20);
  });

  it("does not take the seq of an ack for what it has had", async () => {
    const [, room] = await service.inRoom();
    const got = [];
    room.on("message", ({ data }) => got.push(data));
    room.message("mine");
    service.now.ack(service.now.last("message"), 15);
    service.now.say(message(14, "before mine"));
    assert.deepEqual(got, ["before mine"]);
  });

  it("goes on after a resume as if nothing had been", async () => {
    const [signaling, room] = await service.inRoom();
    const events = [];
    signaling.on("resumed", () => events.push("session"));
    room.on("resumed", ({ missed }) => events.push(`room ${missed} ${names(room)}`));
    room.on("peer-joined", ({ peer }) => events.push(`${peer.peer} came`));
    room.on("peer-left", ({ peer }) => events.push(`${peer} left`));
    room.on("message", ({ data }) => events.push(data));
    service.now.say(message(11, "seen"));
    await service.reconnect();
    assert.deepEqual(service.now.sent, [
      { type: "resume", id: "resume", session: "s1", secret: "x1", rooms: { r: 11 } },
    ]);
    service.now.resumed({ r: { seq: 30, participants: [participant("dave")], participantCount: 1, missed: 4 } });
    service.now.say(
      { type: "peer-joined", room: "r", seq: 12, peer: participant("carol") },
      message(13, "missed"),
      { type: "peer-left", room: "r", seq: 14, peer: "carol", reason: "left" },
      { type: "peer-left", room: "r", seq: 15, peer: "bob", reason: "left" },
      message(31, "live"),
    );
    assert.deepEqual(events, [
      "seen",
      "room 4 dave",
      "session",
      "carol came",
      "missed",
      "carol left",
      "bob left",
      "live",
    ]);
    assert.deepEqual(names(room), ["dave"]); // what happened before the roster was made is history
    assert.deepEqual(signaling.session, { session: "s1", secret: "x1" });
    assert.deepEqual(signaling.iceServers, [{ urls: "stun:two" }]);
    assert.equal(service.states.at(-1).state, "connected");
  });

  it("tries a resume again that could not be decided", async () => {
    const [, room] = await service.inRoom();
    await service.reconnect();
    service.now.say({ type: "error", id: "resume", code: "unavailable", message: "?", retryable: true });
    assert.equal(service.states.at(-1).state, "reconnecting");
    await pass(5000);
    service.now.welcome({ session: "s3", secret: "x3" });
    assert.deepEqual(service.now.last("resume").session, "s1");
    service.now.resumed({ r: { seq: 10, participants: [], participantCount: 0, missed: 0 } });
    assert.equal(room.state, "joined");
  });

  it("fetches the rest of a large roster", async () => {
    const [, room] = await service.inRoom({ participantCount: 3 });
    assert.deepEqual(service.now.last("roster"), { type: "roster", id: "2", room: "r" });
    service.now.say({
      type: "roster",
      id: "2",
      room: "r",
      participants: [participant("bob"), participant("carol")],
      next: "n1",
    });
    await settle();
    assert.equal(service.now.last("roster").after, "n1");
    service.now.say(
      { type: "peer-left", room: "r", seq: 11, peer: "carol", reason: "left" },
      { type: "peer-joined", room: "r", seq: 12, peer: participant("eve") },
      { type: "roster", id: service.now.last("roster").id, room: "r", participants: [participant("dave")] },
    );
    await settle();
    assert.deepEqual(names(room), ["bob", "dave", "eve"]);
  });

  it("asks whom it sees when its own role has changed", async () => {
    const [, room] = await service.inRoom();
    service.now.say({ type: "peer-updated", room: "r", seq: 11, peer: participant("me", { role: "moderator" }) });
    assert.equal(room.self.role, "moderator");
    assert.equal(service.now.of("roster").length, 1);
    assert.deepEqual(names(room), ["bob"]);
  });

  it("keeps whom it knew until the rest of a large roster is there", async () => {
    const carol = participant("carol");
    const [, room] = await service.inRoom({ participants: [participant("bob"), carol] });
    const rosters = [];
    room.on("resumed", () => rosters.push(names(room)));
    room.on("roster", () => rosters.push(names(room)));
    await service.reconnect();
    service.now.resumed({ r: { seq: 30, participants: [participant("dave")], participantCount: 2, missed: 0 } });
    const { id } = service.now.last("roster");
    service.now.say({ type: "roster", id, room: "r", participants: [participant("dave"), carol] });
    await settle();
    assert.deepEqual(rosters, [
      ["bob", "carol", "dave"],
      ["dave", "carol"],
    ]);
  });

  it("hears those whom it does not know yet once the roster has come, in their order", async () => {
    const [, room] = await service.inRoom();
    const events = [];
    for (const type of ["offer", "ice-candidate", "peer-updated"])
      room.on(type, ({ from, peer }) => events.push(`${type} ${from ?? peer.peer}`));
    room.on("roster", () => events.push(`roster ${names(room)}`));
    await settle();
    const carol = participant("carol");
    service.now.say(
      { type: "peer-updated", room: "r", seq: 11, peer: participant("me", { role: "moderator" }) },
      { type: "offer", room: "r", seq: 12, from: "carol", offer: {} },
      { type: "peer-updated", room: "r", seq: 13, peer: carol },
      { type: "ice-candidate", room: "r", seq: 14, from: "carol", candidate: null },
      { type: "offer", room: "r", seq: 15, from: "bob", offer: {} },
    );
    assert.deepEqual(events.splice(0), ["peer-updated me", "peer-updated carol", "offer bob"]);
    const { id } = service.now.last("roster");
    service.now.say({ type: "roster", id, room: "r", participants: [participant("bob"), carol] });
    await settle();
    assert.deepEqual(events, ["roster bob,carol", "offer carol", "ice-candidate carol"]);
  });

  it("hears everybody, too, when the roster cannot be had", async () => {
    const [, room] = await service.inRoom();
    const heard = [];
    room.on("message", ({ from }) => heard.push(from));
    room.roster().catch(() => heard.push("no roster"));
    service.now.say({ ...message(11, "hm"), from: "carol" });
    service.now.say({ type: "error", id: service.now.last("roster").id, code: "internal", message: "?" });
    await settle();
    assert.deepEqual(heard, ["carol", "no roster"]);
  });

  it("has frames for what moderators do", async () => {
    const [, room] = await service.inRoom();
    room.kick("bob", { reason: "enough", barSeconds: 60 });
    room.mute("microphone");
    room.mute("screen", "bob");
    room.admit("u-carol");
    room.refuse("u-dora");
    room.lock();
    room.unlock();
    room.setRole("bob", "host");
    room.close();
    room.update({ name: "Alice", metadata: { hand: true } });
    room.message({ text: "hi" }, "bob");
    assert.deepEqual(
      service.now.sent.slice(1).map(({ id, ...frame }) => frame),
      [
        { type: "kick", peer: "bob", reason: "enough", barSeconds: 60, room: "r" },
        { type: "mute", source: "microphone", room: "r" },
        { type: "mute", source: "screen", peer: "bob", room: "r" },
        { type: "admit", user: "u-carol", room: "r" },
        { type: "refuse", user: "u-dora", room: "r" },
        { type: "lock", room: "r" },
        { type: "unlock", room: "r" },
        { type: "set-role", peer: "bob", role: "host", room: "r" },
        { type: "close-room", room: "r" },
        { type: "update", name: "Alice", metadata: { hand: true }, room: "r" },
        { type: "message", data: { text: "hi" }, to: "bob", room: "r" },
      ],
    );
  });

  it("knows whether it is locked", async () => {
    const [, room] = await service.inRoom();
    service.now.say({ type: "room-locked", room: "r", seq: 11 });
    assert.equal(room.locked, true);
    service.now.say({ type: "room-unlocked", room: "r", seq: 12 });
    assert.equal(room.locked, false);
  });

  it("tells who knocks, and who is asked to stop sending", async () => {
    const [, room] = await service.inRoom();
    const asked = [];
    room.on("mute-requested", ({ from, source }) => asked.push([from, source]));
    const waiting = [{ user: "u-carol", userName: "Carol" }];
    service.now.say(
      { type: "knocks", room: "r", seq: 11, waiting },
      { type: "mute-requested", room: "r", seq: 12, from: "bob", source: "camera" },
    );
    assert.deepEqual(room.waiting, waiting);
    assert.deepEqual(asked, [["bob", "camera"]]);
    service.now.say({ type: "peer-updated", room: "r", seq: 13, peer: { ...room.self, role: "participant" } });
    assert.deepEqual(room.waiting, [], "who is no moderator hears of nobody at the door");
  });

  it("says when one is out of it without having asked", async () => {
    const [signaling, room] = await service.inRoom();
    const left = [];
    room.on("left", ({ room: name, reason, message: text }) => left.push([name, reason, text]));
    service.now.say({ type: "left", room: "r", reason: "kicked", message: "bye" });
    assert.deepEqual(left, [["r", "kicked", "bye"]]);
    assert.deepEqual([room.state, signaling.rooms.size], ["left", 0]);
  });

  it("keeps the frames of negotiations, in their order, until somebody listens", async () => {
    const [, room] = await service.inRoom();
    const candidate = { type: "ice-candidate", room: "r", seq: 12, from: "bob", candidate: null };
    service.now.say(
      { type: "offer", room: "r", seq: 11, from: "bob", offer: { type: "offer", sdp: "o" } },
      candidate,
      message(13, "gone"),
    );
    const got = [];
    room.on("ice-candidate", ({ seq }) => got.push(seq));
    room.on("offer", ({ seq }) => got.push(seq));
    room.on("message", ({ seq }) => got.push(seq));
    await settle();
    service.now.say({ ...candidate, seq: 14 });
    assert.deepEqual(got, [11, 12, 14]);
  });

  it("of a call comes unasked", async () => {
    const signaling = await service.connected();
    service.now.joined({ room: "call-1" }, { room: "call-1" });
    const rooms = [];
    signaling.on("joined", ({ room }) => rooms.push(room.name));
    await settle();
    assert.deepEqual(rooms, ["call-1"]);
  });

  it("does not know frames of the future, and does not mind", async () => {
    const [signaling, room] = await service.inRoom();
    const frames = [];
    signaling.on("frame", ({ type }) => frames.push(type));
    service.now.say(
      { type: "hologram", room: "r", seq: 11 },
      { type: "hologram" },
      { type: "left-handed" },
      message(12, "x"),
    );
    assert.deepEqual(frames, ["hologram", "hologram", "left-handed", "message"]);
    assert.equal(room.seq, 12);
  });
});

describe("a place that was lost", () => {
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

  const expired = { r: { error: "resume-expired" } };

  it("is taken anew by itself, under another peer id, and that is said", async () => {
    const self = participant("me", { role: "host" });
    const [signaling, room] = await service.inRoom({ self }, { name: "Alice", role: "host" });
    const update = room.update({ metadata: { hand: true } });
    service.now.ack(service.now.last("update"), 11);
    await update;
    const events = [];
    room.on("rejoined", ({ room: { self }, reason }) => events.push(["room", self.peer, reason]));
    signaling.on("rejoined", ({ rooms }) => events.push(["session", rooms.length, rooms[0] === room]));
    const lost = assert.rejects(room.message("old life"), { code: "resume-expired", room: "r" });
    await service.reconnect();
    service.now.resumed(expired);
    await lost;
    assert.equal(room.state, "rejoining");
    const { id, ...join } = service.now.last("join");
    assert.deepEqual(join, {
      type: "join",
      room: "r",
      name: "Alice",
      role: "host",
      metadata: { hand: true },
      replace: { session: "s1", secret: "x1" },
    });
    const early = room.message("new life");
    assert.deepEqual(service.now.of("message"), []); // not before one is in
    service.now.joined({ id, room: "r" }, { seq: 3, self: participant("me-again"), participants: [] });
    await settle();
    assert.deepEqual(events, [
      ["room", "me-again", "resume-expired"],
      ["session", 1, true],
    ]);
    assert.deepEqual([room.state, room.seq, names(room)], ["joined", 3, []]);
    service.now.ack(service.now.last("message"), 4);
    await early;
  });

  it("is taken anew in the role that one was given; in one's own, where one may not", async () => {
    const [, room] = await service.inRoom({}, { role: "viewer" });
    service.now.say({ type: "peer-updated", room: "r", seq: 11, peer: participant("me", { role: "moderator" }) });
    await service.reconnect();
    service.now.resumed(expired);
    const { id, role } = service.now.last("join");
    assert.equal(role, "moderator");
    service.now.say({ type: "error", id, code: "not-allowed", field: "role", message: "no right" });
    await settle();
    assert.equal(service.now.last("join").role, "viewer");
    service.now.joined(service.now.last("join"), { self: participant("new", { role: "viewer" }) });
    await settle();
    assert.deepEqual([room.state, room.self.role], ["joined", "viewer"]);
  });

  it("is taken anew when the whole session is gone", async () => {
    const [signaling, room] = await service.inRoom();
    await service.reconnect();
    service.now.say({ type: "error", id: "resume", code: "resume-expired", message: "gone", retryable: false });
    assert.deepEqual(signaling.session, { session: "s2", secret: "x2" });
    assert.deepEqual(service.now.last("join").replace, { session: "s1", secret: "x1" });
    service.now.say({
      type: "error",
      id: service.now.last("join").id,
      code: "resume-expired",
      field: "replace",
      message: "gone",
      retryable: false,
    });
    assert.deepEqual(Object.keys(service.now.last("join")), ["type", "room", "role", "id"]);
    service.now.joined(service.now.last("join"), { self: participant("new") });
    await settle();
    assert.equal(room.self.peer, "new");
  });

  it("that cannot be had any more is left, and that is said", async () => {
    const [signaling, room] = await service.inRoom();
    const left = [];
    room.on("left", ({ reason, error }) => left.push([reason, error.code]));
    await service.reconnect();
    service.now.resumed(expired);
    const waiting = assert.rejects(room.message("x"), { code: "room-full" });
    service.now.say({
      type: "error",
      id: service.now.last("join").id,
      code: "room-full",
      message: "full",
      retryable: true,
    });
    await waiting;
    assert.deepEqual(left, [["resume-expired", "room-full"]]);
    assert.deepEqual([room.state, signaling.rooms.size], ["left", 0]);
  });

  it("is not taken anew by who was about to leave it", async () => {
    const [signaling, room] = await service.inRoom();
    const leaving = room.leave();
    await service.reconnect();
    service.now.resumed(expired);
    await leaving;
    assert.deepEqual([room.state, signaling.rooms.size, service.now.of("join").length], ["left", 0, 0]);
  });

  it("in a call's room is lost", async () => {
    const signaling = await service.connected();
    service.now.joined({ room: "call-1" }, { room: "call-1" });
    const room = signaling.rooms.get("call-1");
    await service.reconnect();
    service.now.resumed({ "call-1": { error: "resume-expired" } });
    assert.deepEqual([room.state, service.now.of("join").length], ["left", 0]);
  });

  it("while it is taken anew survives another loss of the connection", async () => {
    const [, room] = await service.inRoom();
    await service.reconnect();
    service.now.resumed(expired);
    const first = service.now.last("join").id;
    service.now.end(1006);
    await pass(30_000);
    service.now.welcome();
    assert.deepEqual(service.now.last("resume").rooms, {});
    service.now.resumed({});
    assert.notEqual(service.now.last("join").id, first);
    service.now.joined(service.now.last("join"), { self: participant("new") });
    await settle();
    assert.deepEqual([room.state, room.self.peer], ["joined", "new"]);
  });

  it("of a join whose answer was lost makes way for the next", async () => {
    const signaling = await service.connected();
    const joining = signaling.join("r");
    await service.reconnect();
    assert.deepEqual(service.now.last("join").replace, { session: "s1", secret: "x1" });
    service.now.joined(service.now.last("join"));
    assert.equal((await joining).self.peer, "me");
  });
});
