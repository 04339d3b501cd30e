import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientModule } from "./service.js";

const { identityOf, restarts, share } = await clientModule("identity.js");

const describeAs = (...lines) =>
  ["v=0", "o=- 17154221214847509312 2 IN IP4 127.0.0.1", "s=-", ...lines, ""].join("\r\n");

describe("a description's identity", () => {
  it("has the credentials, certificates and sections of all its sections", () => {
    const identity = identityOf(
      describeAs(
        "a=fingerprint:sha-256 AA:01",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
        "a=mid:a",
        "a=ice-ufrag:F7gI",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "a=mid:b",
        "a=ice-ufrag:other",
        "a=fingerprint:sha-1 BB:02",
      ),
    );
    assert.deepEqual(identity, {
      ufrags: ["F7gI", "other"],
      hashes: ["SHA-256 AA:01", "SHA-1 BB:02"],
      mids: ["a", "b"],
      session: "17154221214847509312",
      version: 2n,
    });
  });

  it("is read where there is next to nothing, and where lines end with a line feed only", () => {
    assert.deepEqual(identityOf(""), { ufrags: [], hashes: [], mids: [], session: undefined, version: 0n });
    assert.deepEqual(identityOf("a=ice-ufrag:one\na=mid:0\n").ufrags, ["one"]);
  });

  it("has hashes without regard to case, and one that both have is enough", () => {
    const [upper, several, other] = [
      "a=fingerprint:SHA-256 AA:0B",
      "a=fingerprint:sha-512 01:02\r\na=fingerprint:sha-256 aa:0b",
      "a=fingerprint:sha-384 AA:0B",
    ].map((line) => identityOf(describeAs(line)).hashes);
    assert.ok(share(upper, several));
    assert.ok(!share(upper, other), "the same figures of another function are another hash");
    assert.ok(!share([], []));
  });

  it("goes on under one session id with a higher version, of however many digits", () => {
    const origin = (text) => identityOf(`o=${text} IN IP4 0.0.0.0\r\n`);
    assert.ok(restarts(origin("- 7 13656283801756621938"), origin("- 7 13656283801756621937"), false));
    assert.ok(!restarts(origin("- 7 2"), origin("- 7 2"), false), "constant, as FFmpeg and libpeer have it");
    assert.ok(!restarts(origin("- 8 3"), origin("- 7 2"), false));
  });

  it("goes on where it is held on to and all sections are in their places", () => {
    const mids = (...names) => identityOf(describeAs(...names.map((name) => `a=mid:${name}`)));
    assert.ok(restarts(mids("0", "1", "2"), mids("0", "1"), true));
    assert.ok(!restarts(mids("0", "1", "2"), mids("0", "1"), false));
    assert.ok(!restarts(mids("0"), mids("0", "1"), true));
    assert.ok(!restarts(mids("1", "0"), mids("0", "1"), true));
  });
});
