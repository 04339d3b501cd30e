import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";

const DIRECT = new URL("../../main/resources/META-INF/resources/app/direct/", import.meta.url);
const { Code, CodeError } = await import(new URL("code.js", DIRECT));
const { addressBytes, addressText, chosen, kindOf, MOST } = await import(new URL("candidates.js", DIRECT));
const { candidate, describe: write, essentials } = await import(new URL("sdp.js", DIRECT));
const { MOST_BYTES, pack, unpack } = await import(new URL("pack.js", DIRECT));

const corpus = JSON.parse(gunzipSync(readFileSync(new URL("../resources/corpus/browsers.json.gz", import.meta.url))));

/** Descriptions as a view has them: with the candidates that the browser found for their first medium, before anything is negotiated again. */
function recorded(stack, scenario) {
  return corpus
    .filter((one) => one.stack.startsWith(stack) && scenario.test(one.scenario))
    .flatMap(({ exchange }) =>
      ["offer", "answer"].flatMap((type) => {
        const step = exchange.find((one) => one.type === type);
        if (!step) return [];
        const found = exchange.filter(
          ({ from, candidate: one }) => from === step.from && one?.sdpMLineIndex === 0 && one.candidate,
        );
        const lines = [...new Set(found.map(({ candidate: one }) => `a=${one.candidate}\r\n`))];
        const [head, first, ...rest] = step.sdp.split(/^(?=m=)/m);
        return [{ type, sdp: [head, first + lines.join(""), ...rest].join("") }];
      }),
    );
}

const ONE_OF_EACH =
  /^(audio\+video|audio\+video\+datachannel|audio only|data channel only|non-trickle.*|recvonly viewer offers.*|relay only.*|STUN \+ TURN.*|codec preferred VP8|max-bundle.*)$/;
const all = ["chromium", "firefox"].flatMap((stack) => recorded(stack, ONE_OF_EACH));
const whole = recorded("chromium", /^audio\+video\+datachannel$/);

const lines = (addresses) =>
  addresses
    .map(
      (address, index) => `a=candidate:${index} 1 udp ${2122260223 - index} ${address} ${50000 + index} typ host\r\n`,
    )
    .join("");
const withCandidates = ({ type, sdp }, candidates) => {
  const [head, first, ...rest] = sdp.replace(/^a=candidate:.*\r\n/gm, "").split(/^(?=m=)/m);
  return { type, sdp: [head, first + candidates, ...rest].join("") };
};

describe("a packed description", () => {
  it("has what browsers' descriptions say", (test) => {
    assert.ok(all.length > 60, `${all.length} descriptions`);
    for (const description of all) {
      const given = essentials(description);
      const bytes = pack(description);
      const { answers, ...read } = unpack(bytes);
      const candidates = chosen(given.candidates).map(({ priority, component, ...one }) => one);
      assert.deepEqual(read, { ...given, fingerprint: read.fingerprint, candidates });
      assert.deepEqual([...read.fingerprint], [...given.fingerprint]);
      assert.ok(bytes.length <= MOST_BYTES);
    }
    const sizes = all.map((one) => pack(one).length).sort((a, b) => a - b);
    test.diagnostic(
      `${all.length} descriptions, ${sizes[0]} to ${sizes.at(-1)} bytes, half of them at most ${sizes[sizes.length >> 1]}`,
    );
  });

  it("becomes a description that says the same", () => {
    for (const description of all) {
      const given = unpack(pack(description));
      const again = unpack(pack({ type: given.type, sdp: write(given) }));
      assert.deepEqual(again, { ...given, answers: again.answers });
    }
  });

  it("is small with four candidates, and never larger than a code may be", (test) => {
    const v4 = ["192.168.178.24", "10.0.0.7", "172.16.3.1", "203.0.113.9"];
    const sizes = whole.map((one) => pack(withCandidates(one, lines(v4))).length);
    const large = whole.map(
      (one) => pack(withCandidates(one, lines(Array.from({ length: 40 }, (_, i) => `2001:db8::${i + 1}`)))).length,
    );
    test.diagnostic(`${sizes} bytes with four, ${large} with ${MOST} IPv6 addresses`);
    assert.ok(Math.max(...sizes) <= 110);
    assert.ok(Math.max(...large) <= MOST_BYTES);
  });

  it("is refused where it is none of ours", () => {
    const [{ sdp }] = whole;
    assert.throws(() => pack({ type: "offer", sdp: "" }), /lacks/);
    assert.throws(() => pack({ type: "offer", sdp: sdp.replaceAll("sha-256", "sha-1") }), /SHA-256/);
    assert.throws(() => pack({ type: "offer", sdp: sdp.replace("m=video 9", "m=video 0") }), /refuses video/);
    assert.throws(() => pack({ type: "offer", sdp: sdp.replaceAll("VP8", "VP7") }), /lacks VP8/);
    assert.throws(() => pack({ type: "offer", sdp: sdp.replace("a=mid:1", "a=mid:x") }), /otherwise/);
    assert.throws(() => pack({ type: "offer", sdp: sdp.replace("m=audio", "m=video") }), TypeError);
    assert.throws(
      () => pack({ type: "offer", sdp: sdp.replaceAll(/ice-ufrag:.*/g, `ice-ufrag:${"x".repeat(255)}`) }),
      /fit/,
    );
  });
});

