// What can be learned of the connections while they are on: who speaks, and how good they are.

import { Level } from "../devices/level.js";
import { compare, measure } from "./quality.js";

const LISTEN_EVERY_MS = 250;
const MEASURE_EVERY_MS = 2000;
const SPEAKING_FROM = 0.45;
const SPEAKS_ON_MS = 1200;

export class Watch {
  /** By peer, how it was in the last seconds. */
  qualities = new Map();
  #peers;
  #media;
  #own = null;
  #before = new Map();
  #heard = new Map();
  #timers;
  #onspeaking;
  #onquality;

  /** @param onspeaking told a peer's id, or "self", and whether; onquality told after each measurement */
  constructor(peers, media, { onspeaking, onquality }) {
    this.#peers = peers;
    this.#media = media;
    this.#onspeaking = onspeaking;
    this.#onquality = onquality;
    this.#listenToSelf();
    media?.on("track", () => this.#listenToSelf());
    this.#timers = [setInterval(() => this.#listen(), LISTEN_EVERY_MS), setInterval(() => this.#measure(), MEASURE_EVERY_MS)];
  }

  close() {
    this.#timers.forEach(clearInterval);
    this.#own?.close();
  }

  #listenToSelf() {
    this.#own?.close();
    this.#own = this.#media?.has("microphone") ? new Level(this.#media.stream) : null;
  }

  #listen() {
    if (this.#own && this.#media.isOn("microphone")) this.#hear("self", this.#own.read());
    else this.#hear("self", 0);
    for (const { participant, connection } of this.#peers) this.#hear(participant.peer, loudest(connection));
  }

  #hear(id, level) {
    const now = performance.now();
    if (level >= SPEAKING_FROM) this.#heard.set(id, now);
    this.#onspeaking(id, now - (this.#heard.get(id) ?? -SPEAKS_ON_MS) < SPEAKS_ON_MS);
  }

  async #measure() {
    const known = new Set();
    for (const { participant, connection } of this.#peers) {
      const { peer } = participant;
      if (connection.connectionState !== "connected") continue;
      known.add(peer);
      const measured = measure(await connection.getStats());
      const quality = compare(this.#before.get(peer), measured);
      this.#before.set(peer, measured);
      if (quality) this.qualities.set(peer, quality);
    }
    for (const peer of this.qualities.keys()) if (!known.has(peer)) this.qualities.delete(peer);
    this.#onquality();
  }
}

/** 0 to 1, from the level that came with the last packets of sound. */
function loudest(connection) {
  const levels = connection.getReceivers().flatMap((receiver) => (receiver.track.kind === "audio" ? receiver.getSynchronizationSources() : []));
  const power = Math.max(0, ...levels.map(({ audioLevel = 0 }) => audioLevel));
  return power === 0 ? 0 : Math.max(0, 1 + (20 * Math.log10(power)) / 60);
}
