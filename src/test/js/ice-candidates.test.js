import assert from "node:assert/strict";
import { describe as suite, it } from "node:test";

const { describe, familyOf, mappingOf, scopeOf } = await import(
  "../../main/resources/META-INF/resources/app/ice/run.js"
);
const { explain, kindOf } = await import("../../main/resources/META-INF/resources/app/ice/turn.js");

suite("a candidate", () => {
  it("is described from its attributes", () => {
    const candidate = {
      candidate:
        "candidate:1 1 udp 58662911 192.0.2.7 62689 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag VEt3 network-id 1 network-cost 50",
      type: "relay",
      protocol: "udp",
      address: "192.0.2.7",
      port: 62689,
      priority: 58662911,
      relayProtocol: "tls",
      relatedAddress: "0.0.0.0",
      relatedPort: 0,
      tcpType: null,
    };
    assert.deepEqual(describe(candidate, 69.6), {
      type: "relay",
      protocol: "udp",
      tcpType: undefined,
      relayProtocol: "tls",
      family: "IPv4",
      scope: "public",
      address: "192.0.2.7",
      port: 62689,
      relatedAddress: "0.0.0.0",
      relatedPort: 0,
      priority: 58662911,
      network: "1",
      ms: 70,
    });
  });

  it("is described from its line where a browser has no attributes", () => {
    const { type, protocol, tcpType, address, port, relatedAddress, relatedPort, priority } = describe(
      { candidate: "candidate:0 1 TCP 2105524479 10.0.0.9 9 typ srflx raddr 10.0.0.1 rport 4711 tcptype active" },
      1,
    );
    assert.deepEqual(
      { type, protocol, tcpType, address, port, relatedAddress, relatedPort, priority },
      {
        type: "srflx",
        protocol: "tcp",
        tcpType: "active",
        address: "10.0.0.9",
        port: 9,
        relatedAddress: "10.0.0.1",
        relatedPort: 4711,
        priority: 2105524479,
      },
    );
  });

  for (const [address, family, scope] of [
    ["127.0.0.1", "IPv4", "loopback"],
    ["10.1.2.3", "IPv4", "private"],
    ["172.31.0.1", "IPv4", "private"],
    ["172.32.0.1", "IPv4", "public"],
    ["192.168.0.1", "IPv4", "private"],
    ["169.254.1.1", "IPv4", "link-local"],
    ["100.64.0.1", "IPv4", "shared"],
    ["100.128.0.1", "IPv4", "public"],
    ["203.0.113.9", "IPv4", "public"],
    ["::1", "IPv6", "loopback"],
    ["fe80::1", "IPv6", "link-local"],
    ["fd00::1", "IPv6", "private"],
    ["2001:db8::1", "IPv6", "public"],
    ["0b9c2f4e-6d7a-4b1c-9f9e-0a1b2c3d4e5f.local", "mDNS", "hidden"],
    ["", "unknown", "hidden"],
  ]) {
    it(`${address || "without an address"} is ${family} and ${scope}`, () =>
      assert.deepEqual([familyOf(address), scopeOf(address)], [family, scope]));
  }
});

suite("the address translation", () => {
  const seen = (port, more = {}) => ({
    family: "IPv4",
    address: "203.0.113.9",
    port,
    relatedAddress: "192.168.0.2",
    relatedPort: 5000,
    network: "1",
    ...more,
  });

  it("is steady if two servers see a socket at the same place", () =>
    assert.deepEqual(mappingOf([seen(6000)], 2), { compared: true, symmetric: false }));
  it("is symmetric if they see it at different places", () =>
    assert.deepEqual(mappingOf([seen(6000), seen(6001)], 2), { compared: true, symmetric: true }));
  it("is not known from one server", () =>
    assert.deepEqual(mappingOf([seen(6000)], 1), { compared: false, symmetric: false }));
  it("is not known without an answer", () => assert.deepEqual(mappingOf([], 2), { compared: false, symmetric: false }));
  it("is a matter of each socket, and not of two of them", () => {
    assert.equal(mappingOf([seen(6000), seen(6001, { relatedPort: 5001 })], 2).symmetric, false);
    const hidden = { relatedAddress: "0.0.0.0", relatedPort: 0 };
    assert.equal(mappingOf([seen(6000, hidden), seen(6001, { ...hidden, network: "2" })], 2).symmetric, false);
    assert.equal(mappingOf([seen(6000, hidden), seen(6001, hidden)], 2).symmetric, true);
    assert.equal(
      mappingOf([seen(6000, hidden), seen(6001, { ...hidden, family: "IPv6", address: "2001:db8::1" })], 2).symmetric,
      false,
    );
  });
  it("is not guessed where the browser tells nothing about the socket", () => {
    const untold = { relatedPort: 0, network: undefined };
    assert.deepEqual(mappingOf([seen(6000, untold), seen(6001, untold)], 2), { compared: false, symmetric: false });
  });
});

suite("an error of a server", () => {
  for (const [code, text, kind, words] of [
    [401, "Unauthorized.", "credentials", /wrong, or has expired/],
    [437, "", "refused", /mixed up/],
    [486, "Allocation Quota Reached", "capacity", /limit/],
    [508, "", "capacity", /no room/],
    [600, "", "refused", /refused/],
    [499, "", "refused", /code 499/],
    [701, "STUN host lookup received error.", "name", /name was not found/],
    [701, "TURN allocate request timed out.", "silent", /did not answer/],
    [701, "Failed to establish connection", "unreachable", /cannot be reached/],
  ]) {
    it(`${code} ${text} is said in plain words`, () => {
      assert.equal(kindOf({ code, text }), kind);
      assert.match(explain({ code, text }), words);
    });
  }
});
