import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientModule, settle, Signaling, WebSocketTransport } from "./service.js";

const { transport } = await clientModule("node.js");

/** Here the package `ws` is not installed; with it the transport is tested by the bot of examples/. */
describe("the transport for Node", () => {
  it("is Node's own WebSocket where there is no other", (test) => {
    const before = globalThis.WebSocket;
    test.after(() => (globalThis.WebSocket = before));
    globalThis.WebSocket = class {
      close() {}
    };
    const own = transport({ url: new URL("ws://beckon.example/v1/ws"), token: "t", protocols: [] });
    assert.ok(own instanceof WebSocketTransport);
    own.close(4000);
  });

  it("says what to install where there is none", async (test) => {
    const before = globalThis.WebSocket;
    test.after(() => (globalThis.WebSocket = before));
    globalThis.WebSocket = undefined;
    const signaling = new Signaling({ url: "https://beckon.example", token: () => "t", transport });
    await assert.rejects(signaling.connect(), /install ws/);
    await settle();
    assert.equal(signaling.state, "closed");
  });
});
