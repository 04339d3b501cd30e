import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateSync, inflateSync } from "node:zlib";
import { candidate, good, result, server } from "./ice-result.js";

const { DamagedLink, pack, publicPart, unpack } = await import(
  "../../main/resources/META-INF/resources/app/ice/report.js"
);
const { markdown } = await import("../../main/resources/META-INF/resources/app/ice/report.js");
const { verdict } = await import("../../main/resources/META-INF/resources/app/ice/verdict.js");

const linkOf = (value) => deflateSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const plain = (link) => inflateSync(Buffer.from(link, "base64url")).toString();

const secretive = () => {
  const whole = good();
  Object.assign(whole.servers[1], {
    username: "1767268800:al",
    credential: "swordfish",
    expiresAt: "2026-01-01T12:00:00.000Z",
  });
  return whole;
};

describe("a result in a link", () => {
  it("is the same afterwards, and so is its verdict", async () => {
    const whole = good();
    const link = await pack(whole, { addresses: true });
    assert.match(link, /^[\w-]+$/);
    const read = await unpack(link);
    assert.deepEqual(read, JSON.parse(JSON.stringify(publicPart(whole, { addresses: true }))));
    assert.deepEqual(read.candidates, JSON.parse(JSON.stringify(whole.candidates)));
    assert.deepEqual(verdict(read), verdict(whole));
  });

  it("has no addresses unless they are wanted, and the verdict stays", async () => {
    const link = await pack(good());
    assert.doesNotMatch(plain(link), /192\.168|203\.0\.113|198\.51|4711/);
    assert.deepEqual(verdict(await unpack(link)), verdict(good()));
  });

  it("never has credentials", async () => {
    for (const addresses of [true, false])
      assert.doesNotMatch(plain(await pack(secretive(), { addresses })), /swordfish|:al|username|credential"/);
  });

  it("is short", async () => {
    const servers = ["stun:a.example", "turn:a.example", "turn:a.example?transport=tcp", "turns:a.example:443"].map(
      (url) => server(url),
    );
    const candidates = Array.from({ length: 20 }, (_, i) =>
      candidate("host", { port: 40_000 + i, priority: 2122260223 - i }),
    );
    assert.ok((await pack(result({ servers, candidates }), { addresses: true })).length < 1500);
  });

  it("survives whatever characters are in it", async () => {
    const read = await unpack(await pack(result({ agent: "Brow\u0000ser ü 水 <b>" })));
    assert.equal(read.agent, "Brow\u0000ser ü 水 <b>");
  });
});

describe("a damaged link", () => {
  const sound = publicPart(good());
  const cases = {
    "is empty": "",
    "is no base64url": "%%%",
    "is no deflated data": Buffer.from("hello").toString("base64url"),
    "has no JSON": linkOf("hello"),
    "is null": linkOf("null"),
    "has no servers": linkOf({ ...sound, servers: undefined }),
    "has a number for a server": linkOf({ ...sound, servers: [1] }),
    "has an unknown state": linkOf({ ...sound, servers: [{ ...sound.servers[0], state: "great" }] }),
    "has an object for an address": linkOf({ ...sound, servers: [{ ...sound.servers[0], url: { x: 1 } }] }),
    "has no errors": linkOf({ ...sound, servers: [{ ...sound.servers[0], errors: "none" }] }),
    "has half a relay check": linkOf({
      ...sound,
      servers: [{ ...sound.servers[1], relay: { state: "done", up: {} } }],
    }),
    "has a relay check of long seconds": linkOf({
      ...sound,
      servers: [{ ...sound.servers[1], relay: { state: "failed", seconds: {} } }],
    }),
    "has a candidate of no type": linkOf({ ...sound, candidates: [{}] }),
    "has an array for an address": linkOf({ ...sound, candidates: [{ type: "host", address: ["x"] }] }),
    "has text that is too long": linkOf({ ...sound, agent: "x".repeat(501) }),
    "has too many candidates": linkOf({ ...sound, candidates: Array(501).fill({ type: "host" }) }),
    "has no time": linkOf({ ...sound, at: "yesterday" }),
    "is a bomb": linkOf(`{"x": "${"x".repeat(5_000_000)}"}`),
  };
  for (const [what, link] of Object.entries(cases)) {
    it(`that ${what} says so`, () => assert.rejects(unpack(link), DamagedLink));
  }

  it("that lost its end says so", async () => {
    const link = await pack(good());
    for (const length of [1, 10, link.length >> 1, link.length - 4])
      await assert.rejects(unpack(link.slice(0, length)), DamagedLink);
  });

  it("that has one character changed says so", async () => {
    const link = await pack(good());
    const at = link.length >> 1;
    await assert.rejects(unpack(link.slice(0, at) + (link[at] === "A" ? "B" : "A") + link.slice(at + 1)), DamagedLink);
  });

  it("of a later release says that", () => assert.rejects(unpack(linkOf({ version: 2 })), /later release/));
});

describe("a result as text", () => {
  it("has the verdict, the servers and the candidates", () => {
    const text = markdown(good(), { addresses: true });
    assert.match(
      text,
      /^# ICE test of 2026-01-01 12:00 UTC\n\nChromium 150\n\n## Verdict\n\n- \*\*OK\*\*: TURN over UDP and TLS 443 works/,
    );
    assert.match(
      text,
      /\| turn:a\.example \| Answered \| 40 ms \| 15 ms \| There 480 kbit\/s, 0 % lost; back 480 kbit\/s, 0 % lost \|/,
    );
    assert.match(
      text,
      /\| server-reflexive \| udp \| IPv4 \| 203\.0\.113\.9:4711 \| 192\.168\.0\.2:5000 \| 2122260223 \| stun:a\.example \| 12 ms \|/,
    );
  });

  it("has addresses only if they are wanted, and never credentials", () => {
    assert.doesNotMatch(markdown(good()), /192\.168|203\.0\.113/);
    assert.doesNotMatch(markdown(secretive(), { addresses: true }), /swordfish|:al/);
  });

  it("is one table whatever a server said", () => {
    const text = markdown(
      result({ servers: [server("turn:a.example", { state: "failed", errors: [{ code: 499, text: "a | b\nc" }] })] }),
    );
    assert.match(text, /\| turn:a\.example \| Failed; 499: .* \| 40 ms \| ≤ 40 ms \| – \|\n/);
  });
});
