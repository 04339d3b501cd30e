// Coming in by a link, without an account.

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

const kept = new Map();
globalThis.sessionStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
};
globalThis.location = { hash: "" };
const { GuestIdentity, invitationHere } = await import("../../main/resources/META-INF/resources/app/identity/own.js");

describe("a guest", () => {
  let asked, answer;
  beforeEach(() => {
    kept.clear();
    globalThis.location.hash = "#/conference?room=r&invitation=inv-1";
    asked = [];
    answer = Response.json({ access_token: "t-1", user: "guest-1" });
    globalThis.fetch = async (url, init) => {
      asked.push([url, init.method, init.headers.Authorization]);
      return answer;
    };
  });

  it("says a name, and has a token and an id for it, also after a reload", async () => {
    const guest = new GuestIdentity(invitationHere());
    assert.equal(guest.user, null);
    await guest.signIn({ name: "Caz & Co" });
    assert.deepEqual(asked, [["/v1/guests/tokens?name=Caz+%26+Co", "POST", "Bearer inv-1"]]);
    globalThis.location.hash = "#/conference?room=r";
    const again = new GuestIdentity(invitationHere());
    assert.deepEqual(
      [again.user, await again.getToken(null), asked.length],
      [{ id: "guest-1", name: "Caz & Co" }, "t-1", 1],
    );
  });

  it("is told when the invitation is not good any more, and is not asked for another token", async () => {
    const guest = new GuestIdentity(invitationHere());
    await guest.signIn({ name: "Caz" });
    await assert.rejects(guest.getToken("t-1"), { permanent: true });
    answer = new Response(null, { status: 401 });
    await assert.rejects(new GuestIdentity("inv-2").signIn({ name: "Caz" }), /not good any more/);
    answer = new Response(null, { status: 429 });
    await assert.rejects(new GuestIdentity("inv-2").signIn({ name: "Caz" }), /at the moment/);
  });

  it("waits where many come at once, as long as it is told to, says so, and goes on", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    answer = new Response(null, { status: 429, headers: { "Retry-After": "3" } });
    const guest = new GuestIdentity(invitationHere());
    let signedIn;
    await new Promise((resolve) => {
      signedIn = guest.signIn({ name: "Caz", onwait: () => setImmediate(resolve) });
    });
    answer = Response.json({ access_token: "t-1", user: "guest-1" });
    t.mock.timers.tick(2999);
    assert.equal(asked.length, 1);
    t.mock.timers.tick(1);
    await signedIn;
    assert.deepEqual([guest.user, asked.length], [{ id: "guest-1", name: "Caz" }, 2]);
  });

  it("waits no longer than its page is there, nor for an hour", async () => {
    const gone = new AbortController();
    answer = new Response(null, { status: 503, headers: { "Retry-After": "3" } });
    const onwait = () => setImmediate(() => gone.abort());
    await assert.rejects(new GuestIdentity("inv-1").signIn({ name: "Caz", onwait, signal: gone.signal }), {
      name: "AbortError",
    });
    answer = new Response(null, { status: 429, headers: { "Retry-After": "3600" } });
    await assert.rejects(new GuestIdentity("inv-1").signIn({ name: "Caz" }), /at the moment/);
  });

  it("of another invitation is another one", async () => {
    await new GuestIdentity(invitationHere()).signIn({ name: "Caz" });
    globalThis.location.hash = "#/conference?room=s&invitation=inv-2";
    assert.equal(new GuestIdentity(invitationHere()).user, null);
  });

  it("is nobody without an invitation", () => {
    globalThis.location.hash = "#/conference?room=r";
    assert.equal(invitationHere(), null);
  });
});
