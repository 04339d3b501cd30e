// What has happened in a room, and the steps of its ladder.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomLog } from "../../main/resources/META-INF/resources/admin/room-log.js";
import { roomSteps } from "../../main/resources/META-INF/resources/admin/room-log.js";

const AT = "2026-11-23T00:10:00.123Z";
const joined = (seq, peer, name) => ({ seq, at: AT, type: "peer-joined", from: peer, user: name.toLowerCase(), name });
const offer = (seq, from, to) => ({ seq, at: AT, type: "offer", from, to: [to], size: 1200 });

test("lanes are the room and its participants, by name, in the order in which they appear", () => {
  const { lanes } = roomSteps([joined(1, "p1", "Alice"), joined(2, "p2", "Bob")]);
  assert.deepEqual(lanes, [
    { id: "room", name: "Room" },
    { id: "p1", name: "Alice" },
    { id: "p2", name: "Bob" },
  ]);
});

test("an offer goes from one to the other, at its time", () => {
  const [step] = roomSteps([offer(3, "p1", "p2")]).steps;
  assert.deepEqual([step.from, step.to, step.kind, step.at], ["p1", "p2", "negotiation", Date.parse(AT)]);
});

test("what is for several, or for all others, goes to the room and says for how many", () => {
  const [some, all] = roomSteps([
    { seq: 4, at: AT, type: "message", from: "p1", to: ["p2", "p3"] },
    { seq: 5, at: AT, type: "message", from: "p1" },
  ]).steps;
  assert.deepEqual([some.to, some.label], ["room", "message · to 2"]);
  assert.deepEqual([all.to, all.label], ["room", "message"]);
});

test("coming and going is between a participant and the room, whoever is told", () => {
  const [step] = roomSteps([{ ...joined(1, "p1", "Alice"), to: ["p2"] }]).steps;
  assert.deepEqual([step.from, step.to], ["p1", "room"]);
});

test("what the room does by itself goes over all lanes, or to whom it is for", () => {
  const [locked, left] = roomSteps([
    { seq: 6, at: AT, type: "room-locked" },
    { seq: 7, at: AT, type: "left", to: ["p1"], reason: "kicked" },
  ]).steps;
  assert.deepEqual([locked.from, locked.to], ["room", null]);
  assert.deepEqual([left.from, left.to, left.label], ["room", "p1", "left · kicked"]);
});

test("who came before the first event that is kept has the name of the roster, others a part of their id", () => {
  const { lanes } = roomSteps([offer(9, "peer-of-bob", "peer-of-carol")], new Map([["peer-of-bob", "Bob"]]));
  assert.deepEqual(
    lanes.map(({ name }) => name),
    ["Room", "Bob", "Peer peer-o"],
  );
});

function service(events) {
  const asked = [];
  return {
    asked,
    get: async (names, { after = 0, limit }) => {
      asked.push([names.join("/"), after]);
      return { events: events.filter(({ seq }) => seq > after).slice(0, limit) };
    },
  };
}

test("a room's log is read to its end, in pages", async () => {
  const api = service(Array.from({ length: 1001 }, (_, index) => offer(index + 1, "p1", "p2")));
  const log = new RoomLog(api, "daily");
  await log.load();
  assert.equal(log.events.length, 1001);
  assert.deepEqual(api.asked, [
    ["rooms/daily/events", 0],
    ["rooms/daily/events", 500],
    ["rooms/daily/events", 1000],
  ]);
});

test("an event that is told twice is there once, and all are in order", async () => {
  const log = new RoomLog(service([joined(1, "p1", "Alice"), joined(2, "p2", "Bob")]), "daily");
  log.add([offer(3, "p2", "p1"), joined(2, "p2", "Bob")]);
  await log.load();
  log.add([offer(3, "p2", "p1")]);
  assert.deepEqual(
    log.events.map(({ seq }) => seq),
    [1, 2, 3],
  );
});

test("events that share a place are all there", () => {
  const log = new RoomLog(service([]), "daily");
  log.add([
    { seq: 5, at: AT, type: "peer-left", from: "p1" },
    { seq: 5, at: AT, type: "room-closed" },
  ]);
  assert.equal(log.events.length, 2);
});
