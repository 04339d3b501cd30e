import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, pass, Service, settle, SignalingError, stopTheClock } from "./service.js";

const kept = { r: { seq: 10, participants: [], participantCount: 0, missed: 0 } };

describe("a request", () => {
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

  it("has an id, and its reply is the one with that id", async () => {
    const [, room] = await service.inRoom();
    const [one, two] = [room.message(1), room.message(2)];
    const sent = service.now.of("message");
    assert.notEqual(sent[0].id, sent[1].id);
    service.now.ack(sent[1], 12);
    service.now.ack(sent[0], 11);
    assert.deepEqual([(await one).seq, (await two).seq], [11, 12]);
  });

  it("waits for the connection", async () => {
    const signaling = service.client();
    const joining = signaling.join("r");
    signaling.connect();
    await settle();
    assert.deepEqual(service.now.sent, []);
    service.now.welcome();
    service.now.joined(service.now.last("join"));
    assert.equal((await joining).name, "r");
  });

  it("goes out again, with its id and in its order, until it is answered", async () => {
    const [, room] = await service.inRoom();
    const answered = room.message("answered");
    service.now.ack(service.now.last("message"), 11);
    await answered;
    const open = [room.message("a"), room.message("b")];
    const before = service.now.of("message").slice(1);
    await service.reconnect();
    assert.deepEqual(service.now.of("message"), []); // not before the session is back
    service.now.resumed(kept);
    assert.deepEqual(service.now.of("message"), before);
    for (const frame of before) service.now.ack(frame, 12);
    await Promise.all(open);
    await service.reconnect();
    service.now.resumed(kept);
    assert.deepEqual(service.now.of("message"), []);
  });

  it("is refused with all that the service says", async () => {
    const [, room] = await service.inRoom();
    const kicking = room.kick("bob");
    service.now.say({
      type: "error",
      id: service.now.last("kick").id,
      code: "not-allowed",
      message: "no",
      field: "peer",
      room: "r",
      retryable: false,
    });
    const error = await kicking.catch((refused) => refused);
    assert.ok(error instanceof SignalingError);
    assert.deepEqual(
      { ...error },
      { name: "SignalingError", code: "not-allowed", field: "peer", room: "r", retryable: false },
    );
    assert.equal(error.message, "no");
  });

  it("over the rate goes out again after the time that the service names, and nothing overtakes it", async () => {
    const [, room] = await service.inRoom();
    const first = room.message("first");
    service.now.say({
      type: "error",
      id: service.now.last("message").id,
      code: "rate-limited",
      message: "slow",
      retryable: true,
      retryAfterMs: 300,
    });
    room.message("second");
    await pass(299);
    assert.equal(service.now.of("message").length, 1);
    await pass(1);
    assert.deepEqual(
      service.now.of("message").map(({ data }) => data),
      ["first", "first", "second"],
    );
    service.now.ack(service.now.of("message")[1], 11);
    await first;
  });

  it("of unknown fate is repeated with its id, five times in all", async () => {
    const [, room] = await service.inRoom();
    const refused = assert.rejects(room.message("x"), { code: "unavailable", retryable: true });
    for (let time = 1; time <= 5; time++) {
      assert.equal(service.now.of("message").length, time);
      service.now.say({
        type: "error",
        id: service.now.last("message").id,
        code: "unavailable",
        message: "?",
        retryable: true,
      });
      await pass(16_000);
      service.now.say({ type: "pong" });
    }
    await refused;
    assert.equal(new Set(service.now.of("message").map(({ id }) => id)).size, 1);
  });

  it("too large for the service does not go out", async () => {
    const signaling = await service.connected({ limits: { maxFrameBytes: 200 } });
    await assert.rejects(signaling.request({ type: "x", text: "ü".repeat(100) }), {
      code: "too-large",
      message: /has 2\d\d bytes/,
    });
    assert.equal(service.now.of("x").length, 0);
  });

  it("goes out no faster than the service takes them", async () => {
    const signaling = await service.connected({ limits: { framesPerSecond: 10, framesBurst: 5 } });
    for (let n = 0; n < 6; n++) signaling.request({ type: "ping", n });
    assert.equal(service.now.of("ping").length, 3); // two are kept back for what does not wait in line
    await pass(100);
    assert.equal(service.now.of("ping").length, 4);
    await pass(200);
    assert.deepEqual(
      service.now.of("ping").map(({ n }) => n),
      [0, 1, 2, 3, 4, 5],
    );
  });

  it("is not out with more others than the service remembers ids", async () => {
    const signaling = await service.connected({ limits: { resendIds: 2 } });
    for (let n = 0; n < 3; n++) signaling.request({ type: "ping", n });
    assert.equal(service.now.of("ping").length, 2);
    service.now.say({ type: "pong", id: service.now.of("ping")[0].id });
    assert.equal(service.now.of("ping").length, 3);
  });

  it("is what it was when it was made", async () => {
    const [, room] = await service.inRoom();
    const data = { n: 1, gone: undefined };
    service.now.end(1006);
    room.message(data);
    data.n = 2;
    await pass(1000);
    service.now.welcome();
    service.now.resumed(kept);
    assert.deepEqual(service.now.last("message").data, { n: 1 });
  });

  it("has a candidate as a browser would understand what the application gave", async () => {
    const signaling = await service.connected();
    const written = (candidate) => {
      signaling.request({ type: "ice-candidate", room: "r", candidate }).catch(() => {});
      return service.now.last("ice-candidate").candidate;
    };
    const init = {
      candidate: "candidate:1 1 udp 1 192.0.2.5 9 typ host",
      sdpMid: "0",
      sdpMLineIndex: 0,
      usernameFragment: "F7gI",
    };
    assert.deepEqual(written(init), init);
    assert.deepEqual(written({ toJSON: () => init }), init);
    assert.deepEqual(written({ ...init, sdpMid: 0, sdpMLineIndex: "0" }), init);
    assert.deepEqual(written({ ...init, candidate: `a=${init.candidate}` }), init);
    const empty = { candidate: "", sdpMid: null, sdpMLineIndex: null, usernameFragment: null };
    assert.deepEqual(written({ completed: true }), empty);
    assert.deepEqual([written(""), written(null)], ["", null]);
  });

  it("fails when the session is closed", async () => {
    const [signaling, room] = await service.inRoom();
    const refused = assert.rejects(room.message(1), { code: "closed" });
    signaling.close();
    await refused;
  });

  it("that nobody made is told as an error", async () => {
    const signaling = await service.connected();
    const errors = [];
    signaling.on("error", ({ code }) => errors.push(code));
    service.now.say(
      { type: "error", code: "bad-json", message: "?", retryable: false },
      { type: "ack", id: "unknown" },
    );
    assert.deepEqual(errors, ["bad-json"]);
  });
});

