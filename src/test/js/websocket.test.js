import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { clientModule, pass, settle, Signaling, stopTheClock, WebSocketTransport } from "./service.js";

const { milliseconds } = await clientModule("line.js");

class FakeSocket {
  static CLOSING = 2;
  static last;
  readyState = 0;
  sent = [];
  constructor(url, protocols) {
    Object.assign(this, { url, protocols });
    FakeSocket.last = this;
  }
  send(data) {
    this.sent.push(data);
  }
  close(code) {
    this.closedWith = code;
    this.readyState = FakeSocket.CLOSING;
  }
}

describe("the WebSocket transport", () => {
  const before = { WebSocket: globalThis.WebSocket, fetch: globalThis.fetch };
  const request = {
    url: new URL("wss://beckon.example/v1/ws"),
    token: "a.b-c_d",
    encoding: "json",
    protocols: ["signaling.v1.json"],
  };
  let asked;
  let answer;
  let transport;
  let ends;

  beforeEach(() => {
    asked = [];
    ends = [];
    answer = () => Response.json({}, { status: 503, headers: { "Retry-After": "7" } });
    globalThis.WebSocket = FakeSocket;
    globalThis.fetch = async (url, options) => {
      asked.push([options.method ?? "GET", url.href, options.headers]);
      return answer(options.method ?? "GET");
    };
    transport = new WebSocketTransport(request);
    transport.onclose = (end) => ends.push(end);
  });
  afterEach(() => {
    transport.close();
    mock.timers.reset();
    Object.assign(globalThis, before);
  });

  it("has the token in a sub-protocol and not in the address", () => {
    assert.equal(FakeSocket.last.url.href, "wss://beckon.example/v1/ws");
    assert.deepEqual(FakeSocket.last.protocols, [
      "signaling.v1.json",
      "quarkus-http-upgrade%23Authorization%23Bearer%20a.b-c_d",
    ]);
  });

  it("hands over texts and bytes", () => {
    const got = [];
    transport.onmessage = (data) => got.push(data);
    FakeSocket.last.onopen();
    FakeSocket.last.onmessage({ data: "text" });
    FakeSocket.last.onmessage({ data: new Uint8Array([1, 2]).buffer });
    assert.deepEqual(got, ["text", new Uint8Array([1, 2])]);
    transport.send("out");
    assert.deepEqual(FakeSocket.last.sent, ["out"]);
  });

  it("tells the close code of what had been open", () => {
    FakeSocket.last.onopen();
    FakeSocket.last.onclose({ code: 4008 });
    assert.deepEqual(ends, [{ code: 4008, opened: true }]);
    assert.deepEqual(asked, []);
  });

  it("tells what the close frame says", () => {
    FakeSocket.last.onopen();
    FakeSocket.last.onclose({ code: 4003, reason: "too loud" });
    assert.deepEqual(ends, [{ code: 4003, opened: true, reason: "too loud" }]);
  });

  it("asks why an upgrade was refused", async () => {
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(asked, [["GET", "https://beckon.example/v1/ws", { Authorization: "Bearer a.b-c_d" }]]);
    assert.deepEqual(ends, [{ code: 1006, opened: false, status: 503, retryAfterMs: 7000 }]);
  });

  it("asks without a token whether it is the page's origin, where the answer may not be read", async () => {
    answer = (method) => {
      if (method === "GET") throw new TypeError("blocked by CORS");
      return Response.json({}, { status: 403 });
    };
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(asked[1], ["POST", "https://beckon.example/v1/ws", undefined]);
    assert.deepEqual(ends, [{ code: 1006, opened: false, status: 403, foreign: true }]);
  });

  it("asks so, too, where the answer has no fault: a browser does not tell the service its own origin with a GET", async () => {
    answer = (method) => Response.json({}, { status: method === "GET" ? 426 : 403 });
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(ends, [{ code: 1006, opened: false, status: 403, foreign: true }]);
  });

  it("is refused for another reason where the origin is not the fault", async () => {
    answer = (method) => Response.json({}, { status: method === "GET" ? 403 : 405 });
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(ends, [{ code: 1006, opened: false, status: 403, retryAfterMs: undefined }]);
  });

  it("tells that no upgrade came through", async () => {
    answer = (method) => Response.json({}, { status: method === "GET" ? 426 : 405 });
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(ends, [{ code: 1006, opened: false, status: 426, retryAfterMs: undefined }]);
  });

  it("does not know when nobody answers", async () => {
    answer = () => {
      throw new TypeError("failed");
    };
    FakeSocket.last.onclose({ code: 1006 });
    await settle();
    assert.deepEqual(ends, [{ code: 1006, opened: false }]);
  });

  it("takes an upgrade that nobody answers for swallowed, and asks why", async () => {
    stopTheClock();
    const hanging = new WebSocketTransport(request);
    const ended = [];
    hanging.onclose = (end) => ended.push(end);
    answer = (method) => Response.json({}, { status: method === "GET" ? 426 : 405 });
    await pass(9999);
    assert.deepEqual(asked, []);
    await pass(1);
    assert.deepEqual(ended, [{ code: 1006, opened: false, status: 426, retryAfterMs: undefined }]);
    assert.equal(FakeSocket.last.readyState, FakeSocket.CLOSING);
    assert.equal(FakeSocket.last.onclose, null, "and once is enough");
  });

  it("has all the time once something is heard", async () => {
    stopTheClock();
    const open = new WebSocketTransport(request);
    open.onclose = (end) => ends.push(end);
    FakeSocket.last.onopen();
    FakeSocket.last.onmessage({ data: "{}" });
    await pass(60_000);
    assert.deepEqual(ends, []);
  });

  it("takes a connection on which nothing is ever said for swallowed", async () => {
    stopTheClock();
    const { webSocketOrRequests } = await clientModule("beckon.js");
    const { RequestTransport } = await clientModule("requests.js");
    const make = webSocketOrRequests();
    const silent = await make(request);
    silent.onclose = (end) => ends.push(end);
    await pass(9000);
    FakeSocket.last.onopen();
    await pass(9999);
    assert.deepEqual(ends, []);
    await pass(1);
    assert.deepEqual(ends, [{ code: 1006, opened: true }]);
    const next = await make(request);
    assert.equal(next.constructor, RequestTransport);
    next.close(4000);
  });

  it("gives way to requests where two in a row were cut within seconds, not later, nor with a close code", async () => {
    stopTheClock();
    const { webSocketOrRequests } = await clientModule("beckon.js");
    const { RequestTransport } = await clientModule("requests.js");
    const make = webSocketOrRequests();
    for (const [code, after] of [
      [1006, 4999],
      [1006, 5000],
      [1006, 4999],
      [1013, 0],
      [1006, 100],
      [1006, 100],
    ]) {
      const one = await make(request);
      assert.equal(one.constructor, WebSocketTransport);
      one.onclose = () => {};
      FakeSocket.last.onopen();
      FakeSocket.last.onmessage({ data: "{}" });
      await pass(after);
      FakeSocket.last.onclose({ code });
      await settle();
    }
    const next = await make(request);
    assert.equal(next.constructor, RequestTransport);
    next.close(4000);
  });

  it("gives way to requests at once where an upgrade was swallowed, and the service is there", async () => {
    stopTheClock();
    const { webSocketOrRequests } = await clientModule("beckon.js");
    const { RequestTransport } = await clientModule("requests.js");
    const make = webSocketOrRequests();
    for (const [status, next] of [
      [503, WebSocketTransport],
      [426, RequestTransport],
    ]) {
      answer = (method) => Response.json({}, { status: method === "GET" ? status : 405 });
      const one = await make(request);
      one.onclose = () => {};
      await pass(10_000);
      const other = await make(request);
      assert.equal(other.constructor, next);
      other.close(4000);
    }
  });

  it("is silent once it is let go", async () => {
    const socket = FakeSocket.last;
    transport.close(4000);
    assert.equal(socket.closedWith, 4000);
    assert.equal(socket.onclose, null);
    await settle();
    assert.deepEqual(ends, []);
  });

  it("gives way to requests once two in a row did not come through, and gets another chance when those end", async () => {
    const { webSocketOrRequests } = await clientModule("beckon.js");
    const { RequestTransport } = await clientModule("requests.js");
    answer = (method) => Response.json({}, { status: method === "GET" ? 426 : 405 });
    const make = webSocketOrRequests();
    const kinds = [];
    for (const block of [true, true, false, true, false]) {
      const one = await make(request);
      kinds.push(one.constructor);
      one.onclose = () => {};
      if (block) FakeSocket.last.onclose({ code: 1006 });
      await settle();
      if (!block) one.close(4000);
    }
    assert.deepEqual(kinds, [
      WebSocketTransport,
      WebSocketTransport,
      RequestTransport,
      WebSocketTransport,
      RequestTransport,
    ]);
  });

  it("does not give way to requests where something else is the matter, nor with CBOR", async () => {
    const { webSocketOrRequests } = await clientModule("beckon.js");
    const make = webSocketOrRequests();
    for (const [encoding, status] of [
      ["json", 503],
      ["json", 503],
      ["json", 426],
      ["cbor", 426],
      ["cbor", 426],
    ]) {
      answer = (method) => Response.json({}, { status: method === "GET" ? status : 405 });
      const one = await make({ ...request, encoding });
      assert.equal(one.constructor, WebSocketTransport);
      one.onclose = () => {};
      FakeSocket.last.onclose({ code: 1006 });
      await settle();
    }
  });

  it("says so where there are no WebSockets, and is not tried again", async () => {
    delete globalThis.WebSocket;
    const signaling = new Signaling({ url: "https://beckon.example", token: () => "t" });
    await assert.rejects(signaling.connect(), /no WebSocket/);
    assert.equal(signaling.state, "closed");
  });

  it("reads both kinds of Retry-After", () => {
    assert.equal(milliseconds("3"), 3000);
    assert.equal(milliseconds(null), undefined);
    assert.equal(milliseconds("soon"), undefined);
    const wait = milliseconds(new Date(Date.now() + 60_000).toUTCString());
    assert.ok(wait > 50_000 && wait <= 60_000, `${wait}`);
  });
});
