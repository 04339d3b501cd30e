// Which picture is large.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Spotlight } from "../../main/resources/META-INF/resources/app/conference/spotlight.js";

const OTHERS = ["ada", "bob", "cy"];

test("nobody is large until one wants it", () => {
  const spotlight = new Spotlight();
  spotlight.speaks("bob", true);
  assert.equal(spotlight.pick(OTHERS, false), null);
  spotlight.toggle();
  assert.equal(spotlight.pick(OTHERS, false), "bob");
  spotlight.toggle();
  assert.equal(spotlight.pick(OTHERS, false), null);
});

test("whoever speaks stays large until silent, and after that until another speaks", () => {
  const spotlight = new Spotlight();
  spotlight.toggle();
  assert.equal(spotlight.pick(OTHERS, false), "ada", "nobody has spoken yet");
  spotlight.speaks("bob", true);
  spotlight.speaks("cy", true);
  assert.equal(spotlight.pick(OTHERS, false), "bob");
  spotlight.speaks("bob", false);
  assert.equal(spotlight.pick(OTHERS, false), "cy");
  spotlight.speaks("cy", false);
  spotlight.speaks("self", true);
  assert.equal(spotlight.pick(OTHERS, false), "cy");
  assert.equal(spotlight.pick(["ada", "bob"], false), "ada", "who was large is gone");
});

test("who is pinned is large whatever happens, while there", () => {
  const spotlight = new Spotlight();
  spotlight.pin("cy");
  spotlight.speaks("bob", true);
  assert.equal(spotlight.pick(OTHERS, true), "cy");
  assert.equal(spotlight.pick(["ada"], false), null);
  spotlight.pin("ada");
  assert.equal(spotlight.pick(OTHERS, false), "ada");
  spotlight.pin("ada");
  assert.equal(spotlight.pick(OTHERS, false), null);
});

test("a shared screen is larger than who speaks, and of two the other is large anyway", () => {
  const spotlight = new Spotlight();
  spotlight.toggle();
  spotlight.speaks("bob", true);
  assert.equal(spotlight.pick(OTHERS, true), null);
  assert.equal(spotlight.pick(["bob"], false), null);
});
