// Tokens of an identity provider that is not always in a good mood, in tabs that have some of them in common.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { chance } from "./service.js";

const { OidcIdentity } = await import("../../main/resources/META-INF/resources/app/identity/oidc.js");

const REALM = { issuer: "https://idp.example/realm", client: "page" };
const TOKEN_ENDPOINT = "https://idp.example/token";
const START = Date.parse("2026-01-01T00:00:00Z");

const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

/** What the tabs of one origin share; those that are `frozen` neither say nor hear anything. */
class Origin {
  #held = [];
  #waiting = [];
  #channels = new Set();
  frozen = new Set();

  get locks() {
    return {
      request: (name, { mode = "exclusive" }, use) =>
        new Promise((resolve, reject) => this.#waiting.push({ name, mode, use, resolve, reject }) && this.#grant()),
      query: async () => ({ held: this.#held.map(({ name, mode }) => ({ name, mode })) }),
    };
  }

  #grant() {
    for (const lock of [...this.#waiting]) {
      const isFree = this.#held.every(
        (one) => one.name !== lock.name || (one.mode === "shared" && lock.mode === "shared"),
      );
      if (!isFree) continue;
      this.#waiting.splice(this.#waiting.indexOf(lock), 1);
      this.#held.push(lock);
      const release = () => {
        this.#held.splice(this.#held.indexOf(lock), 1);
        this.#grant();
      };
      Promise.resolve(lock.use(lock)).finally(release).then(lock.resolve, lock.reject);
    }
  }

  /** Messages come late, each after all that is going on. */
  get Channel() {
    const origin = this;
    return class {
      constructor() {
        origin.#channels.add(this);
      }

      postMessage(data) {
        if (origin.frozen.has(this)) return;
        const text = JSON.stringify(data);
        for (const channel of origin.#channels)
          if (channel !== this)
            setImmediate(() => origin.frozen.has(channel) || channel.onmessage({ data: JSON.parse(text) }));
      }
    };
  }

  freezeAll() {
    for (const channel of this.#channels) this.frozen.add(channel);
  }
}

/** A provider that rotates refresh tokens: one that comes a second time ends the sign-in. */
class Provider {
  asked = [];
  answers = [];
  #serial = 1;
  #isOver = false;

  async fetch(url, { body } = {}) {
    if (url.endsWith("/.well-known/openid-configuration")) return Response.json({ token_endpoint: TOKEN_ENDPOINT });
    assert.equal(url, TOKEN_ENDPOINT);
    const fields = Object.fromEntries(body);
    this.asked.push(fields);
    const answer = this.answers.shift();
    if (answer) return answer();
    if (this.#isOver || fields.refresh_token !== `refresh-${this.#serial}`) {
      this.#isOver = true;
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    return Response.json(this.tokens(++this.#serial));
  }

  tokens(serial) {
    return { access_token: `access-${serial}`, refresh_token: `refresh-${serial}`, expires_in: 60 };
  }
}

const storage = (content = {}) => {
  const map = new Map(Object.entries(content));
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
    copy: () => storage(Object.fromEntries(map)),
  };
};
const signedIn = (more = {}) =>
  storage({
    tokens: JSON.stringify({
      family: "f",
      turn: 0,
      access: "access-1",
      refresh: "refresh-1",
      goodUntil: START - 1,
      ...more,
    }),
  });

let origin;
let provider;

function setUp({ locks, Channel, onLine = true }) {
  Object.defineProperty(globalThis, "navigator", { value: { locks, onLine }, configurable: true, writable: true });
  globalThis.BroadcastChannel = Channel;
}

beforeEach(() => {
  origin = new Origin();
  provider = new Provider();
  setUp({ locks: origin.locks, Channel: origin.Channel });
  mock.method(globalThis, "fetch", (url, init) => provider.fetch(url, init));
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: START });
  chance(1);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const tab = (kept = signedIn()) => ({ kept, identity: new OidcIdentity(REALM, kept) });
const refused = (promise, permanent) =>
  assert.rejects(promise, (error) => assert.equal(error.permanent, permanent) ?? true);

describe("a renewal", () => {
  it("that brings no new refresh token goes on with the old one", async () => {
    const { identity } = tab();
    provider.answers.push(
      () => Response.json({ access_token: "a", expires_in: 60 }),
      () => Response.json({ access_token: "b", expires_in: 60, refresh_token: "" }),
      () => Response.json({ access_token: "c", expires_in: 60 }),
    );
    assert.equal(await identity.getToken(null), "a");
    assert.equal(await identity.getToken("a"), "b");
    assert.equal(await identity.getToken("b"), "c");
    assert.deepEqual(
      provider.asked.map((fields) => fields.refresh_token),
      ["refresh-1", "refresh-1", "refresh-1"],
    );
  });

  it("that does not say how long the token is good is believed until the token is spent", async () => {
    const { identity } = tab();
    provider.answers.push(() => Response.json({ access_token: "a" }));
    assert.equal(await identity.getToken(null), "a");
    assert.equal(await identity.getToken(null), "a");
    assert.equal(provider.asked.length, 1);
  });

  it("is not asked for where the provider gives no refresh tokens: one has to sign in again", async () => {
    const { identity } = tab(signedIn({ refresh: undefined }));
    await refused(identity.getToken(null), true);
    assert.equal(identity.user, null);
    assert.equal(provider.asked.length, 0);
  });

  it("is one for all who want a token meanwhile", async () => {
    const { identity } = tab();
    assert.deepEqual(
      await Promise.all([identity.getToken(null), identity.getToken("access-1"), identity.getToken(null)]),
      ["access-2", "access-2", "access-2"],
    );
  });

  it("does not bring back a sign-in that was ended meanwhile", async () => {
    const { identity } = tab();
    provider.answers.push(() => {
      identity.forget();
      return Response.json(provider.tokens(2));
    });
    await refused(identity.getToken(null), true);
    assert.equal(identity.user, null);
  });

  for (const [error, status] of [
    ["invalid_grant", 400],
    ["invalid_grant", 403],
    ["invalid_client", 401],
  ]) {
    it(`refused with ${status} ${error} is the end`, async () => {
      const { identity } = tab();
      provider.answers.push(() => Response.json({ error }, { status }));
      await refused(identity.getToken(null), true);
      assert.equal(identity.user, null);
    });
  }

  const html = (status) =>
    new Response("<html>Sign in to the Wi-Fi</html>", { status, headers: { "Content-Type": "text/html" } });
  const cut = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError("network")) }));
  const PASSING = [
    ["a firewall's 403", () => html(403)],
    ["a captive portal's 200", () => html(200)],
    ["a 200 without a token", () => Response.json({})],
    ["a 200 with null", () => Response.json(null)],
    ["an answer that breaks off", cut],
    ["429", () => Response.json({ error: "slow_down" }, { status: 429 })],
    ["429 with an error that would be final", () => Response.json({ error: "invalid_grant" }, { status: 429 })],
    ["500", () => html(500)],
    ["503 with an error that would be final", () => Response.json({ error: "invalid_client" }, { status: 503 })],
    ["404", () => html(404)],
    ["a malformed request", () => Response.json({ error: "invalid_request" }, { status: 400 })],
    ["a client that may not, for now", () => Response.json({ error: "unauthorized_client" }, { status: 400 })],
    ["a grant type that is off", () => Response.json({ error: "unsupported_grant_type" }, { status: 400 })],
    ["a scope that is not there", () => Response.json({ error: "invalid_scope" }, { status: 400 })],
    ["an error of nobody's", () => Response.json({ error: "temporarily_unavailable" }, { status: 400 })],
    ["a network failure", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["silence", () => Promise.reject(new DOMException("signal timed out", "TimeoutError"))],
  ];
  for (const [what, answer] of PASSING) {
    it(`is tried again after ${what}`, async () => {
      const { identity } = tab();
      provider.answers.push(answer);
      await refused(identity.getToken(null), false);
      assert.notEqual(identity.user, null);
      mock.timers.tick(1000);
      assert.equal(await identity.getToken(null), "access-2");
      assert.equal(provider.asked.length, 2);
    });
  }

  it("that fails again and again is tried less and less often", async () => {
    const { identity } = tab();
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      provider.answers.push(() => html(503));
      await refused(identity.getToken(null), false);
      const before = provider.asked.length;
      mock.timers.tick(seconds * 1000 - 1);
      await refused(identity.getToken(null), false);
      assert.equal(provider.asked.length, before, "too early");
      mock.timers.tick(1);
    }
    assert.equal(await identity.getToken(null), "access-2");
    provider.answers.push(() => html(503));
    await refused(identity.getToken("access-2"), false);
    mock.timers.tick(1000);
    assert.equal(await identity.getToken("access-2"), "access-3");
  });

  for (const [what, value] of [
    ["in seconds", "120"],
    ["as a date", new Date(START + 120_000).toUTCString()],
  ]) {
    it(`waits as long as Retry-After says, ${what}, also over a reload`, async () => {
      const { kept, identity } = tab();
      provider.answers.push(() => new Response("", { status: 429, headers: { "Retry-After": value } }));
      await refused(identity.getToken(null), false);
      const reloaded = tab(kept).identity;
      mock.timers.tick(119_000);
      await refused(reloaded.getToken(null), false);
      assert.equal(provider.asked.length, 1);
      mock.timers.tick(1000);
      assert.equal(await reloaded.getToken(null), "access-2");
    });
  }

  it("that could not leave this machine is tried as soon as somebody wants it", async () => {
    setUp({ locks: origin.locks, Channel: origin.Channel, onLine: false });
    const { identity } = tab();
    provider.answers.push(() => Promise.reject(new TypeError("Failed to fetch")));
    await refused(identity.getToken(null), false);
    assert.equal(await identity.getToken(null), "access-2");
  });
});

describe("a tab that was duplicated", () => {
  const twins = () => {
    const first = tab();
    return [first, tab(first.kept.copy())];
  };

  it("has the tokens that its original has renewed, however both come to it", async () => {
    const [first, second] = twins();
    assert.deepEqual(await Promise.all([first.identity.getToken(null), second.identity.getToken(null)]), [
      "access-2",
      "access-2",
    ]);
    assert.equal(await second.identity.getToken("access-2"), "access-3");
    assert.equal(await first.identity.getToken("access-2"), "access-3");
    assert.equal(await first.identity.getToken("access-3"), "access-4");
    assert.equal(provider.asked.length, 3);
  });

  it("that comes back after having missed renewals asks for them first", async () => {
    const first = tab();
    const discarded = first.kept.copy();
    await first.identity.getToken(null);
    await first.identity.getToken("access-2");
    const second = tab(discarded);
    assert.equal(await second.identity.getToken(null), "access-3");
    assert.equal(provider.asked.length, 2);
  });

  it("has what its original has renewed before it was gone", async () => {
    const [first, second] = twins();
    await first.identity.getToken(null);
    await new Promise(setImmediate);
    origin.freezeAll();
    assert.equal(await second.identity.getToken("access-1"), "access-2");
  });

  it("rests as long as its original has been told to", async () => {
    const [first, second] = twins();
    provider.answers.push(() => new Response("", { status: 429, headers: { "Retry-After": "120" } }));
    await Promise.all([refused(first.identity.getToken(null), false), refused(second.identity.getToken(null), false)]);
    assert.equal(provider.asked.length, 1);
  });

  it("does not wait for ever for one that is frozen", async () => {
    const [first] = twins();
    origin.freezeAll();
    const token = first.identity.getToken(null);
    for (let turn = 0; turn < 5; turn++) await settle();
    assert.equal(provider.asked.length, 0);
    mock.timers.tick(2000);
    assert.equal(await token, "access-2");
  });

  it("leaves those of another sign-in alone", async () => {
    const first = tab();
    const other = tab(signedIn({ family: "g", access: "other", goodUntil: START + 60_000 }));
    await first.identity.getToken(null);
    await new Promise(setImmediate);
    assert.equal(await other.identity.getToken(null), "other");
  });

  for (const [what, missing] of [
    ["locks", { locks: undefined }],
    ["channels", { Channel: undefined }],
  ]) {
    it(`renews for itself where a browser has no ${what}`, async () => {
      setUp({ locks: origin.locks, Channel: origin.Channel, ...missing });
      assert.equal(await tab().identity.getToken(null), "access-2");
    });
  }
});

describe("a sign-in", () => {
  const back = (search) => {
    globalThis.location = new URL(`https://beckon.example/${search}`);
    globalThis.history = { replaceState: () => {} };
    return tab(
      storage({ "signing-in": JSON.stringify({ state: "s", verifier: "v", back: "https://beckon.example/#/call" }) }),
    );
  };

  it("begins with the tokens for its code", async () => {
    const { identity } = back("?state=s&code=c");
    provider.answers.push(() => Response.json(provider.tokens(1)));
    assert.equal(await identity.finish(), true);
    assert.equal(await identity.getToken(null), "access-1");
    assert.deepEqual(provider.asked, [
      {
        client_id: "page",
        grant_type: "authorization_code",
        code: "c",
        redirect_uri: "https://beckon.example/",
        code_verifier: "v",
      },
    ]);
    assert.equal(await identity.getToken("access-1"), "access-2");
  });

  it("that fails in passing leaves nobody signed in, and says that it was not the user", async () => {
    const { identity } = back("?state=s&code=c");
    provider.answers.push(() => new Response("", { status: 503 }));
    await refused(identity.finish(), false);
    assert.equal(identity.user, null);
  });

  it("is not taken from others", async () => {
    const { identity } = back("?state=forged&code=c");
    await refused(identity.finish(), true);
    assert.equal(provider.asked.length, 0);
  });
});
