// beckon-client/media: devices, one's own part in a room, and what is told of both.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { clientModule, settle } from "./service.js";
import { Emitter } from "../../main/resources/META-INF/resources/client/events.js";

const { available, Media, OwnPart, remember, route } = await clientModule("media.js");

class Track extends EventTarget {
  enabled = true;
  readyState = "live";
  constructor(kind, id = "any") {
    super();
    Object.assign(this, { kind, id });
  }
  getSettings() {
    return { deviceId: this.id };
  }
  stop() {
    this.readyState = "ended";
  }
}

class Stream {
  static made = 0;
  id = `stream-${++Stream.made}`;
  #tracks;
  constructor(tracks = []) {
    this.#tracks = [...tracks];
  }
  getTracks = () => [...this.#tracks];
  getVideoTracks = () => this.#tracks.filter(({ kind }) => kind === "video");
  getAudioTracks = () => this.#tracks.filter(({ kind }) => kind === "audio");
  addTrack = (track) => this.#tracks.push(track);
  removeTrack = (track) => (this.#tracks = this.#tracks.filter((one) => one !== track));
}

/** Devices that a test breaks and repairs. */
class Devices extends EventTarget {
  failing = {};
  asked = [];

  getUserMedia = async (wanted) => {
    this.asked.push(wanted);
    for (const kind of Object.keys(wanted))
      if (this.failing[kind]) throw Object.assign(new Error(this.failing[kind]), { name: this.failing[kind] });
    return new Stream(Object.entries(wanted).map(([kind, { deviceId }]) => new Track(kind, deviceId?.exact)));
  };
  getDisplayMedia = async () => new Stream([new Track("video"), new Track("audio")]);
  there = [
    { kind: "audioinput", deviceId: "m1", label: "Headset" },
    { kind: "videoinput", deviceId: "", label: "" },
  ];
  enumerateDevices = async () => this.there;

  /** From now on these microphones are there, of which the browser tells. */
  plug(...ids) {
    this.there = ids.map((deviceId) => ({ kind: "audioinput", deviceId, label: "Headset" }));
    this.dispatchEvent(new Event("devicechange"));
  }
}

const known = ["navigator", "MediaStream", "localStorage"].map((name) => [
  name,
  Object.getOwnPropertyDescriptor(globalThis, name),
]);
const stub = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

let devices;
beforeEach(() => {
  devices = new Devices();
  const kept = new Map();
  stub("navigator", { mediaDevices: devices });
  stub("MediaStream", Stream);
  stub("localStorage", { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) });
});
afterEach(() => {
  for (const [name, descriptor] of known) if (descriptor) Object.defineProperty(globalThis, name, descriptor);
});

describe("this machine's devices", () => {
  it("are both asked for at once, and what there is is taken", async () => {
    const media = new Media();
    await media.open();
    assert.equal(devices.asked.length, 1);
    assert.deepEqual([media.isOn("microphone"), media.isOn("camera"), media.remark], [true, true, ""]);
  });

  it("that cannot be had are explained, and the other is taken all the same", async () => {
    devices.failing = { video: "NotReadableError" };
    const media = new Media();
    await media.open();
    assert.deepEqual([media.isOn("microphone"), media.has("camera"), media.can("camera")], [true, false, false]);
    assert.match(media.problems.camera, /in use by another program/);
    assert.match(media.remark, /No camera/);
    devices.failing = {};
    await media.turn("camera", true);
    assert.deepEqual([media.isOn("camera"), media.problems.camera], [true, undefined]);
  });

  it("let go of a camera that is off, and keep a microphone, silent", async () => {
    const media = new Media();
    await media.open();
    const [camera, microphone] = [media.track("camera"), media.track("microphone")];
    await media.turn("camera", false);
    await media.turn("microphone", false);
    assert.deepEqual([camera.readyState, microphone.readyState, microphone.enabled], ["ended", "live", false]);
    const replaced = [];
    media.on("track", ({ device, old }) => replaced.push([device, old]));
    await media.turn("camera", true);
    assert.deepEqual(replaced, [["camera", camera]]);
  });

  it("stay off when they were turned off while the browser was asked for them", async () => {
    const media = new Media();
    await media.open({ microphone: false, camera: false });
    for (const device of ["microphone", "camera"]) {
      const turning = media.turn(device, true);
      await media.turn(device, false);
      await turning;
      assert.equal(media.isOn(device), false);
    }
    assert.deepEqual([media.track("microphone").enabled, media.track("camera").readyState], [false, "ended"]);
  });

  it("can be changed while they are off, and stay off", async () => {
    const media = new Media();
    await media.open({ camera: false });
    await media.turn("microphone", false);
    await media.choose("microphone", "m1");
    assert.deepEqual([media.track("microphone").id, media.isOn("microphone")], ["m1", false]);
    await media.turn("microphone", true);
    assert.deepEqual([media.track("microphone").id, media.isOn("microphone")], ["m1", true]);
  });

  it("that can be used one at a time only are let go of for the one that is chosen", async () => {
    const media = new Media();
    await media.open();
    const front = media.track("camera");
    const ask = devices.getUserMedia;
    devices.getUserMedia = async (wanted) => {
      devices.failing = front.readyState === "live" ? { video: "NotReadableError" } : {};
      return ask(wanted);
    };
    await media.choose("camera", "back");
    assert.deepEqual([media.track("camera").id, media.isOn("camera"), front.readyState], ["back", true, "ended"]);
    assert.equal(media.problems.camera, undefined);
  });

  /** The microphone that one uses, "any", ends, and the browser says so. */
  const lose = async (media) => {
    const track = media.track("microphone");
    track.stop();
    track.dispatchEvent(new Event("ended"));
    await settle();
  };

  it("that were unplugged are replaced by others, or by the same again", async () => {
    const media = new Media();
    await media.open();
    devices.plug("any");
    await lose(media); // the browser's list comes later
    assert.deepEqual(
      [media.isOn("microphone"), media.remark],
      [false, "No microphone: the others see you but do not hear you."],
    );
    devices.plug();
    await settle();
    assert.match(media.problems.microphone, /Plug it in again/);
    devices.plug("any");
    await settle();
    assert.deepEqual([media.isOn("microphone"), media.remark], [true, ""]);
    devices.plug("other");
    await lose(media);
    assert.equal(media.isOn("microphone"), true);
  });

  it("that were unplugged are tried again while the next one does not work yet", async () => {
    const media = new Media();
    await media.open();
    devices.failing = { audio: "NotReadableError" };
    devices.plug("other");
    await lose(media);
    assert.match(media.problems.microphone, /in use/);
    devices.failing = {};
    devices.plug("other");
    await settle();
    assert.equal(media.isOn("microphone"), true);
  });

  it("that the browser, its user or oneself has ended are not taken again", async () => {
    const media = new Media();
    await media.open();
    devices.plug("any");
    await lose(media);
    devices.plug("any", "other");
    await settle();
    assert.equal(media.isOn("microphone"), false);
    await media.turn("microphone", true);
    devices.plug("other");
    await media.turn("microphone", false);
    await lose(media);
    assert.equal(devices.asked.length, 2);
    media.close();
    devices.plug();
    devices.plug("other");
    await settle();
    assert.equal(devices.asked.length, 2);
  });

  it("are those that one has chosen, and are listed where the browser names them", async () => {
    const media = new Media();
    await media.open({ camera: false });
    await media.choose("microphone", "m1");
    assert.equal(media.track("microphone").id, "m1");
    const later = new Media();
    await later.open({ camera: false });
    assert.equal(later.track("microphone").id, "m1");
    assert.deepEqual(await available(), { microphone: [{ id: "m1", label: "Headset" }], camera: [], speaker: [] });
  });
});

describe("where sound comes out", () => {
  let heard, listed;
  beforeEach(() => {
    heard = { sinkId: "", setSinkId: async (id) => void (heard.sinkId = id) };
    listed = 0;
    devices.enumerateDevices = async () => [{ kind: "audiooutput", deviceId: `s${++listed}`, label: "Box" }];
  });

  it("is the usual speaker, which nobody looks for, unless one was chosen", async () => {
    await route(heard);
    assert.deepEqual([heard.sinkId, listed], ["", 0]);
  });

  it("is the chosen one as long as it is there", async () => {
    remember("speaker", "s1");
    await route(heard);
    assert.equal(heard.sinkId, "s1");
    await route(heard);
    assert.equal(heard.sinkId, "");
  });
});

describe("one's own part in a room", () => {
  let room, peers, media, own;
  beforeEach(async () => {
    room = Object.assign(new Emitter(["left", "peer-updated", "rejoined"]), {
      state: "joined",
      self: { role: "participant", metadata: {} },
      told: [],
      update: async ({ metadata }) => void room.told.push(metadata),
    });
    peers = {
      streams: [],
      added: [],
      removed: [],
      addTrack: (track) => peers.added.push(track),
      addStream: (stream) => peers.streams.push(stream),
      removeTrack: (track) => peers.removed.push(track),
      replaceTrack: async () => {},
    };
    media = new Media();
    await media.open();
    own = new OwnPart(room, peers, media);
    await settle();
  });

  it("is told to the others, each change once", async () => {
    await own.toggle("microphone");
    own.toggleHand();
    own.unseen = ["bob"];
    own.unseen = ["bob"];
    await settle();
    assert.equal(room.told.length, 4);
    assert.deepEqual(room.told.at(-1), {
      microphone: false,
      camera: true,
      hand: room.told.at(-1).hand,
      unseen: ["bob"],
    });
  });

  it("is told anew to those who know of it as it was when one joined", async () => {
    own.unseen = true;
    await settle();
    room.self.metadata = room.told.at(-1);
    room.update = async () => {
      throw new Error("resume-expired");
    };
    own.unseen = [];
    await settle();
    room.update = async ({ metadata }) => void room.told.push(metadata);
    room.emit("rejoined");
    await settle();
    assert.equal(room.told.at(-1).unseen, undefined);
  });

  it("is told at once, whatever is shown and not looked at", async () => {
    own.shown = { unseen: ["bob"], lines: 360, large: "carol" };
    await settle();
    const told = room.told.length;
    assert.deepEqual((({ unseen, lines, large }) => ({ unseen, lines, large }))(room.told.at(-1)), {
      unseen: ["bob"],
      lines: 360,
      large: "carol",
    });
    own.shown = { unseen: [], lines: 180 };
    await settle();
    assert.equal(room.told.length, told + 1);
    assert.deepEqual(room.told.at(-1), { microphone: true, camera: true, lines: 180 });
  });

  it("says which stream is the screen before it comes, and ends it", async () => {
    await own.toggleScreen();
    assert.deepEqual([room.told.at(-1).screen, peers.streams[0].id], [own.screen.id, own.screen.id]);
    await own.toggleScreen();
    assert.deepEqual([room.told.at(-1).screen, peers.removed.length], [undefined, 2]);
  });

  it("stops what a moderator wants stopped, and turns nothing on", async () => {
    const sources = ["microphone", "camera", "screen", "hand"];
    const all = () => [media.isOn("microphone"), media.isOn("camera"), own.screen, own.hasHandUp];
    await own.toggleScreen();
    own.toggleHand();
    assert.deepEqual(
      sources.map((source) => own.obey(source)),
      [true, true, true, true],
    );
    await settle();
    assert.deepEqual(all(), [false, false, null, false]);
    assert.deepEqual(
      sources.map((source) => own.obey(source)),
      [false, false, false, false],
    );
    await settle();
    assert.deepEqual(all(), [false, false, null, false]);
  });

  const become = async (role) => {
    room.self = { ...room.self, role };
    room.emit("peer-updated", { peer: room.self });
    await settle();
  };

  it("ends when one only watches, and is one's own to begin when one does so no longer", async () => {
    await own.toggle("microphone");
    await own.toggleScreen();
    const all = [...media.stream.getTracks(), ...own.screen.getTracks()];
    await become("viewer");
    assert.ok(all.every((track) => track.readyState === "ended" && peers.removed.includes(track)));
    assert.deepEqual(room.told.at(-1), { microphone: false, camera: false, answers: true });
    await become("participant");
    assert.deepEqual(room.told.at(-1), { microphone: false, camera: false });
    assert.deepEqual([devices.asked.length, peers.added], [1, []]);
    await own.toggle("camera");
    assert.deepEqual(peers.added, media.stream.getTracks());
    assert.deepEqual(room.told.at(-1), { microphone: false, camera: true });
    await become("moderator");
    assert.equal(devices.asked.length, 2);
  });

  it("takes nothing that is given only once one watches", async () => {
    const late = [];
    await own.toggle("camera");
    devices.getUserMedia = devices.getDisplayMedia = () => new Promise((resolve) => late.push(resolve));
    const asking = [own.toggle("camera"), own.toggleScreen()];
    await become("viewer");
    const given = late.map(() => new Stream([new Track("video")]));
    late.forEach((give, index) => give(given[index]));
    await Promise.all(asking);
    assert.deepEqual(
      given.map((stream) => stream.getTracks()[0].readyState),
      ["ended", "ended"],
    );
    assert.deepEqual([own.screen, media.stream.getTracks(), peers.added], [null, [], []]);
  });

  it("is without a remark where the devices were refused only once one watches", async () => {
    await own.toggle("camera");
    devices.failing = { video: "NotAllowedError" };
    own.toggle("camera");
    await become("viewer");
    assert.deepEqual([media.problems, media.isOpen], [{}, false]);
  });

  it("lets go of everything", async () => {
    await own.toggleScreen();
    const all = [...own.screen.getTracks(), ...media.stream.getTracks()];
    own.close();
    assert.ok(all.every(({ readyState }) => readyState === "ended"));
  });
});