describe("the candidates of a code", () => {
  const host = (n, more = "") => candidate(`candidate:1 1 udp ${2122260223 - n} 10.0.0.${n} 5000 typ host${more}`);
  const reflexive = candidate("candidate:2 1 udp 1686052607 203.0.113.4 5000 typ srflx raddr 10.0.0.1 rport 5000");
  const relayed = candidate("candidate:3 1 udp 41885439 203.0.113.5 5000 typ relay raddr 203.0.113.4 rport 5000");

  it("are the best of each type", () => {
    const many = Array.from({ length: 20 }, (_, n) => host(n));
    const kept = chosen([relayed, ...many, reflexive]);
    assert.equal(kept.length, MOST);
    assert.deepEqual(kept.slice(-2), [reflexive, relayed]);
    assert.deepEqual(kept.slice(0, -2), many.slice(0, MOST - 2));
  });

  it("are there once, can be connected to, and have an address that can be packed", () => {
    const active = candidate("candidate:4 1 tcp 1518280447 10.0.0.1 9 typ host tcptype active");
    const unusual = candidate("candidate:5 1 udp 1 host.example 5000 typ host");
    assert.deepEqual(chosen([host(1), host(1), active, unusual]), [host(1)]);
  });

  it("of the second component are none: everything is multiplexed", () => {
    const second = "a=candidate:0 2 UDP 2122187006 10.0.0.9 4711 typ host\r\n";
    assert.deepEqual(essentials(withCandidates(whole[0], second)).candidates, []);
  });

  it("keep their addresses", () => {
    const same = [
      "0.0.0.0",
      "192.168.178.255",
      "2001:db8::1",
      "::1",
      "::",
      "fe80::1:0:0:2",
      "1:2:3:4:5:6:7:8",
      "2d0c76b9-4af2-48c6-9a91-5f131ae6639f.local",
      "1:0:0:2::3",
    ];
    for (const address of same.slice(0, -1))
      assert.equal(addressText(kindOf(address).index, addressBytes(address)), address);
    assert.equal(addressText(1, addressBytes("1:0:0:2::3")), "1:0:0:2::3");
    assert.equal(addressText(1, addressBytes("2001:0db8:0:0:0:0:0:1")), "2001:db8::1");
    assert.equal(kindOf("example.org"), undefined);
    assert.equal(kindOf("fe80::1%eth0"), undefined);
  });

  it("of TCP and of relays come out as they went in", () => {
    const passive = "a=candidate:1 1 tcp 1518280447 10.0.0.1 4443 typ host tcptype passive\r\n";
    const relay = "a=candidate:2 1 udp 41885439 203.0.113.5 5000 typ relay raddr 203.0.113.4 rport 5000\r\n";
    const { sdp } = new Code(pack(withCandidates(whole[0], passive + relay))).description;
    assert.match(sdp, /^a=candidate:1 1 tcp \d+ 10\.0\.0\.1 4443 typ host tcptype passive\r$/m);
    assert.match(sdp, /^a=candidate:2 1 udp \d+ 203\.0\.113\.5 5000 typ relay raddr 0\.0\.0\.0 rport 0\r$/m);
  });
});

describe("a code", () => {
  const offer = Code.of(whole[0]);
  const answer = Code.of(whole[1], offer);
  const refused = (text, wanted, own) => {
    try {
      Code.read(text, wanted, own);
    } catch (error) {
      assert.ok(error instanceof CodeError, error.stack);
      assert.match(error.message, /^[A-Z].+\.$/);
      return error.reason;
    }
    assert.fail(`${text} was taken`);
  };

  it("is read in each of its forms, also with line ends, and from within a message", () => {
    const forms = [
      offer.text,
      offer.dense,
      offer.link("https://beckon.example/"),
      `Join me: ${offer.text}`,
      offer.text.replace(/(.{30})/g, "$1\r\n "),
      ` ${offer.dense}\n`,
    ];
    for (const form of forms) assert.deepEqual(Code.read(form, "offer").essentials, offer.essentials, form);
    for (const form of [answer.text, answer.dense])
      assert.deepEqual(Code.read(form, "answer", offer).essentials, answer.essentials);
    assert.match(offer.dense, /^[0-9A-Z $%*+\-./:]+$/);
    assert.match(offer.text, /^beckon1\.[\w-]+$/);
  });

  it("says what it is not", () => {
    assert.equal(refused("  \n", "offer"), "empty");
    assert.equal(refused("https://example.org/?x=1", "offer"), "foreign");
    assert.equal(refused("v=0\r\no=- 1 2 IN IP4 127.0.0.1", "offer"), "foreign");
    assert.equal(refused(offer.text.replace("beckon1", "beckon2"), "offer"), "version");
    assert.equal(refused(answer.text, "offer"), "answer");
    assert.equal(refused(Code.of(whole[0]).text, "answer"), "offer");
    assert.equal(refused(offer.text, "answer", offer), "own");
    assert.equal(refused(answer.text, "offer", answer), "own");
    assert.equal(
      refused(Code.of(whole[1], Code.of(recorded("chromium", /^audio\+video$/)[0])).text, "answer", offer),
      "stale",
    );
  });

  it("is refused wherever it is cut off", () => {
    for (const form of [offer.text, offer.dense]) {
      for (let end = 8; end < form.length; end++)
        assert.match(refused(form.slice(0, end), "offer"), end < form.length - 3 ? /^cut$/ : /^(cut|damaged)$/);
    }
  });

  it("is refused with any one character changed, or two exchanged", () => {
    for (const form of [offer.text, offer.dense]) {
      for (let at = 8; at < form.length - 1; at++) {
        const other = form[at] === "A" ? "B" : "A";
        refused(form.slice(0, at) + other + form.slice(at + 1), "offer");
        if (form[at] !== form[at + 1])
          refused(form.slice(0, at) + form[at + 1] + form[at] + form.slice(at + 2), "offer");
      }
    }
  });

  it("that somebody made up does no more than be refused", () => {
    for (let round = 0; round < 300; round++) {
      const text = Array.from(
        { length: 200 },
        () => "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[Math.floor(Math.random() * 28)],
      ).join("");
      refused(`beckon1.${text}`, "offer");
    }
  });
});
