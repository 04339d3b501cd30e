// What can be learned of the connections while they are on: who speaks, and how good they are.

import { Level } from "./sound.js";
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
  #sounds = new Map();
  #isListening = false;
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
    this.#timers = [
      setInterval(() => this.#listen(), LISTEN_EVERY_MS),
      setInterval(() => this.#measure(), MEASURE_EVERY_MS),
    ];
  }

  close() {
    this.#timers.forEach(clearInterval);
    this.#own?.close();
  }

  #listenToSelf() {
    this.#own?.close();
    this.#own = this.#media?.has("microphone") ? new Level(this.#media.stream) : null;
  }

  /** Nobody sees it while the page is hidden. */
  async #listen() {
    if (this.#isListening || document.hidden) return;
    this.#isListening = true;
    if (this.#own && this.#media.isOn("microphone")) this.#hear("self", this.#own.read());
    else this.#hear("self", 0);
    const levels = [...this.#peers].map(async ({ participant: { peer }, connection }) =>
      this.#hear(peer, await this.#level(peer, connection)),
    );
    await Promise.allSettled(levels);
    this.#isListening = false;
  }

  /** 0 to 1: of all that was played since the last time. Single packets would tell of the moment only. */
  async #level(peer, connection) {
    const sound = await soundOf(connection);
    const before = this.#sounds.get(peer) ?? sound;
    this.#sounds.set(peer, sound);
    const power = (sound.energy - before.energy) / (sound.seconds - before.seconds);
    return power > 0 ? Math.max(0, 1 + (10 * Math.log10(power)) / 60) : 0;
  }

  #hear(id, level) {
    const now = performance.now();
    if (level >= SPEAKING_FROM) this.#heard.set(id, now);
    this.#onspeaking(id, now - (this.#heard.get(id) ?? -SPEAKS_ON_MS) < SPEAKS_ON_MS);
  }

  async #measure() {
    if (document.hidden) return;
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

/** What was played of somebody so far: its energy, in seconds as loud as can be, and how long that took. */
async function soundOf(connection) {
  const audio = connection.getReceivers().filter(({ track }) => track.kind === "audio");
  const reports = await Promise.all(audio.map((receiver) => receiver.getStats()));
  const inbound = reports.flatMap((report) => [...report.values()]).filter(({ type }) => type === "inbound-rtp");
  const sum = (field) => inbound.reduce((total, stats) => total + (stats[field] ?? 0), 0);
  return { energy: sum("totalAudioEnergy"), seconds: sum("totalSamplesDuration") };
}
