import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, Service, settle, stopTheClock } from "./service.js";

describe("knocking at a locked room", () => {
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

  const reply = (state) => service.now.say({ type: "knocking", id: service.now.last("knock").id, room: "r", state });
  const push = (state) => service.now.say({ type: "knocking", room: "r", state });
  const code = (promise) => promise.catch((error) => error.code);

  it("waits until somebody lets one in", async () => {
    const signaling = await service.connected();
    let isIn = false;
    const knocking = signaling.knock("r", { name: "Caz" }).then(() => (isIn = true));
    assert.deepEqual(service.now.last("knock"), { type: "knock", id: "1", room: "r", name: "Caz" });
    reply("waiting");
    await settle();
    assert.equal(isIn, false);
    push("admitted");
    await knocking;
  });

  it("says when nobody does", async () => {
    const signaling = await service.connected();
    for (const [state, how] of [
      ["refused", push],
      ["over", push],
      ["refused", reply],
    ]) {
      const knocking = signaling.knock("r");
      if (how === push) reply("waiting");
      await settle();
      how(state);
      assert.equal(await code(knocking), state);
    }
  });

  it("lets one in where the door is open by now, and rejects what the service refuses", async () => {
    const signaling = await service.connected();
    const refuse = (what) =>
      service.now.say({
        type: "error",
        id: service.now.last("knock").id,
        code: what,
        message: "no",
        room: "r",
        retryable: false,
      });
    const open = signaling.knock("r");
    refuse("wrong-state");
    await open;
    const barred = signaling.knock("r");
    refuse("not-allowed");
    assert.equal(await code(barred), "not-allowed");
  });

  it("knocks again over the next connection, and hears what it has missed", async () => {
    const signaling = await service.connected();
    const knocking = signaling.knock("r");
    reply("waiting");
    await settle();
    await service.reconnect();
    assert.equal(service.now.of("knock").length, 1);
    reply("admitted");
    await knocking;
    await service.reconnect();
    assert.equal(service.now.of("knock").length, 0);
  });

  it("asks once more what was never answered, not twice", async () => {
    const signaling = await service.connected();
    const knocking = signaling.knock("r");
    await service.reconnect();
    assert.equal(service.now.of("knock").length, 1);
    reply("admitted");
    await knocking;
  });

  it("gives up when told to", async () => {
    const signaling = await service.connected();
    const giving = new AbortController();
    const knocking = signaling.knock("r", { signal: giving.signal });
    reply("waiting");
    await settle();
    assert.throws(() => signaling.knock("r"), /wait for the room/);
    giving.abort(new Error("enough"));
    await assert.rejects(knocking, /enough/);
    assert.deepEqual(service.now.last("leave"), { type: "leave", id: "2", room: "r" });
    signaling.knock("r").catch(() => {});
  });

  it("ends with the session", async () => {
    const signaling = await service.connected();
    const knocking = signaling.knock("r");
    reply("waiting");
    await settle();
    signaling.close();
    assert.equal(await code(knocking), "closed");
  });
});
