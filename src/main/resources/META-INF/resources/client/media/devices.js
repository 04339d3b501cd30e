// This machine's camera and microphone, as far as one may use them.

import { Emitter } from "../events.js";
import { available, chosen, remember } from "./choices.js";
import { explain, remark } from "./problems.js";

const KINDS = { microphone: "audio", camera: "video" };
/** What getUserMedia throws for a device that is in use. */
const ONE_AT_A_TIME = new Set(["NotReadableError", "AbortError"]);
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** A camera that is off is let go of, so that its light is off, too; a microphone that is off sends silence. */
export class Media extends Emitter {
  /** What is sent; the same for the whole life, whatever devices are in it. */
  stream = new MediaStream();
  /** By device, why it cannot be used. */
  problems = {};
  isOpen = false;
  /** What is given only now is not taken any more. */
  #isReleased = false;
  #wanted = { microphone: true, camera: true };
  /** By device, what ended by itself: its id, and whether it has been seen not to be there any more. */
  #missing = new Map();
  /** Tracks outlive it in the browser, and would keep all who listen here. */
  #closing = new AbortController();

  constructor() {
    super(["change", "track"]);
    for (const device of Object.keys(KINDS)) this.#watchPermission(device);
    const { signal } = this.#closing;
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#missing.size > 0 && this.#replace(), {
      signal,
    });
  }

  /** Asks for camera and microphone and takes what there is; never fails: `problems` says why something is missing. */
  async open(wanted = {}) {
    Object.assign(this.#wanted, wanted);
    this.#isReleased = false;
    const devices = Object.keys(KINDS).filter((device) => this.#wanted[device] && !this.#isLive(device));
    const failure = await this.#ask(devices);
    if (failure && devices.length > 1) for (const device of devices) await this.#ask([device]);
    this.isOpen = !this.#isReleased;
    this.#changed();
  }

  /** Lets go of both, and takes neither until it is opened again. */
  release() {
    this.#isReleased = true;
    this.isOpen = false;
    this.problems = {};
    this.#missing.clear();
    for (const device of Object.keys(KINDS)) {
      const old = this.track(device);
      if (!old) continue;
      this.stream.removeTrack(old);
      old.stop();
      this.emit("track", { device, old });
    }
    this.#changed();
  }

  has(device) {
    return this.track(device) !== undefined;
  }

  /** Whether it can be turned on, as far as is known. */
  can(device) {
    return this.has(device) || !this.problems[device];
  }

  isOn(device) {
    return this.#isLive(device) && this.track(device).enabled;
  }

  track(device) {
    return this.stream.getTracks().find(({ kind }) => kind === KINDS[device]);
  }

  /** A sentence about what is missing; empty if nothing is. */
  get remark() {
    const works = (device) => this.#isLive(device) || !this.problems[device];
    return remark({ microphone: works("microphone"), camera: works("camera") });
  }

  /** Whether one has them on, for the next time. */
  get wishes() {
    return { ...this.#wanted };
  }

  async turn(device, on) {
    this.#wanted[device] = on;
    if (on && !this.#isLive(device)) await this.#ask([device]);
    this.#obey(device);
    this.#changed();
  }

  /** What is wanted may have changed while the browser was asked. */
  #obey(device) {
    const track = this.track(device);
    if (track) track.enabled = this.#wanted[device];
    if (device === "camera" && !this.#wanted.camera) track?.stop();
  }

  /** From now on this one, in this and in later calls. */
  async choose(device, id) {
    remember(device, id);
    if (this.#isLive(device) || this.problems[device]) await this.#change(device);
    this.#obey(device);
    this.#changed();
  }

  /** Some phones open one camera at a time: there the one that is on goes first. */
  async #change(device) {
    const failure = await this.#ask([device]);
    if (!ONE_AT_A_TIME.has(failure?.name) || !this.#isLive(device)) return;
    this.track(device).stop();
    await this.#ask([device]);
  }

  close() {
    this.#closing.abort();
    this.#missing.clear();
    for (const track of this.stream.getTracks()) track.stop();
  }

  /** What was refused and is allowed now is taken at once. */
  async #watchPermission(name) {
    const permission = await navigator.permissions?.query({ name }).catch(() => null); // not every browser knows these
    permission?.addEventListener("change", () => permission.state === "granted" && this.problems[name] && this.open(), {
      signal: this.#closing.signal,
    });
  }

  #isLive(device) {
    return this.track(device)?.readyState === "live";
  }

  async #ask(devices) {
    if (devices.length === 0) return null;
    let error = null;
    try {
      const given = await take(devices);
      for (const device of devices)
        this.#put(
          device,
          given.getTracks().find(({ kind }) => kind === KINDS[device]),
        );
    } catch (thrown) {
      error = thrown;
      for (const device of this.#isReleased ? [] : devices)
        this.problems[device] = explain(device, navigator.mediaDevices ? thrown : null);
    }
    return error;
  }

  #put(device, track) {
    if (this.#isReleased || this.#closing.signal.aborted) return track.stop();
    const old = this.track(device);
    delete this.problems[device];
    this.#missing.delete(device);
    if (old) this.stream.removeTrack(old);
    track.enabled = this.#wanted[device];
    this.stream.addTrack(track);
    track.addEventListener("ended", () => this.#lost(device, track), { signal: this.#closing.signal });
    this.emit("track", { device, old, track });
    old?.stop();
  }

  /** Unplugged, or taken away by the browser. */
  #lost(device, track) {
    if (this.track(device) !== track) return;
    this.problems[device] = `The ${device} is gone. Plug it in again or choose another one.`;
    this.#missing.set(device, { id: track.getSettings().deviceId, isUnplugged: false });
    this.#changed();
    this.#replace();
  }

  /** For what was unplugged there is another one, or the same again; what the browser or its user has ended is over. */
  async #replace() {
    const there = await available();
    for (const [device, one] of [...this.#missing]) {
      one.isUnplugged ||= there[device].every(({ id }) => id !== one.id);
      if (!one.isUnplugged || there[device].length === 0 || !this.#wanted[device]) continue;
      this.#missing.delete(device);
      if (await this.#ask([device])) this.#missing.set(device, one);
      this.#changed();
    }
  }

  #changed() {
    if (!this.#closing.signal.aborted) this.emit("change");
  }
}

/** The chosen ones; any, if a chosen one is not there any more. */
async function take(devices) {
  const ask = (ofAny) =>
    navigator.mediaDevices.getUserMedia(
      Object.fromEntries(devices.map((device) => [KINDS[device], constraint(device, ofAny)])),
    );
  try {
    return await ask(false);
  } catch (error) {
    if (error.name !== "OverconstrainedError") throw error;
    return ask(true);
  }
}

function constraint(device, ofAny) {
  const id = ofAny ? "" : chosen(device);
  return { ...(device === "camera" && SIZE), ...(id && { deviceId: { exact: id } }) };
}

/** Whether camera or microphone were allowed here before, so that one need not ask for them anew. */
export async function isAllowed() {
  try {
    const states = await Promise.all(["camera", "microphone"].map((name) => navigator.permissions.query({ name })));
    return states.every(({ state }) => state === "granted");
  } catch {
    return false;
  }
}
