import assert from "node:assert/strict";
import { describe, it } from "node:test";

const { expiryOf, flatten, parseUrl, readRows } = await import(
  "../../main/resources/META-INF/resources/app/ice/servers.js"
);

describe("an address of a STUN or TURN server", () => {
  const GOOD = [
    ["stun:stun.example.org", "stun", "stun.example.org", 3478, "udp"],
    ["turn:turn.example.org", "turn", "turn.example.org", 3478, "udp"],
    ["turn:turn.example.org:443?transport=tcp", "turn", "turn.example.org", 443, "tcp"],
    ["turns:turn.example.org", "turn", "turn.example.org", 5349, "tls"],
    ["turns:turn.example.org:443?transport=tcp", "turn", "turn.example.org", 443, "tls"],
    ["turns:turn.example.org?transport=udp", "turn", "turn.example.org", 5349, "dtls"],
    ["TURN:turn.example.org?transport=UDP", "turn", "turn.example.org", 3478, "udp"],
    ["  stun:192.0.2.1:19302 ", "stun", "192.0.2.1", 19302, "udp"],
    ["turn:[2001:db8::1]:3479?transport=udp", "turn", "2001:db8::1", 3479, "udp"],
    ["stun:[::1]", "stun", "::1", 3478, "udp"],
    ["turn:[::ffff:192.0.2.1]", "turn", "::ffff:192.0.2.1", 3478, "udp"],
    ["stun:localhost:1", "stun", "localhost", 1, "udp"],
    ["stun:münchen.example", "stun", "münchen.example", 3478, "udp"],
    ["stun:stun_1.example.", "stun", "stun_1.example.", 3478, "udp"],
  ];
  for (const [text, kind, host, port, transport] of GOOD) {
    it(`${text.trim()} is read`, () => {
      const { secure, ...read } = parseUrl(text);
      assert.deepEqual(read, { url: text.trim(), kind, host, port, transport });
      assert.equal(secure, /^turns/.test(text));
    });
  }

  const BAD = [
    ["", /Enter an address/],
    ["turn.example.org", /begins with stun:, turn: or turns:/],
    ["turn.example.org:3478", /begins with/],
    ["https://turn.example.org", /begins with/],
    ["constructor:x", /begins with/],
    ["stuns:stun.example.org", /stuns/],
    ["turn://turn.example.org", /no \/\/ after turn:/],
    ["turn:", /name is missing/],
    ["turn::3478", /name is missing/],
    ["turn:[]", /name is missing/],
    ["turn:al@turn.example.org", /user name does not belong/],
    ["turn:turn.example.org/path", /may follow the port/],
    ["turn:turn.example.org#x", /may follow the port/],
    ["turn:turn.example.org?transport=sctp", /transport=udp or \?transport=tcp/],
    ["turn:turn.example.org?transport=udp&x=1", /transport=udp or/],
    ["turn:turn.example.org?", /transport=udp or/],
    ["stun:stun.example.org?transport=udp", /nothing after the port/],
    ["turn:turn.example.org:0", /1 to 65535/],
    ["turn:turn.example.org:65536", /1 to 65535/],
    ["turn:turn.example.org:", /1 to 65535/],
    ["turn:turn.example.org:http", /1 to 65535/],
    ["turn:2001:db8::1", /in brackets, such as \[2001:db8::1\]:3478/],
    ["turns:2001:db8::1", /:5349/],
    ["turn:[2001:db8::1", /not closed/],
    ["turn:[2001:db8::1]3478", /1 to 65535/],
    ["turn:[2001:db8::1::2]", /no IPv6 address/],
    ["turn:[fe80::1%25eth0]", /no IPv6 address/],
    ["turn:[192.0.2.1]", /no IPv6 address/],
    ["turn:192.0.2.256", /no name or address/],
    ["turn:192.0.2", /no name or address/],
    ["turn:-x.example.org", /no name or address/],
    ["turn:a..b", /no name or address/],
    ["turn:turn .example.org", /a space/],
  ];
  for (const [text, problem] of BAD) {
    it(`"${text}" is refused and says why`, () => assert.match(parseUrl(text).problem ?? "no problem", problem));
  }
});

describe("a form's servers", () => {
  it("are taken with several addresses each, separated by lines or commas", () => {
    const { servers, problems } = readRows([
      { urls: "stun:a.example\n\n stun:b.example ", username: "", credential: "" },
      { urls: "turn:c.example, turns:c.example:443", username: "al", credential: "secret" },
    ]);
    assert.equal(problems, undefined);
    assert.deepEqual(servers, [
      { urls: ["stun:a.example", "stun:b.example"] },
      { urls: ["turn:c.example", "turns:c.example:443"], username: "al", credential: "secret" },
    ]);
  });

  it("have their problems told by row and field", () => {
    const { problems } = readRows([
      { urls: "", username: "", credential: "" },
      { urls: "turn:a.example", username: "", credential: "" },
      { urls: "stun:b.example\nturn:b.example:x", username: "al", credential: "secret" },
    ]);
    assert.deepEqual(
      problems.map(({ row, field }) => [row, field]),
      [
        [0, "urls"],
        [1, "username"],
        [1, "credential"],
        [2, "urls"],
      ],
    );
    assert.match(problems[3].text, /^turn:b\.example:x: The port/);
  });

  it("are not too many", () => {
    const urls = Array.from({ length: 21 }, (_, i) => `stun:s${i}.example`).join("\n");
    assert.match(readRows([{ urls, username: "", credential: "" }]).problems[0].text, /21 addresses/);
  });
});

describe("iceServers", () => {
  it("are taken apart, one for each address and without doubles", () => {
    const found = flatten([
      { urls: "stun:a.example" },
      { urls: ["stun:a.example", "turn:a.example"], username: "al", credential: "x" },
      { urls: ["turn:a.example"], username: "al", credential: "x" },
      { urls: ["turn:a.example"], username: "bo", credential: "y" },
    ]);
    assert.deepEqual(
      found.map(({ url, username, credential }) => [url, username, credential]),
      [
        ["stun:a.example", undefined, undefined],
        ["turn:a.example", "al", "x"],
        ["turn:a.example", "bo", "y"],
      ],
    );
  });

  it("that make no sense keep their address and say what is wrong", () => {
    const [bad] = flatten([{ urls: ["turn:a.example:x"] }]);
    assert.equal(bad.url, "turn:a.example:x");
    assert.match(bad.problem, /port/);
  });
});

describe("the end of credentials", () => {
  it("is in the user name of TURN REST, and only there", () => {
    assert.equal(expiryOf("1700000000:al").toISOString(), "2023-11-14T22:13:20.000Z");
    assert.equal(expiryOf("1700000000").toISOString(), "2023-11-14T22:13:20.000Z");
    for (const other of ["al", "1700000000al", "12:al", "99999999999999:al", "", undefined])
      assert.equal(expiryOf(other), null);
  });
});
