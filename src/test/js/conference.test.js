// How tiles fill a field, and what a connection's numbers say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange } from "../../main/resources/META-INF/resources/app/conference/tiles.js";
import { compare, measure } from "../../main/resources/META-INF/resources/client/media/quality.js";
import { crowded, farewell, refusal } from "../../main/resources/META-INF/resources/app/conference/words.js";

test("one to twelve tiles fit into windows and phones without overlapping or leaving them", () => {
  for (const [width, height] of [
    [358, 640],
    [736, 860],
    [1408, 720],
    [868, 312],
  ]) {
    for (let count = 1; count <= 12; count++) {
      const tile = arrange(count, width, height, 8);
      const rows = Math.ceil(count / tile.columns);
      assert.ok(tile.width > 0 && tile.height > 0);
      assert.ok(
        tile.columns * tile.width + (tile.columns - 1) * 8 <= width,
        `${count} in ${width} × ${height}: too wide`,
      );
      assert.ok(rows * tile.height + (rows - 1) * 8 <= height, `${count} in ${width} × ${height}: too high`);
    }
  }
});

/** What is left for pictures of windows of that size. */
const FIELDS = { "1440x900": [1408, 704], "768x1024": [736, 828], "390x844": [374, 648] };

/** How much of a picture of 16 to 9 is seen in a tile that it fills, or in which it is whole. */
function share(count, [width, height]) {
  const tile = arrange(count, width, height);
  return count === 1 ? 1 : Math.min(tile.width / tile.height / (16 / 9), 16 / 9 / (tile.width / tile.height));
}

for (const [size, field] of Object.entries(FIELDS)) {
  test(`people are seen whole, or nearly, at ${size}`, () => {
    const shares = Array.from({ length: 9 }, (_, index) => share(index + 1, field));
    shares.forEach((seen, index) =>
      assert.ok(seen >= (index < 2 ? 0.9 : 0.75) - 0.01, `${index + 1} at ${size}: ${seen.toFixed(2)}`),
    );
  });

  test(`and the pictures are as large as they can be, at ${size}`, () => {
    const areas = Array.from({ length: 9 }, (_, index) => arrange(index + 1, ...field)).map(
      ({ width, height }) => width * height,
    );
    areas.forEach((area, index) =>
      assert.ok(
        index === 0 || ((index + 1) * area) / (field[0] * field[1]) > 0.45,
        `${index + 1} fill ${((index + 1) * area) / (field[0] * field[1])}`,
      ),
    );
  });
}

test("four stand two by two on a desk", () => {
  assert.equal(arrange(4, 1408, 720).columns, 2);
});

const report = (atMs, { rtt = 0.02, received, lost, type = "host" }) =>
  new Map(
    [
      { id: "t", type: "transport", selectedCandidatePairId: "p" },
      {
        id: "p",
        type: "candidate-pair",
        timestamp: atMs,
        currentRoundTripTime: rtt,
        bytesReceived: atMs * 100,
        bytesSent: atMs * 50,
        localCandidateId: "l",
        remoteCandidateId: "r",
      },
      { id: "l", type: "local-candidate", candidateType: type, protocol: "udp" },
      { id: "r", type: "remote-candidate", candidateType: "host" },
      { id: "i", type: "inbound-rtp", kind: "video", packetsReceived: received, packetsLost: lost },
    ].map((one) => [one.id, one]),
  );

const quality = (before, after) => compare(measure(report(1000, before)), measure(report(3000, after)));

test("round trip and loss of the last seconds make a connection good, fair or poor", () => {
  const begin = { received: 1000, lost: 500 };
  assert.equal(quality(begin, { received: 1100, lost: 500 }).rating, "good");
  assert.equal(quality(begin, { received: 1095, lost: 505 }).rating, "fair");
  assert.equal(quality(begin, { received: 1050, lost: 550 }).rating, "poor");
  assert.equal(quality(begin, { received: 1100, lost: 500, rtt: 0.3 }).rating, "fair");
  assert.equal(quality(begin, { received: 1100, lost: 500, rtt: 0.6 }).rating, "poor");
});

test("bitrate and way are those of the pair in use", () => {
  const { inKbps, outKbps, isRelayed, protocol } = quality(
    { received: 0, lost: 0 },
    { received: 1, lost: 0, type: "relay" },
  );
  assert.deepEqual(
    { inKbps, outKbps, isRelayed, protocol },
    { inKbps: 800, outKbps: 400, isRelayed: true, protocol: "udp" },
  );
});

test("one measurement says nothing yet", () => {
  assert.equal(compare(undefined, measure(report(1000, { received: 1, lost: 0 }))), null);
});

test("why one is out or not let in is said in words", () => {
  assert.equal(farewell({ reason: "kicked", message: "too loud" }), "You were removed from the room: “too loud”.");
  assert.equal(farewell({ reason: "kicked" }), "You were removed from the room.");
  assert.equal(farewell({ reason: "left" }), "");
  assert.match(refusal({ code: "room-locked" }), /locked/);
  assert.match(
    refusal({ code: "not-allowed", field: "role", message: "no right to the role host" }),
    /^you have no right to that role here/,
  );
});

test("a lobby says that a room is crowded from eight people on", () => {
  assert.equal(crowded(7), "");
  assert.match(crowded(8), /^8 people are in this room/);
});
