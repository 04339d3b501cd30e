// The console's addresses and words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { wrongWith } from "../../main/resources/META-INF/resources/admin/actions.js";
import { details } from "../../main/resources/META-INF/resources/admin/audit.js";
import { listAddress, replayAddress, roomAddress, route } from "../../main/resources/META-INF/resources/admin/route.js";
import { count, duration, moment, person, roles } from "../../main/resources/META-INF/resources/admin/words.js";

test("an address is a list, a search in it, or a room", () => {
  assert.deepEqual([route("").view, route("#/").view, route("#/unknown").view], ["nodes", "nodes", "nodes"]);
  const { list, view, params } = route("#/sessions?q=alice");
  assert.deepEqual([list, view, params.get("q")], ["sessions", "sessions", "alice"]);
  assert.deepEqual([route("#/rooms/daily").view, route("#/rooms/daily").list], ["room", "rooms"]);
});

test("a replay belongs to the rooms, and audit records are a list", () => {
  const { view, list, name } = route(replayAddress("call:1"));
  assert.deepEqual([view, list, name], ["replay", "rooms", "call:1"]);
  assert.deepEqual([route("#/replays").view, route("#/audit?room=daily").view], ["nodes", "audit"]);
});

test("of an audit record the details are what has no column", () => {
  const data = {
    tenant: "default",
    room: "daily",
    actor: { subject: "ada" },
    node: "n",
    to: "p-1",
    media: { kinds: ["audio"] },
  };
  assert.equal(details({ ...data, bytes: 12 }), 'to p-1, media {"kinds":["audio"]}, bytes 12');
  assert.equal(details({ tenant: "default" }), "");
});

test("any name of a room, and any search, gets through an address", () => {
  for (const name of ["call:1-2", "a/b", "100%", "Zoë?&=#", "%41"]) {
    assert.equal(route(roomAddress(name)).name, name);
    assert.equal(route(replayAddress(name)).name, name);
    assert.equal(route(listAddress("rooms", { q: name, sort: "" })).params.get("q"), name);
  }
});

test("numbers, times and people are written in words", () => {
  assert.deepEqual([count(1, "room"), count(10000, "room")], ["1 room", "10,000 rooms"]);
  assert.deepEqual([0, 59, 60, 3599, 3600, 90061].map(duration), ["0 s", "59 s", "1 min", "59 min", "1 h", "1 d 1 h"]);
  assert.deepEqual(
    [
      person({ user: "alice", userName: "Alice" }),
      person({ user: "alice", name: "alice" }),
      person({ user: "u1", userName: "Bob", name: "Bobby" }),
    ],
    ["Alice (alice)", "alice", "Bobby (u1)"],
  );
  assert.equal(roles({ host: 1, viewer: 20 }), "1 host, 20 viewers");
});

test("an instant has its day only if that is not today", () => {
  const now = new Date(2026, 10, 23, 12, 0, 0);
  assert.doesNotMatch(moment(new Date(2026, 10, 23, 9, 5, 0), now), /23/);
  assert.match(moment(new Date(2026, 10, 22, 9, 5, 0), now), /22/);
});

test("a reason is 1 to 256 characters, however many bytes those have", () => {
  assert.match(wrongWith("  "), /reason is needed/);
  assert.equal(wrongWith("😀".repeat(256)), null);
  assert.match(wrongWith("😀".repeat(257)), /has 257/);
});
