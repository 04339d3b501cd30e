// A long list that is read page by page while it changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pages } from "../../main/resources/META-INF/resources/admin/paged-table.js";

const SIZE = 3;

/** A service with a list of names; its cursor is the last name of a page. */
function over(names) {
  const asked = [];
  const pages = new Pages(async (after) => {
    asked.push(after);
    const rest = names.filter((name) => after === null || name > after).sort();
    const rows = rest.slice(0, SIZE);
    return { rows, total: names.length, next: rows.length < SIZE ? undefined : rows.at(-1) };
  });
  return { pages, asked };
}

async function loadAll(pages) {
  for (let page; (page = pages.list.find(({ isStale }) => isStale)); ) await pages.load(page);
}

const rowsOf = ({ list }) => list.map(({ rows }) => rows.join(""));

test("each page begins after the last row of the one before", async () => {
  const { pages } = over([..."abcdefgh"]);
  for (let i = 0; i < 3; i++) {
    await loadAll(pages);
    pages.extend();
  }
  assert.deepEqual(rowsOf(pages), ["abc", "def", "gh"]);
  assert.equal(pages.hasMore, false);
  assert.equal(pages.total, 8);
});

test("what comes in between is there after the next reading, and nothing is missing or twice", async () => {
  const names = [..."acegik"];
  const { pages } = over(names);
  await loadAll(pages);
  pages.extend();
  await loadAll(pages);
  names.push("b");
  pages.expire();
  await loadAll(pages);
  assert.deepEqual(rowsOf(pages), ["abc", "egi"]);
  assert.equal(pages.hasMore, true);
});

test("what is gone leaves no gap", async () => {
  const names = [..."abcdef"];
  const { pages } = over(names);
  await loadAll(pages);
  pages.extend();
  await loadAll(pages);
  names.splice(1, 1);
  pages.expire();
  await loadAll(pages);
  assert.deepEqual(rowsOf(pages), ["acd", "ef"]);
});

test("a list that has become shorter has fewer pages", async () => {
  const names = [..."abcdef"];
  const { pages } = over(names);
  await loadAll(pages);
  pages.extend();
  await loadAll(pages);
  names.length = 2;
  pages.expire();
  await loadAll(pages);
  assert.deepEqual(rowsOf(pages), ["ab"]);
});

test("only the pages that are loaded again are asked for again", async () => {
  const { pages, asked } = over([..."abcdef"]);
  await loadAll(pages);
  pages.extend();
  await loadAll(pages);
  pages.expire();
  await pages.load(pages.list[0]);
  assert.deepEqual(asked, [null, "c", null]);
  assert.equal(pages.list[1].isStale, true);
  assert.deepEqual(
    pages.list.map(({ answer }) => answer.rows.join("")),
    ["abc", "def"],
    "what else was answered of the others is kept",
  );
});

test("a page that could not be read keeps its rows and stays stale", async () => {
  let isUp = true;
  const pages = new Pages(async () => {
    if (!isUp) throw new Error("down");
    return { rows: ["a"] };
  });
  await loadAll(pages);
  isUp = false;
  pages.expire();
  await assert.rejects(pages.load(pages.list[0]), /down/);
  assert.deepEqual(rowsOf(pages), ["a"]);
  assert.equal(pages.list[0].isStale, true);
});
