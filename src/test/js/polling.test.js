import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { clientModule, pass, settle, stopTheClock } from "./service.js";

const { RequestTransport } = await clientModule("requests.js");

const json = (status, body = {}, headers = {}) => Response.json(body, { status, headers });

/** The service as `fetch` sees it: requests wait until the test answers them. */
class Requests {
  asked = [];

  fetch = (url, { method, headers, body, signal, keepalive = false }) =>
    new Promise((resolve, reject) => {
      const abort = () => reject(new DOMException("aborted", "AbortError"));
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort);
      this.asked.push({
        method,
        url: url.href,
        headers,
        body: body && JSON.parse(body),
        keepalive,
        answer: resolve,
        fail: reject,
      });
    });

  of(method) {
    return this.asked.filter((one) => one.method === method);
  }

  async answer(method, response) {
    const one = this.of(method).at(-1);
    if (response instanceof Error) one.fail(response);
    else one.answer(response);
    await settle();
  }
}

describe("the transport by requests", () => {
  const before = globalThis.fetch;
  let service;
  let place;
  let transport;
  let got;
  let ends;

  async function open(session = "s1") {
    transport = new RequestTransport(
      { url: new URL("wss://beckon.example/below/v1/ws"), token: "t", protocols: ["signaling.v1.json"] },
      place,
    );
    transport.onmessage = (data) => got.push(JSON.parse(data));
    transport.onclose = (end) => ends.push(end);
    await settle();
    if (session) await service.answer("POST", json(201, { type: "welcome", session, secret: `x-${session}` }));
  }

  /** As Signaling does it: at once when it is welcomed. */
  async function openToResume(rooms) {
    await open(null);
    transport.onmessage = (data) => {
      got.push(JSON.parse(data));
      if (got.at(-1).type === "welcome")
        transport.send(JSON.stringify({ type: "resume", id: "resume", session: "s1", secret: "x", rooms }));
    };
    await service.answer("POST", json(201, { type: "welcome", session: "s2", secret: "x-s2" }));
  }

  beforeEach(() => {
    service = new Requests();
    globalThis.fetch = service.fetch;
    [place, got, ends] = [{}, [], []];
  });
  afterEach(() => {
    transport.close(4000);
    globalThis.fetch = before;
  });

  describe("with WebSockets", () => {
    const none = globalThis.WebSocket;
    const sockets = [];
    beforeEach(() => {
      stopTheClock();
      sockets.length = 0;
      globalThis.WebSocket = class {
        constructor(url, protocols) {
          Object.assign(this, { url, protocols });
          sockets.push(this);
        }
        close(code) {
          this.closedWith = code;
        }
      };
    });
    afterEach(() => {
      mock.timers.reset();
      globalThis.WebSocket = none;
    });

    const nothing = () => service.answer("GET", json(200, { messages: [], next: "c" }));

    it("tries one every three minutes, and gives way to one that comes through", async () => {
      await open();
      transport.send('{"type":"refresh","id":"1","token":"t2"}');
      await settle();
      await service.answer("POST", json(202, { replies: [{ type: "refreshed", id: "1" }] }));
      await pass(179_000);
      await nothing();
      assert.deepEqual(sockets, []);
      await pass(1000);
      await nothing();
      assert.equal(sockets.length, 1);
      assert.match(sockets[0].protocols.at(-1), /t2$/);
      sockets[0].onopen();
      await settle();
      assert.deepEqual(ends, []);
      sockets[0].onmessage({ data: '{"type":"welcome"}' });
      assert.equal(sockets[0].closedWith, 1000, "at once: a session that stays silent is logged in a second later");
      await settle();
      assert.deepEqual(ends, [{ code: 1006, opened: true, status: undefined, retryAfterMs: undefined }]);
      assert.equal(
        place.session,
        undefined,
        "requests that come after that do not read what the WebSocket has brought",
      );
    });

    it("gives way once what it says has arrived", async () => {
      await open();
      await pass(180_000);
      await nothing();
      transport.send('{"type":"reject"}');
      await settle();
      sockets[0].onopen();
      sockets[0].onmessage({ data: '{"type":"welcome"}' });
      await settle();
      assert.deepEqual(ends, []);
      await service.answer("POST", json(202, { replies: [] }));
      assert.equal(ends.length, 1);
    });

    it("stays where that is cut before it has said anything, and where it is refused", async () => {
      await open();
      for (const opens of [true, false]) {
        await pass(180_000);
        await nothing();
        const probe = sockets.at(-1);
        if (opens) probe.onopen();
        probe.onclose({ code: 1006 });
        await pass(20_000);
      }
      assert.equal(sockets.length, 2);
      assert.deepEqual(ends, []);
    });
  });

  it("begins a session, and reads what comes", async () => {
    await open();
    const [post, get] = service.asked;
    assert.deepEqual([post.method, post.url], ["POST", "https://beckon.example/below/v1/sessions"]);
    assert.equal(post.headers.Authorization, "Bearer t");
    assert.equal(get.url, "https://beckon.example/below/v1/messages?waitSeconds=25&after=");
    assert.equal(get.headers["Signaling-Session"], "s1.x-s1");
    await service.answer("GET", json(200, { messages: [{ type: "peer-left", room: "r", seq: 4 }], next: "c 1" }));
    assert.deepEqual(
      got.map(({ type }) => type),
      ["welcome", "peer-left"],
    );
    assert.match(service.asked.at(-1).url, /after=c%201$/);
  });

  it("sends in order, one request after the other, what came meanwhile together", async () => {
    await open();
    transport.send('{"type":"join","id":"1","room":"r"}');
    await settle();
    transport.send('{"type":"message","id":"2"}');
    transport.send('{"type":"message","id":"3"}');
    await settle();
    assert.deepEqual(
      service
        .of("POST")
        .slice(1)
        .map(({ body }) => body.map(({ id }) => id)),
      [["1"]],
    );
    await service.answer("POST", json(202, { replies: [{ type: "joined", id: "1", room: "r" }] }));
    assert.deepEqual(
      service
        .of("POST")
        .at(-1)
        .body.map(({ id }) => id),
      ["2", "3"],
    );
    await service.answer(
      "POST",
      json(202, {
        replies: [
          { type: "ack", id: "2" },
          { type: "error", id: "3" },
        ],
      }),
    );
    assert.deepEqual(got.map(({ id }) => id).slice(1), ["1", "2", "3"]);
  });

  it("does not send more at once than the service takes", async () => {
    await open();
    for (let id = 0; id < 101; id++) transport.send(JSON.stringify({ id }));
    for (const data of ["x".repeat(150_000), "y".repeat(150_000), "z"]) transport.send(JSON.stringify({ data }));
    await settle();
    const sizes = [];
    for (let batch = 0; batch < 3; batch++) {
      const { body } = service.of("POST").at(-1);
      sizes.push(body.length);
      await service.answer("POST", json(202, { replies: [] }));
    }
    assert.deepEqual(sizes, [100, 2, 2]);
  });

  it("tells what follows a join behind its reply", async () => {
    await open();
    transport.send('{"type":"join","id":"1","room":"r"}');
    await settle();
    await service.answer("GET", json(200, { messages: [{ type: "peer-joined", room: "r" }], next: "c" }));
    assert.equal(got.length, 1);
    await service.answer("POST", json(202, { replies: [{ type: "joined", id: "1", room: "r" }] }));
    assert.deepEqual(
      got.map(({ type }) => type),
      ["welcome", "joined", "peer-joined"],
    );
  });

  it("reads on while it sends without a pause", async () => {
    await open();
    for (let id = 1; id <= 3; id++) {
      transport.send(JSON.stringify({ id }));
      await settle();
      transport.send(JSON.stringify({ id: `after ${id}` }));
      if (id === 2) await service.answer("GET", json(200, { messages: [{ type: "message" }], next: "c" }));
      await service.answer("POST", json(202, { replies: [] }));
    }
    assert.deepEqual(
      got.map(({ type }) => type),
      ["welcome", "message"],
    );
  });

  it("goes on with a session from where it was", async () => {
    await open();
    await service.answer("GET", json(200, { messages: [], next: "c1" }));
    await service.answer("GET", new TypeError("network"));
    assert.deepEqual(ends, [{ code: 1006, opened: true, status: undefined, retryAfterMs: undefined }]);
    await openToResume({ r: 7 });
    const reads = service.of("GET").length;
    await service.answer(
      "POST",
      json(202, { replies: [{ type: "resumed", id: "resume", session: "s1", secret: "x", rooms: {} }] }),
    );
    assert.equal(service.of("GET").length, reads + 1, "reads when it is known whose");
    const { url, headers } = service.of("GET").at(-1);
    assert.match(url, /after=c1$/);
    assert.equal(headers["Signaling-Session"], "s1.x");
  });

  it("reads on behind the last frame of its only room when the session was on a WebSocket", async () => {
    await openToResume({ r: 7 });
    await service.answer(
      "POST",
      json(202, { replies: [{ type: "resumed", id: "resume", session: "s1", secret: "x", rooms: {} }] }),
    );
    assert.match(service.of("GET").at(-1).url, /after=7$/);
  });

  it("does not resume what cannot be read on", async () => {
    await open();
    await service.answer("GET", json(410, { code: "resume-expired" }));
    assert.equal(ends[0].code, 1006);
    got = [];
    await openToResume({});
    assert.deepEqual(got[1], { type: "error", id: "resume", code: "resume-expired" });
    assert.equal(service.of("GET").at(-1).headers["Signaling-Session"], "s2.x-s2");
  });

  for (const [status, code, headers] of [
    [401, 4001],
    [409, 4009],
    [429, 4029, { "Retry-After": "31" }],
    [503, 1013, { "Retry-After": "31" }],
    [500, 1006],
  ]) {
    it(`takes ${status} as the end that ${code} is${headers ? ", if it says to wait for longer than a place is kept" : ""}`, async () => {
      await open();
      await service.answer("GET", json(status, {}, headers));
      assert.deepEqual(ends, [{ code, opened: true, status, retryAfterMs: headers && 31_000 }]);
      assert.equal(service.of("GET").length, 1);
    });
  }

  describe("when the service is busy", () => {
    beforeEach(stopTheClock);
    afterEach(() => mock.timers.reset());

    for (const [status, headers, ms] of [
      [429, { "Retry-After": "3" }, 3000],
      [503, {}, 1000],
    ])
      it(`reads on from where it was, ${ms} ms after a ${status}`, async () => {
        await open();
        await service.answer("GET", json(200, { messages: [], next: "c1" }));
        await service.answer("GET", json(status, {}, headers));
        await pass(ms - 1);
        assert.equal(service.of("GET").length, 2);
        await pass(1);
        assert.equal(service.of("GET").length, 3);
        assert.match(service.of("GET").at(-1).url, /after=c1$/);
        assert.deepEqual(ends, []);
      });

    it("sends the same frames again, before those that came meanwhile", async () => {
      await open();
      transport.send('{"type":"join","id":"1","room":"r"}');
      await settle();
      await service.answer("POST", json(429, {}, { "Retry-After": "2" }));
      transport.send('{"type":"message","id":"2"}');
      await pass(2000);
      const posted = () => service.of("POST").slice(1);
      assert.deepEqual(
        posted().map(({ body }) => body.map(({ id }) => id)),
        [["1"], ["1"]],
      );
      await service.answer("POST", json(202, { replies: [{ type: "joined", id: "1", room: "r" }] }));
      assert.deepEqual(posted().at(-1).body, [{ type: "message", id: "2" }]);
    });

    it("gives up after half a minute", async () => {
      await open();
      for (let second = 0; second <= 30; second++) {
        assert.deepEqual(ends, []);
        await service.answer("GET", json(503));
        await pass(1000);
      }
      assert.deepEqual(ends, [{ code: 1013, opened: true, status: 503, retryAfterMs: undefined }]);
      assert.equal(service.of("GET").length, 31);
    });

    it("does not ask again for a session that has ended, nor once it is closed", async () => {
      await open();
      await service.answer("GET", json(503, { close: 4013 }));
      assert.equal(ends[0].code, 4013);
      await open();
      await service.answer("GET", json(503));
      transport.close(1000);
      const asked = service.asked.length;
      await pass(1000);
      assert.equal(service.asked.length, asked);
    });
  });

  it("tells why an administrator has ended it", async () => {
    await open();
    await service.answer("GET", json(403, { code: "not-allowed", detail: "too loud", close: 4003 }));
    assert.deepEqual([ends[0].code, ends[0].reason], [4003, "too loud"]);
  });

  it("takes no other 403 for that: of the origin, of rights that are gone, of a proxy", async () => {
    for (const answer of [
      json(403, { code: "not-allowed", detail: "you may do nothing here" }),
      new Response("<h1>Forbidden</h1>", { status: 403 }),
    ]) {
      ends.length = 0;
      await open();
      await service.answer("GET", answer);
      assert.deepEqual([ends.length, ends[0].code, ends[0].status], [1, 1006, 403]);
    }
  });

  it("tells a sign-out from a token that has ended", async () => {
    await open();
    await service.answer("GET", json(401, { code: "bad-token", close: 4002 }));
    assert.equal(ends[0].code, 4002);
  });

  it("tells why it is not let in", async () => {
    await open(null);
    await service.answer("POST", json(401));
    assert.equal(ends[0].opened, false);
    assert.equal(ends[0].status, 401);
  });

  it("has the new token in its requests after a refresh", async () => {
    await open();
    transport.send('{"type":"refresh","id":"1","token":"t2"}');
    await settle();
    assert.equal(service.of("POST").at(-1).headers.Authorization, "Bearer t2");
  });

  it("leaves its rooms when it is closed for good, and only then", async () => {
    await open();
    for (const room of ["r", "q"]) transport.send(JSON.stringify({ type: "join", room }));
    await settle();
    await service.answer(
      "POST",
      json(202, {
        replies: [
          { type: "joined", room: "r" },
          { type: "joined", room: "q" },
        ],
      }),
    );
    transport.send('{"type":"leave","room":"q"}');
    await settle();
    await service.answer("POST", json(202, { replies: [{ type: "left", room: "q" }] }));
    const sent = service.of("POST").length;
    transport.close(1000);
    const last = service.of("POST").at(-1);
    assert.deepEqual([last.body, last.keepalive], [[{ type: "leave", room: "r" }], true]);
    assert.equal(service.of("POST").length, sent + 1);
    assert.deepEqual(ends, []);
  });

  it("gives up a knock that waits when it is closed for good", async () => {
    await open();
    for (const room of ["r", "q"]) transport.send(JSON.stringify({ type: "knock", room }));
    await settle();
    await service.answer(
      "POST",
      json(202, {
        replies: [
          { type: "knocking", room: "r", state: "waiting" },
          { type: "knocking", room: "q", state: "refused" },
        ],
      }),
    );
    transport.close(1000);
    assert.deepEqual(service.of("POST").at(-1).body, [{ type: "leave", room: "r" }]);
  });
});
