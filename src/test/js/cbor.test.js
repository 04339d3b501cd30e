import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientModule, Signaling, settle } from "./service.js";

const { cbor } = await clientModule("cbor.js");
const hex = (frame) => Buffer.from(cbor.encode(frame)).toString("hex");
const read = (bytes) => cbor.decode(new Uint8Array(Buffer.from(bytes, "hex")));

/** RFC 8949, appendix A, as far as JSON knows it. */
const EXAMPLES = [
  [0, "00"],
  [23, "17"],
  [24, "1818"],
  [255, "18ff"],
  [256, "190100"],
  [65_535, "19ffff"],
  [65_536, "1a00010000"],
  [1_000_000_000_000, "1b000000e8d4a51000"],
  [9_007_199_254_740_991, "1b001fffffffffffff"],
  [-1, "20"],
  [-100, "3863"],
  [1.5, "f93e00"],
  [1.1, "fb3ff199999999999a"],
  [true, "f5"],
  [null, "f6"],
  ["", "60"],
  ["ü", "62c3bc"],
  ["水", "63e6b0b4"],
  [[1, [2, 3]], "8201820203"],
  [{ a: 1, b: [2, 3] }, "a26161016162820203"],
];

describe("CBOR", () => {
  for (const [value, bytes] of EXAMPLES) {
    it(`${JSON.stringify(value)} is ${bytes}: definite lengths, text keys, the shortest integers, no tags`, () => {
      assert.equal(hex(value), bytes);
      assert.deepEqual(read(bytes), value);
    });
  }

  it("reads what others write: indefinite lengths, integers in any length, integral floats", () => {
    assert.deepEqual(read("bf6161f5ff"), { a: true });
    assert.deepEqual(read("a1616118ff"), { a: 255 });
    assert.deepEqual(read("a16161fb4008000000000000"), { a: 3 });
    assert.deepEqual(read("a161611bffffffffffffffff"), { a: 2 ** 64 });
  });

  it("does not read what is none of the protocol's", () => {
    for (const bytes of ["a16161f97e00", "a16161f97c00", "a16161c001", "a161", "a1616101ff"])
      assert.throws(() => read(bytes));
  });

  it("carries frames as bytes, without what is undefined", async () => {
    const sent = [];
    let connection;
    const transport = (request) => (connection = { request, send: (data) => sent.push(data), close() {} });
    const signaling = new Signaling({ url: "wss://beckon.example", token: () => "t", encoding: "cbor", transport });
    const connecting = signaling.connect();
    for (let turn = 0; turn < 50 && !connection; turn++) await settle();
    assert.deepEqual(connection.request.protocols, ["signaling.v1.cbor"]);
    connection.onmessage(
      cbor.encode({
        type: "welcome",
        session: "s",
        secret: "x",
        user: { id: "u" },
        heartbeatSeconds: 25,
        iceServers: [],
        limits: {},
      }),
    );
    await connecting;
    signaling.join("r", { name: undefined }).catch(() => {}); // nobody answers
    assert.ok(sent[0] instanceof Uint8Array);
    assert.deepEqual(cbor.decode(sent[0]), { id: "1", room: "r", type: "join" });
    signaling.close();
  });
});
