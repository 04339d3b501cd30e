// Events out of a text stream, in whatever pieces it comes.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { EventStreamParser, eventsOf, Live, messagesOf } from "../../main/resources/META-INF/resources/admin/live.js";

const TEXT = ': hello\n\nevent: change\ndata: {"rooms":1}\n\nid: 7\nevent: room\ndata: {"events":\ndata: []}\n\n';
const EVENTS = [
  { event: "change", data: '{"rooms":1}' },
  { event: "room", data: '{"events":\n[]}' },
];

test("events have their type and their lines of data; comments and ids are left out", () => {
  assert.deepEqual(new EventStreamParser().push(TEXT), EVENTS);
});

test("it does not matter where the stream is cut, nor how its lines end", () => {
  for (const text of [TEXT, TEXT.replaceAll("\n", "\r\n"), TEXT.replaceAll("\n", "\r")]) {
    for (let size = 1; size < 9; size++) {
      const parser = new EventStreamParser();
      const events = [];
      for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
      // A CR at the very end is complete only when something else follows.
      events.push(...parser.push(":"));
      assert.deepEqual(events, EVENTS, JSON.stringify([size, text.slice(0, 12)]));
    }
  }
});

test("an event without data is none, and one without a type is a message", () => {
  assert.deepEqual(new EventStreamParser().push("event: change\n\ndata:x\n\n"), [{ event: "message", data: "x" }]);
});

test("what is not complete is kept back", () => {
  const parser = new EventStreamParser();
  assert.deepEqual(parser.push("data: a\n"), []);
  assert.deepEqual(parser.push("\n"), [{ event: "message", data: "a" }]);
});

test("letters that are cut in two are whole again", async () => {
  const bytes = new TextEncoder().encode("data: Zoë\n\n");
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const events = [];
  for await (const event of eventsOf(body)) events.push(event.data);
  assert.deepEqual(events, ["Zoë"]);
});

class Socket extends EventTarget {
  isClosed = false;
  happens(type, fields = {}) {
    this.dispatchEvent(Object.assign(new Event(type), fields));
  }
  close() {
    if (!this.isClosed) queueMicrotask(() => this.happens("close"));
    this.isClosed = true;
  }
}

test("the messages of a WebSocket come in order, those before it is looked at too, until it is closed", async () => {
  const socket = new Socket();
  const messages = messagesOf(socket, new AbortController().signal);
  socket.happens("open");
  for (const event of ["change", "alive", "room"]) socket.happens("message", { data: JSON.stringify({ event }) });
  socket.happens("close");
  const seen = [];
  for await (const { event } of await messages) seen.push(event);
  assert.deepEqual(seen, ["change", "alive", "room"]);
});

test("a WebSocket that is refused fails, and so does one that is not open in time: it is closed", async () => {
  const refused = new Socket();
  const wanted = messagesOf(refused, new AbortController().signal);
  refused.happens("close");
  await assert.rejects(wanted, /closed/u);
  const swallowed = new Socket();
  await assert.rejects(messagesOf(swallowed, new AbortController().signal, 1), /closed/u);
  assert.ok(swallowed.isClosed);
});

test("who does not want it any more closes it, and its messages are over", async () => {
  const socket = new Socket();
  const wanted = new AbortController();
  const messages = messagesOf(socket, wanted.signal);
  socket.happens("open");
  wanted.abort();
  for await (const message of await messages) assert.fail(message);
  assert.ok(socket.isClosed);
});

test("nor is one opened that nobody wants any more", async () => {
  const socket = new Socket();
  const wanted = new AbortController();
  wanted.abort();
  await assert.rejects(messagesOf(socket, wanted.signal), /closed/u);
  assert.ok(socket.isClosed);
});

/** Opens at once, says what it has to say, and is closed then, or refuses. */
class Service {
  tries = 0;
  constructor(...messages) {
    this.messages = messages;
  }
  async socket() {
    this.tries++;
    const socket = new Socket();
    setImmediate(() => {
      socket.happens("open");
      for (const event of this.messages) socket.happens("message", { data: JSON.stringify({ event, data: {} }) });
      socket.close();
    });
    return socket;
  }
  async stream() {
    this.tries++;
    throw new Error("503");
  }
}

/** What comes of it in a minute. */
async function aMinuteOf(service, t) {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.document = { hidden: true };
  const live = new Live(service);
  t.after(() => {
    live.stop();
    mock.timers.reset();
    delete globalThis.document;
  });
  const seen = { states: new Set(), changes: 0 };
  live.on("state", () => seen.states.add(live.state));
  live.on("change", () => seen.changes++);
  live.start();
  for (let tenth = 0; tenth < 600; tenth++) {
    mock.timers.tick(100);
    // A try that begins in the last tenth is over as well: when tries begin is random.
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  return seen;
}

test("one that is opened and closed again, for too many look on, is tried less and less often, and changes nothing", async (t) => {
  const service = new Service();
  const { states, changes } = await aMinuteOf(service, t);
  assert.ok(service.tries > 3 && service.tries < 15, `${service.tries} tries`);
  assert.equal(changes, 0);
  assert.ok(!states.has("live"));
});

test("one that says something is through: it is live, and is tried again soon", async (t) => {
  const service = new Service("change", "alive");
  const { states, changes } = await aMinuteOf(service, t);
  assert.ok(states.has("live"));
  assert.equal(changes, service.tries);
  assert.ok(changes > 30, `${changes} times`);
});
