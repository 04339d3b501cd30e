// Requests of the web app's views, as whoever is signed in.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";

const stored = new Map([["name", "Ada"]]);
globalThis.sessionStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};
const { Session } = await import("../../main/resources/META-INF/resources/app/session.js");

describe("a request", () => {
  let tokens;
  let asked;
  let answers;

  beforeEach(() => {
    [tokens, asked, answers] = [0, [], []];
    mock.method(globalThis, "fetch", async (path, { headers } = {}) => {
      if (path === "/v1/sign-in") return Response.json({ identity: "development" });
      if (path === "/development/token") return Response.json({ access_token: `token-${++tokens}` });
      asked.push(headers.Authorization);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return new Response("", { status: answer });
    });
  });
  const session = async () => {
    const made = new Session();
    await made.start();
    return made;
  };
  afterEach(() => mock.restoreAll());

  it("has the token", async () => {
    answers = [200];
    assert.equal((await (await session()).fetch("/v1/x")).status, 200);
    assert.deepEqual(asked, ["Bearer token-1"]);
  });

  it("whose token is refused is sent once more, with another", async () => {
    answers = [401, 200];
    assert.equal((await (await session()).fetch("/v1/x")).status, 200);
    assert.deepEqual(asked, ["Bearer token-1", "Bearer token-2"]);
    answers = [401, 401, 200];
    assert.equal((await (await session()).fetch("/v1/x")).status, 401);
  });

  it("that is refused for another reason is not", async () => {
    answers = [403, 200];
    assert.equal((await (await session()).fetch("/v1/x")).status, 403);
  });

  it("that nobody answers says so", async () => {
    answers = [
      new TypeError("Failed to fetch"),
      new DOMException("signal timed out", "TimeoutError"),
      new DOMException("aborted", "AbortError"),
    ];
    await assert.rejects((await session()).fetch("/v1/x"), { message: "The service cannot be reached." });
    await assert.rejects((await session()).fetch("/v1/x"), { message: "The service did not answer in time." });
    await assert.rejects((await session()).fetch("/v1/x"), { name: "AbortError" });
  });
});
