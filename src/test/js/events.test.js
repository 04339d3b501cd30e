import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { clientModule, settle } from "./service.js";

const { Emitter } = await clientModule("events.js");

describe("events", () => {
  let emitter;
  let got;
  const listener = (event) => got.push(event);

  beforeEach(() => {
    got = [];
    emitter = new Emitter(["a", "b", "late", "later"], ["late", "later"]);
  });
  afterEach(() => mock.restoreAll());

  it("come to those who listen, until they stop", () => {
    const stop = emitter.on("a", listener);
    emitter.emit("a", 1);
    stop();
    emitter.emit("a", 2);
    assert.deepEqual(got, [1]);
  });

  it("come once to those who want one", () => {
    emitter.on("a", listener, { once: true });
    emitter.emit("a", 1);
    emitter.emit("a", 2);
    assert.deepEqual(got, [1]);
  });

  it("stop with a signal", () => {
    const controller = new AbortController();
    emitter.on("a", listener, { signal: controller.signal });
    emitter.emit("a", 1);
    controller.abort();
    emitter.emit("a", 2);
    emitter.on("a", listener, { signal: controller.signal });
    emitter.emit("a", 3);
    assert.deepEqual(got, [1]);
  });

  it("need no place of their own at a signal, which Node counts", () => {
    const controller = new AbortController();
    const asked = mock.method(controller.signal, "addEventListener");
    for (let n = 0; n < 20; n++) emitter.on("a", listener, { signal: controller.signal });
    assert.equal(asked.mock.callCount(), 0);
    controller.abort();
    emitter.emit("a", 1);
    assert.deepEqual(got, []);
  });

  it("come to the others although one fails, and the failure is nobody's but the page's", () => {
    const later = [];
    mock.method(globalThis, "setTimeout", (then) => later.push(then));
    emitter.on("a", () => {
      throw new Error("mine");
    });
    emitter.on("a", listener);
    emitter.emit("a", 1);
    assert.deepEqual(got, [1]);
    assert.throws(later[0], /mine/);
  });

  it("that are held wait for the first listener, in their order, for the newest 512", async () => {
    for (let n = 0; n < 600; n++) emitter.emit(n % 2 ? "late" : "later", n);
    emitter.on("late", listener);
    emitter.on("later", listener);
    emitter.emit("late", 600);
    assert.deepEqual(got, []);
    await settle();
    assert.equal(got.length, 512);
    assert.deepEqual([got[0], got.at(-1)], [89, 600]);
    emitter.emit("late", 601);
    assert.equal(got.at(-1), 601);
  });
});
