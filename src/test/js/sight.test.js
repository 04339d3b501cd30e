// When the others are told what is seen here.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Sight } from "../../main/resources/META-INF/resources/app/conference/sight.js";

/** Less than any time that passes before the others are told of less. */
const SOON = 10;

describe("what is seen", () => {
  let told;
  let sight;
  let saw;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    globalThis.document = Object.assign(new EventTarget(), { hidden: false, pictureInPictureElement: null });
    globalThis.devicePixelRatio = 1;
    globalThis.IntersectionObserver = class {
      constructor(callback) {
        saw = (peer, isIntersecting) =>
          callback([{ target: { dataset: { peer }, checkVisibility: () => true }, isIntersecting }]);
      }
      disconnect() {}
    };
    told = [];
    sight = new Sight((shown) => told.push(shown));
  });

  afterEach(() => {
    sight.close();
    mock.timers.reset();
    for (const name of ["document", "devicePixelRatio", "IntersectionObserver"]) delete globalThis[name];
  });

  it("is told at once if it is more", () => {
    sight.shows(180, undefined);
    mock.timers.tick(2000);
    saw("bob", false);
    mock.timers.tick(2000);
    sight.shows(360, undefined);
    mock.timers.tick(SOON);
    saw("bob", true);
    mock.timers.tick(SOON);
    assert.deepEqual(
      told.map(({ unseen, lines }) => [unseen, lines]),
      [
        [[], 180],
        [["bob"], 180],
        [["bob"], 360],
        [[], 360],
      ],
    );
  });

  it("is told after a while if it is less, however often the same is shown meanwhile", () => {
    sight.shows(180, undefined);
    for (let i = 0; i < 4; i++) {
      mock.timers.tick(500);
      sight.shows(180, undefined);
    }
    assert.deepEqual(told, [{ unseen: [], lines: 180, large: undefined }]);
  });

  it("is told once of a large picture that goes on to others soon", () => {
    sight.shows(180, "ada");
    mock.timers.tick(2000);
    sight.shows(180, "bob");
    mock.timers.tick(500);
    sight.shows(180, "ada");
    mock.timers.tick(500);
    sight.shows(180, "cy");
    mock.timers.tick(1000);
    assert.deepEqual(
      told.map(({ large }) => large),
      ["ada", "cy"],
    );
  });
});
