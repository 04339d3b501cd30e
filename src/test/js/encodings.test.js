// What goes to each of the others.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adjust,
  linesFor,
  overlooks,
  share,
  shownBy,
} from "../../main/resources/META-INF/resources/client/media/encodings.js";

test("two see each other in 720 lines, and the more there are the less goes to each", () => {
  assert.equal(share(1).lines, 720);
  for (let receivers = 1; receivers < 50; receivers++) {
    assert.ok(share(receivers + 1).bitrate <= share(receivers).bitrate);
    assert.ok(share(receivers + 1).lines <= share(receivers).lines);
  }
});

test("nobody sends more than 2 Mbit/s of a camera to up to eight others, all together", () => {
  for (let receivers = 1; receivers <= 8; receivers++)
    assert.ok(receivers * share(receivers).bitrate <= 2_000_000, `${receivers}`);
});

test("a screen keeps its lines, and cameras beside it are small", () => {
  assert.equal(share(5, { isScreen: true, isBeside: true }).lines, Infinity);
  assert.deepEqual(share(1, { isBeside: true }), { lines: 180, bitrate: 150_000 });
});

test("no more goes to somebody than is shown there", () => {
  assert.deepEqual(share(1, { shown: 360 }), share(3));
  assert.deepEqual(share(4, { shown: 360 }), share(4));
  assert.deepEqual(share(1, { shown: 1 }), share(50));
  assert.equal(share(1, { isScreen: true, shown: 180 }).lines, Infinity);
});

test("a picture has at least as many lines as pixels, but where all are wanted", () => {
  assert.deepEqual([0, 180, 181, 400, 540, 541, 2000].map(linesFor), [180, 180, 270, 540, 540, undefined, undefined]);
});

test("all cameras but that of one are shown in so many lines", () => {
  const by = (metadata) => ({ metadata });
  assert.deepEqual(
    [
      by({ lines: 180 }),
      by({ lines: 180, large: "me" }),
      by({ lines: 180, large: "you" }),
      by({ lines: "180" }),
      undefined,
    ].map((one) => shownBy(one, "me")),
    [180, Infinity, 180, Infinity, Infinity],
  );
});

/** A sender as a browser has them. */
function sender(track, encodings = [{}]) {
  const set = [];
  return {
    track,
    set,
    getParameters: () => structuredClone({ encodings: set.at(-1)?.encodings ?? encodings }),
    setParameters: async (parameters) => void set.push(parameters),
  };
}

const video = { kind: "video", getSettings: () => ({ height: 720 }) };

test("each sender of a picture is limited, once", () => {
  const senders = [sender(video), sender({ kind: "audio" }), sender(null), sender(video, [])];
  const peers = Array.from({ length: 3 }, () => ({ connection: { getSenders: () => senders } }));
  adjust(peers, { screen: null, isBeside: false });
  adjust(peers, { screen: null, isBeside: false });
  assert.deepEqual(
    senders.map(({ set }) => set.length),
    [1, 0, 0, 0],
  );
  assert.deepEqual(senders[0].set[0], {
    encodings: [{ active: true, maxBitrate: 500_000, scaleResolutionDownBy: 2 }],
    degradationPreference: "balanced",
  });
});

test("what nobody looks at is not sent, until somebody does", () => {
  const [ada, bob] = [sender(video), sender(video)];
  const peers = [
    ["ada", ada],
    ["bob", bob],
  ].map(([peer, one]) => ({ participant: { peer }, connection: { getSenders: () => [one] } }));
  const look = (unseen) => {
    peers[1].participant.metadata = { unseen };
    adjust(peers, { self: "me", screen: null, isBeside: false });
  };
  look(["me"]);
  look(undefined);
  const active = ({ set }) => set.map(({ encodings: [encoding] }) => encoding.active);
  assert.deepEqual([active(ada), active(bob)], [[true], [false, true]]);
});

test("somebody overlooks all, or some cameras but no screen", () => {
  const by = (unseen) => ({ metadata: { unseen } });
  assert.deepEqual(
    [by(true), by(["me"]), by(["you"]), by(undefined), by("me"), undefined].map((one) => overlooks(one, "me")),
    [true, true, false, false, false, false],
  );
  assert.deepEqual(
    [by(true), by(["me"])].map((one) => overlooks(one, "me", true)),
    [true, false],
  );
});