describe("bad input", () => {
  beforeEach(stopTheClock);
  afterEach(() => mock.timers.reset());

  const circle = {};
  circle.circle = circle;
  const deep = Array.from({ length: 40 }).reduce((inner) => [inner], 1);
  const CASES = [
    ["join: no name", (signaling) => signaling.join()],
    ["join: an empty name", (signaling) => signaling.join("")],
    ["join: a slash", (signaling) => signaling.join("a/b")],
    ["join: two dots", (signaling) => signaling.join("..")],
    ["join: an outer space", (signaling) => signaling.join("a ")],
    ["join: too long", (signaling) => signaling.join("x".repeat(129))],
    ["join: half a character", (signaling) => signaling.join("\ud800")],
    ["join: options that are none", (signaling) => signaling.join("x", "host")],
    ["join: unknown role", (signaling) => signaling.join("x", { role: "king" })],
    ["join: unknown pattern", (signaling) => signaling.join("x", { pattern: "star" })],
    ["join: name with a control character", (signaling) => signaling.join("x", { name: "a\u0007" })],
    ["join: name with a bidi override", (signaling) => signaling.join("x", { name: "a\u202e" })],
    ["join: metadata too large", (signaling) => signaling.join("x", { metadata: { x: "y".repeat(4096) } })],
    ["join: metadata that is a list", (signaling) => signaling.join("x", { metadata: [] })],
    ["join: replace without a secret", (signaling) => signaling.join("x", { replace: { session: "s" } })],
    ["join: an option that there is not", (signaling) => signaling.join("x", { nmae: "Ada" })],
    ["kick: an option that there is not", (_, room) => room.kick("bob", { barMinutes: 1 })],
    ["request: no type", (signaling) => signaling.request({})],
    ["request: no frame", (signaling) => signaling.request(null)],
    ["request: a resume", (signaling) => signaling.request({ type: "resume" })],
    ["on: unknown event", (signaling) => signaling.on("nothing", () => {})],
    ["on: no listener", (signaling) => signaling.on("state")],
    ["send: another room", (_, room) => room.send({ type: "leave", room: "q" })],
    ["send: a to that is none", (_, room) => room.send({ type: "offer", to: "a b" })],
    ["message: nothing", (_, room) => room.message()],
    ["message: a function", (_, room) => room.message(() => {})],
    ["message: a circle", (_, room) => room.message(circle)],
    ["message: a bigint", (_, room) => room.message(1n)],
    ["message: too large", (_, room) => room.message("x".repeat(16_384))],
    ["message: half a character", (_, room) => room.message("a\udc00")],
    ["message: nested too deeply", (_, room) => room.message(deep)],
    ["message: to nobody", (_, room) => room.message(1, "")],
    ["update: nothing", (_, room) => room.update({})],
    ["update: name too long", (_, room) => room.update({ name: "x".repeat(65) })],
    ["kick: nobody", (_, room) => room.kick()],
    ["kick: a reason too long", (_, room) => room.kick("bob", { reason: "x".repeat(257) })],
    ["kick: barred for too long", (_, room) => room.kick("bob", { barSeconds: 86_401 })],
    ["setRole: unknown role", (_, room) => room.setRole("bob", "king")],
  ];
  for (const [name, act] of CASES) {
    it(`${name}: a TypeError at once, and nothing is sent`, async () => {
      const service = new Service();
      const [signaling, room] = await service.inRoom();
      const sent = service.now.sent.length;
      assert.throws(() => act(signaling, room), TypeError);
      await settle();
      assert.equal(service.now.sent.length, sent);
    });
  }

  for (const options of [
    undefined,
    {},
    { token: "text" },
    { url: "ftp://x" },
    { url: "http://" },
    { encoding: "xml" },
    { transport: 1 },
    { tokens: 1 },
  ]) {
    it(`a client made with ${JSON.stringify(options)}: a TypeError`, () => {
      const service = new Service();
      const all =
        options && !("token" in options) && Object.keys(options).length
          ? { token: () => "t", url: "wss://x", ...options }
          : options;
      assert.throws(() => new (service.client().constructor)(all), TypeError);
    });
  }

  it("text that only looks like half a character is good", async () => {
    const service = new Service();
    const [, room] = await service.inRoom();
    room.message("\\ud800 😀");
    assert.equal(service.now.last("message").data, "\\ud800 😀");
  });

  it("a second join, and anything after leaving, is an error of state", async () => {
    const service = new Service();
    const [signaling, room] = await service.inRoom();
    assert.throws(() => signaling.join("r"), /already/);
    const leaving = room.leave();
    service.now.say({ type: "left", id: service.now.last("leave").id, room: "r" });
    await leaving;
    assert.throws(() => room.message(1), /not in the room/);
    assert.throws(() => room.roster(), /not in the room/);
  });
});
