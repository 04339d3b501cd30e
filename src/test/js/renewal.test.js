import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, pass, Service, settle, stopTheClock } from "./service.js";

const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

describe("a token", () => {
  let service;
  let signaling;
  beforeEach(async () => {
    stopTheClock();
    chance(0.5);
    service = new Service();
    signaling = await service.connected();
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  const expiring = (seconds = 60) => service.now.say({ type: "token-expiring", expiresAt: inSeconds(seconds) });
  const refreshed = (seconds) =>
    service.now.say({ type: "refreshed", id: service.now.last("refresh").id, expiresAt: inSeconds(seconds) });

  it("is replaced before it ends, as often as it takes", async () => {
    expiring();
    await pass(30_000);
    assert.deepEqual(service.tokens.at(-1), { spent: "token-1" });
    assert.equal(service.now.last("refresh").token, "token-2");
    refreshed(300);
    await settle();
    assert.equal(signaling.expiresAt.getTime(), Date.now() + 300_000);
    service.now.say({ type: "pong" });
    expiring();
    await pass(30_000);
    assert.deepEqual(service.tokens.at(-1), { spent: "token-2" });
    assert.equal(service.now.last("refresh").token, "token-3");
    assert.equal(service.connections.length, 1);
  });

  it("that cannot be had is asked for again, and that is said", async () => {
    const errors = [];
    signaling.on("error", ({ message }) => errors.push(message));
    const { supply } = service;
    service.supply = () => Promise.reject(new Error("offline"));
    expiring(20);
    await pass(10_000);
    assert.deepEqual(errors, ["offline"]);
    service.supply = supply;
    await pass(2000);
    assert.equal(service.now.of("refresh").length, 1);
  });

  it("that the service does not take is followed by another one", async () => {
    expiring(20);
    await pass(10_000);
    service.now.say({
      type: "error",
      id: service.now.last("refresh").id,
      code: "bad-token",
      field: "token",
      message: "no",
      retryable: false,
    });
    await settle();
    await pass(2000);
    assert.deepEqual(
      service.now.of("refresh").map(({ token }) => token),
      ["token-2", "token-3"],
    );
  });

  it("that is the old one again is not sent", async () => {
    service.supply = () => "token-1";
    expiring(20);
    await pass(10_000);
    await pass(2000);
    assert.equal(service.now.of("refresh").length, 0);
  });

  it("is nobody's business any more when the connection is gone", async () => {
    expiring();
    service.now.end(4001);
    await pass(0);
    service.now.welcome();
    const asked = service.tokens.length;
    await pass(24_000);
    service.now.say({ type: "pong" });
    await pass(24_000);
    assert.equal(service.tokens.length, asked);
  });

  it("on its way to the service when the connection breaks is not sent over the next one", async () => {
    expiring(20);
    await pass(10_000);
    assert.equal(service.now.of("refresh").length, 1);
    await service.reconnect();
    assert.equal(service.now.of("refresh").length, 0);
  });
});
