import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, pass, Service, settle, stopTheClock } from "./service.js";

describe("connecting", () => {
  let service;
  beforeEach(() => {
    stopTheClock();
    chance(0.999);
    service = new Service();
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it("promises the welcome and tells what it says", async () => {
    const signaling = service.client();
    assert.equal(signaling.state, "idle");
    const connecting = signaling.connect();
    assert.equal(signaling.state, "connecting");
    await settle();
    assert.deepEqual(service.now.request.protocols, ["signaling.v1.json"]);
    assert.equal(service.now.request.url.href, "wss://beckon.example/v1/ws");
    assert.equal(service.now.request.token, "token-1");
    service.now.welcome();
    assert.equal((await connecting).session, "s1");
    assert.equal(signaling.state, "connected");
    assert.deepEqual(signaling.user, { id: "alice", name: "Alice" });
    assert.deepEqual(signaling.session, { session: "s1", secret: "x1" });
    assert.deepEqual(signaling.iceServers, [{ urls: "stun:one" }]);
    assert.equal(signaling.expiresAt.toISOString(), "2026-01-01T01:00:00.000Z");
    assert.deepEqual(
      service.states.map(({ state }) => state),
      ["connecting", "connected"],
    );
  });

  it("connects once however often it is asked to", async () => {
    const signaling = service.client();
    const first = signaling.connect();
    const second = signaling.connect();
    await settle();
    assert.equal(service.connections.length, 1);
    service.now.welcome();
    assert.equal(await first, await second);
    assert.equal((await signaling.connect()).session, "s1");
  });

  it("lets a refused upgrade rest for as long as the service says", async () => {
    const connecting = service.client().connect();
    await settle();
    service.now.end(1006, { opened: false, status: 503, retryAfterMs: 7000 });
    assert.equal(service.states.at(-1).reason, "The service is busy.");
    await pass(6999);
    assert.equal(service.connections.length, 1);
    await pass(1001);
    assert.equal(service.connections.length, 2);
    service.now.welcome();
    await connecting;
  });

  it("rests for as long as the service says, too, when it ends a connection that was there", async () => {
    const connecting = service.client().connect();
    await settle();
    service.now.welcome();
    await connecting;
    service.now.end(4029, { opened: true, status: 429, retryAfterMs: 2000 });
    await pass(1999);
    assert.equal(service.connections.length, 1);
    await pass(1001);
    assert.equal(service.connections.length, 2);
  });

  it("asks for another token when the service does not accept the first", async () => {
    service.client().connect();
    await settle();
    service.now.end(1006, { opened: false, status: 401 });
    await pass(1000);
    assert.deepEqual(service.tokens, [{ spent: null }, { spent: "token-1" }]);
    assert.equal(service.now.request.token, "token-2");
  });

  it("ends, and says so, when two tokens more are refused that it was given for the first", async () => {
    const signaling = service.client();
    const connecting = assert.rejects(signaling.connect(), {
      code: "closed",
      message: /does not accept the token \(401\)/,
    });
    await settle();
    for (let refused = 1; refused <= 3; refused++) {
      assert.equal(signaling.state, "connecting");
      service.now.end(1006, { opened: false, status: 401 });
      await pass(5000);
    }
    await connecting;
    await pass(60_000);
    assert.equal(service.connections.length, 3);
    assert.equal(signaling.state, "closed");
  });

  it("counts refused tokens anew once one was accepted, and after an end", async () => {
    const signaling = service.client();
    const refuse = async (times) => {
      for (let refused = 1; refused <= times; refused++) {
        service.now.end(1006, { opened: false, status: 401 });
        await pass(10_000);
      }
    };
    const connecting = signaling.connect();
    await settle();
    await refuse(2);
    service.now.welcome();
    await connecting;
    service.now.end(1006);
    await pass(10_000);
    await refuse(2);
    assert.equal(signaling.state, "reconnecting");
    await refuse(1);
    assert.equal(signaling.state, "closed");
    const again = signaling.connect();
    await settle();
    await refuse(2);
    service.now.welcome();
    await again;
  });

  it("says that pages of this origin are not let in", async () => {
    const connecting = service.client().connect();
    await settle();
    service.now.end(1006, { opened: false, status: 403, foreign: true });
    await assert.rejects(connecting, {
      code: "closed",
      message: /does not let pages of .* in: beckon\.allowed-origins/,
    });
  });

  it("is connected by the first request, whose promise rejects when there is no way", async () => {
    const signaling = service.client();
    const joining = signaling.join("r");
    assert.equal(signaling.state, "connecting");
    await settle();
    service.now.welcome();
    await settle();
    service.now.joined(service.now.last("join"));
    assert.equal((await joining).name, "r");

    const refused = service.client();
    const rejected = assert.rejects(refused.join("r"), { code: "closed", message: /does not let you in/ });
    await settle();
    service.now.end(1006, { opened: false, status: 403 });
    await rejected;
  });

  it("ends when the service refuses for good", async () => {
    for (const status of [400, 403]) {
      const signaling = service.client();
      const connecting = signaling.connect();
      await settle();
      service.now.end(1006, { opened: false, status });
      await assert.rejects(connecting, { name: "SignalingError", code: "closed" });
      assert.equal(signaling.state, "closed");
      await pass(60_000);
    }
    assert.equal(service.connections.length, 2);
  });

  it("tries again when no token can be had, and ends when the error is permanent", async () => {
    let failure = new Error("no network");
    service.supply = () => {
      throw failure;
    };
    const connecting = service.client().connect();
    await settle();
    assert.equal(service.states.at(-1).reason, "no network");
    failure = Object.assign(new Error("signed out"), { permanent: true });
    await Promise.all([assert.rejects(connecting, failure), pass(1000)]);
    assert.equal(service.connections.length, 0);
  });

  it("takes a token that is none as an error that stays", async () => {
    service.supply = () => undefined;
    await assert.rejects(service.client().connect(), TypeError);
  });

  it("gives up a connection that opens without a welcome", async () => {
    service.client().connect();
    await settle();
    await pass(9000);
    service.now.onopen();
    await pass(9999);
    assert.equal(service.now.closedWith, null);
    await pass(1);
    assert.equal(service.now.closedWith, 4000);
    await pass(1000);
    assert.equal(service.connections.length, 2);
  });

  it("gives up a connection that does not open, and whose transport does not see to that", async () => {
    service.client().connect();
    await settle();
    await pass(19_999);
    assert.equal(service.now.closedWith, null);
    await pass(1);
    assert.equal(service.now.closedWith, 4000);
  });

  it("waits longer with each attempt, half a minute once places are not kept any more, and starts over after a minute up", async () => {
    service.client().connect();
    await settle();
    const waits = [];
    for (let attempt = 0; attempt < 14; attempt++) {
      service.now.end(1006, { opened: false });
      waits.push(Math.round(service.states.at(-1).retryInMs));
      await pass(30_000);
    }
    assert.deepEqual(waits, [999, 999, 1998, 3996, ...Array(8).fill(7992), 29970, 29970]);
    service.now.welcome();
    service.now.end(1006);
    assert.equal(Math.round(service.states.at(-1).retryInMs), 29970);
    await pass(30_000);
    service.now.welcome();
    for (let second = 0; second < 60; second += 20) {
      await pass(20_000);
      service.now.say({ type: "pong" });
    }
    service.now.end(1006);
    assert.equal(Math.round(service.states.at(-1).retryInMs), 999);
  });

  it("asks for a sign of life after a silent heartbeat, and takes no answer as the end", async () => {
    const signaling = await service.connected();
    const first = service.now;
    await pass(25_000);
    assert.equal(first.of("ping").length, 1);
    first.say({ type: "pong" });
    await pass(25_000);
    assert.equal(first.of("ping").length, 2);
    await pass(9_999);
    assert.equal(signaling.state, "connected");
    await pass(1);
    assert.equal(signaling.state, "reconnecting");
    assert.equal(first.closedWith, 4000);
  });

  it("does not wait for an answer when the machine has slept through two heartbeats", async () => {
    const signaling = await service.connected();
    mock.timers.setTime(Date.now() + 3_600_000);
    await pass(25_000);
    assert.equal(signaling.state, "reconnecting");
    assert.equal(service.connections[0].of("ping").length, 0);
  });

  it("is elsewhere by the time a draining service named", async () => {
    const signaling = await service.connected();
    const told = [];
    signaling.on("going-away", ({ reconnectInMs }) => told.push(reconnectInMs));
    service.now.say({ type: "going-away", reconnectInMs: 4000 });
    await pass(3999);
    assert.equal(service.connections.length, 1);
    assert.equal(signaling.state, "connected");
    await pass(1);
    assert.deepEqual(told, [4000]);
    assert.equal(service.connections[0].closedWith, 4000);
    assert.equal(service.connections.length, 2);
  });

  it("keeps to that time when the service closes before", async () => {
    await service.connected();
    service.now.say({ type: "going-away", reconnectInMs: 4000 });
    await pass(1000);
    service.now.end(1001);
    assert.equal(service.states.at(-1).retryInMs, 3000);
    await pass(3000);
    assert.equal(service.connections.length, 2);
  });

  it("leaves with 1000 and can begin anew", async () => {
    const signaling = await service.connected();
    signaling.close();
    assert.equal(service.now.closedWith, 1000);
    assert.deepEqual([signaling.state, signaling.session], ["closed", null]);
    await assert.rejects(signaling.request({ type: "ping" }), { code: "closed" });
    signaling.connect();
    await settle();
    service.now.welcome({ session: "s2" });
    assert.equal(signaling.session.session, "s2");
  });

  it("lets go of a transport that was promised and comes too late", async () => {
    let give;
    const closedWith = [];
    const signaling = service.client({ transport: () => new Promise((resolve) => (give = resolve)) });
    const connecting = assert.rejects(signaling.connect(), { code: "closed" });
    await settle();
    signaling.close();
    give({ close: (code) => closedWith.push(code), send: () => assert.fail("nothing is sent") });
    await connecting;
    await settle();
    assert.deepEqual(closedWith, [4000]);
  });

  it("goes on without the service when it is told to while it waits for a token", async () => {
    let give;
    service.supply = () => new Promise((resolve) => (give = resolve));
    const signaling = service.client();
    const connecting = assert.rejects(signaling.connect(), { code: "closed" });
    await settle();
    signaling.close();
    give("late");
    await connecting;
    await settle();
    assert.equal(service.connections.length, 0);
  });
});
