// The connection to the other device: made of an offer and an answer that people carry, and a line for text and notes beside the media.

import { Emitter } from "../../client/events.js";
import { Code } from "./code.js";

const GATHERING_ENDS_MS = 6000;
const KINDS = ["audio", "video"];
const CODECS = { audio: /^audio\/opus$/i, video: /^video\/vp8$/i };

export class Connection extends Emitter {
  /** What the other sends. */
  received = new MediaStream();
  /** How many ways to this device were found. */
  found = 0;
  #connection;
  #line;
  #senders = {};
  #code;
  #wasConnected = false;

  /** @param {MediaStream} own what this device sends; it may be empty */
  constructor({ iceServers = [], own }) {
    super(["found", "connected", "interrupted", "failed", "ended", "open", "note"]);
    this.#connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.own = own;
    this.#connection.addEventListener("icecandidate", ({ candidate }) => this.#find(candidate));
    this.#connection.addEventListener("connectionstatechange", () => this.#changed());
    this.#connection.addEventListener("track", ({ track }) => this.received.addTrack(track));
    this.#line = this.#connection.createDataChannel("beckon", { negotiated: true, id: 0 });
    this.#line.addEventListener("open", () => this.emit("open"));
    this.#line.addEventListener("message", ({ data }) => this.#note(data));
    this.#line.addEventListener("close", () => this.#over());
  }

  /** The other device may be anybody's program. */
  #note(data) {
    try {
      const note = JSON.parse(data);
      if (note && typeof note === "object") this.emit("note", note);
    } catch {
      // no note
    }
  }

  /** This side's code, to be shown first. */
  async offer() {
    for (const kind of KINDS) this.#carry(this.#connection.addTransceiver(kind, { direction: "sendrecv" }));
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    return (this.#code = Code.of(await this.#gathered()));
  }

  /** This side's code for one that was read. */
  async answer(offer) {
    await this.#connection.setRemoteDescription(offer.description);
    for (const transceiver of this.#connection.getTransceivers()) this.#carry(transceiver);
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    return (this.#code = Code.of(await this.#gathered(), offer));
  }

  async accept(answer) {
    await this.#connection.setRemoteDescription(answer.description);
  }

  /** A port that only calls out is no way in. */
  #find(candidate) {
    if (!candidate?.candidate || candidate.tcpType === "active" || candidate.component === "rtcp") return;
    this.emit("found", ++this.found);
  }

  get code() {
    return this.#code;
  }

  /** Both sides keep to Opus and VP8, which all browsers have, so that a code need not list any others. */
  #carry(transceiver) {
    const { kind } = transceiver.receiver.track;
    transceiver.direction = "sendrecv";
    const codecs = RTCRtpReceiver.getCapabilities(kind).codecs.filter(({ mimeType }) => CODECS[kind].test(mimeType));
    transceiver.setCodecPreferences?.(codecs);
    this.#senders[kind] = transceiver.sender;
    transceiver.sender.setStreams?.(this.own);
    return this.send(kind, this.own.getTracks().find((track) => track.kind === kind) ?? null);
  }

  /** Sends another track from now on, or none. */
  send(kind, track) {
    return this.#senders[kind]?.replaceTrack(track);
  }

  /** Tells the other device something, such as `{ text }`; false if there is no line to it. */
  tell(note) {
    if (this.#line.readyState !== "open") return false;
    this.#line.send(JSON.stringify(note));
    return true;
  }

  getStats() {
    return this.#connection.getStats();
  }

  async #gathered() {
    const connection = this.#connection;
    if (connection.iceGatheringState !== "complete") {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, GATHERING_ENDS_MS);
        connection.addEventListener("icegatheringstatechange", () => {
          if (connection.iceGatheringState !== "complete") return;
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return connection.localDescription;
  }

  #changed() {
    const { connectionState } = this.#connection;
    if (connectionState === "connected") {
      this.#wasConnected = true;
      this.emit("connected");
    } else if (connectionState === "disconnected" && this.#wasConnected) this.emit("interrupted");
    else if (connectionState === "failed") this.emit("failed");
  }

  #over() {
    if (this.#connection.connectionState !== "closed") this.emit("ended");
  }

  close() {
    this.#connection.close();
  }
}
