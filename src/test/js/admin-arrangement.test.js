// In which order the console's lists are shown, and which part of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Arrangement } from "../../main/resources/META-INF/resources/admin/list-view.js";
import { listAddress, route, userAddress } from "../../main/resources/META-INF/resources/admin/route.js";

const NAME = { head: "Room", sort: ({ room }) => room };
const PEOPLE = { head: "People", sort: ({ people }) => people };
const ACCESS = { key: "access", label: "Access", of: ({ locked }) => (locked ? "locked" : "open") };
const ROOMS = [
  { room: "b", people: 10, locked: true },
  { room: "a", people: 9, locked: false },
  { room: "c", people: 100, locked: true },
];

const made = (params = {}) =>
  new Arrangement([NAME, PEOPLE, { head: "", cell: () => "" }], [ACCESS], new URLSearchParams(params));
const names = (arrangement) =>
  arrangement
    .of(ROOMS)
    .map(({ room }) => room)
    .join("");

test("a list is as it came until one wants something", () => {
  assert.deepEqual([made().isOn, names(made())], [false, "bac"]);
});

test("a head turns from upwards to downwards to as it came", () => {
  const arrangement = made();
  const seen = [];
  for (let i = 0; i < 3; i++) {
    arrangement.turn(PEOPLE);
    seen.push([arrangement.order(PEOPLE), names(arrangement)]);
  }
  assert.deepEqual(seen, [
    ["ascending", "abc"],
    ["descending", "cba"],
    ["none", "bac"],
  ]);
  arrangement.turn(PEOPLE);
  arrangement.turn(NAME);
  assert.deepEqual([arrangement.order(PEOPLE), arrangement.order(NAME)], ["none", "ascending"]);
});

test("filters leave out what is not like that", () => {
  const arrangement = made({ access: "locked", sort: "Room" });
  assert.deepEqual([arrangement.isFiltering, names(arrangement)], [true, "bc"]);
  arrangement.choose("access", "");
  assert.equal(names(arrangement), "abc");
});

test("what is wanted goes through the address, and what there is not is nothing", () => {
  const { params } = made({ access: "open", sort: "-People" });
  const back = made(Object.fromEntries(route(listAddress("rooms", params)).params));
  assert.deepEqual([back.order(PEOPLE), names(back)], ["descending", "a"]);
  assert.equal(made({ sort: "Nothing" }).isOn, false);
});

test("a user has an address of one's own", () => {
  const { view, list, name } = route(userAddress("ada/lovelace"));
  assert.deepEqual([view, list, name], ["user", "sessions", "ada/lovelace"]);
  assert.equal(route("#/users").view, "nodes");
});
