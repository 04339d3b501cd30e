import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance, pass, Service, settle, stopTheClock } from "./service.js";

describe("a page that wakes up", () => {
  let service;
  let page;
  const happens = (type) => page.dispatchEvent(new Event(type));

  beforeEach(() => {
    stopTheClock();
    chance(0.999);
    service = new Service();
    page = new EventTarget();
    globalThis.addEventListener = page.addEventListener.bind(page);
    globalThis.document = { hidden: false };
  });
  afterEach(() => {
    delete globalThis.addEventListener;
    delete globalThis.document;
    mock.timers.reset();
    mock.restoreAll();
  });

  for (const type of ["online", "visibilitychange", "pageshow", "resume"]) {
    it(`asks at once whether the service is still there, on ${type}, and connects anew when nothing comes within 3 s`, async () => {
      await service.connected();
      happens(type);
      assert.equal(service.now.of("ping").length, 1);
      await pass(2999);
      assert.equal(service.connections.length, 1);
      await pass(1);
      assert.equal(service.connections[0].closedWith, 4000);
      await pass(1000);
      assert.equal(service.connections.length, 2);
    });

    it(`keeps a connection that answers, on ${type}`, async () => {
      await service.connected();
      happens(type);
      service.now.say({ type: "pong" });
      await pass(20_000);
      assert.equal(service.connections.length, 1);
      happens(type);
      assert.equal(service.now.of("ping").length, 2);
    });

    it(`does not wait for its turn, on ${type}`, async () => {
      service.client().connect();
      await settle();
      for (let attempt = 0; attempt < 4; attempt++) {
        service.now.end(1006, { opened: false });
        if (attempt < 3) await pass(8000);
      }
      happens(type);
      await settle();
      assert.equal(service.connections.length, 5);
      happens(type);
      await settle();
      assert.equal(service.connections.length, 5, "one attempt at a time");
    });
  }

  it("asks once, however many events there are, and the shortest time counts", async () => {
    await service.connected();
    happens("offline");
    await pass(1000);
    for (const type of ["visibilitychange", "resume", "pageshow", "online"]) happens(type);
    assert.equal(service.now.of("ping").length, 1);
    await pass(2000);
    happens("visibilitychange");
    await pass(999);
    assert.equal(service.connections.length, 1);
    await pass(1);
    await pass(1000);
    assert.equal(service.connections.length, 2);
  });

  it("is left alone while it is hidden", async () => {
    await service.connected();
    globalThis.document.hidden = true;
    happens("visibilitychange");
    assert.equal(service.now.of("ping").length, 0);
  });

  it("waits for as long as the service says all the same", async () => {
    service.client().connect();
    await settle();
    service.now.end(1006, { opened: false, status: 429, retryAfterMs: 7000 });
    happens("visibilitychange");
    await pass(6000);
    assert.equal(service.connections.length, 1);
    await pass(1000);
    happens("visibilitychange");
    await settle();
    assert.equal(service.connections.length, 2);
  });

  it("does not come back once its session is closed", async () => {
    const signaling = await service.connected();
    signaling.close();
    happens("visibilitychange");
    await pass(10_000);
    assert.equal(service.connections.length, 1);
  });
});
