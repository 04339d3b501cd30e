// One participant of a room of two, in a page or in Node: beckon.js with some implementation of WebRTC, and what the scenarios have it do.

const PATIENCE_MS = 15_000;

/** A WebSocket that sends descriptions later than the candidates that belong to them. */
const late = (Transport, ms) =>
  class extends Transport {
    send(data) {
      const { type } = JSON.parse(data);
      if (type === "offer" || type === "answer") setTimeout(() => super.send(data), ms);
      else super.send(data);
    }
  };

export class Participant {
  #beckon;
  #makeTrack;
  #signaling;
  #room;
  #receive;
  #peers;
  #channel;
  #heard = [];
  #tracks = 0;
  #made = 0;
  #waiting = new Set();
  /** The `error` events so far. */
  errors = [];

  /** @param makeTrack makes a track and its stream; absent where media are none of the implementation's */
  constructor({ beckon, RTCPeerConnection, makeTrack }) {
    this.#beckon = beckon;
    this.#makeTrack = makeTrack;
    const made = () => this.#made++;
    this.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration) {
        super(configuration);
        made();
      }
    };
  }

  /** @param lateMs how long each description waits
   *  @param receive the option of that name, if any */
  async join({ url, token, room, receive, lateMs = 0 }) {
    const { Signaling, WebSocketTransport } = this.#beckon;
    const Transport = lateMs > 0 ? late(WebSocketTransport, lateMs) : WebSocketTransport;
    this.#signaling = new Signaling({ url, token: () => token, transport: (request) => new Transport(request) });
    await this.#signaling.connect();
    this.#room = await this.#signaling.join(room);
    this.#receive = receive;
    this.#connect();
  }

  #connect() {
    this.#peers = new this.#beckon.PeerConnections(this.#room, {
      RTCPeerConnection: this.RTCPeerConnection,
      receive: this.#receive,
    });
    this.#peers.on("error", ({ kind, message, retrying }) =>
      this.errors.push(`${kind}: ${message}${retrying ? " (again)" : ""}`),
    );
    this.#peers.on("data-channel", ({ channel }) => this.#opened(channel));
    this.#peers.on("track", () => this.#tracks++);
    for (const event of ["state", "error", "track", "data-channel"]) this.#peers.on(event, () => this.#look());
    this.#peers.createDataChannel("chat", { negotiated: true, id: 7 });
  }

  connected() {
    return this.#until("connected", () => this.#other?.state === "connected" && this.#channel?.readyState === "open");
  }

  say(text) {
    this.#channel.send(text);
  }

  heard(text) {
    return this.#until(`hearing ${text}`, () => this.#heard.includes(text));
  }

  /** What is to change by what comes next. */
  get standing() {
    return { made: this.#made, tracks: this.#tracks, ufrag: this.#ufrag, errors: this.errors.length };
  }

  get sendsMedia() {
    return Boolean(this.#makeTrack);
  }

  addTrack() {
    const { track, stream } = this.#makeTrack();
    this.#peers.addTrack(track, stream);
  }

  restartIce() {
    this.#peers.restartIce();
  }

  /** Gives its connections up and makes others, in the same place. */
  beginAnew() {
    this.#peers.close();
    this.#connect();
  }

  anotherTrack({ tracks }) {
    return this.#until("a track", () => this.#tracks > tracks);
  }

  otherCredentials({ ufrag }) {
    return this.#until("other ICE credentials", () => this.#ufrag !== undefined && this.#ufrag !== ufrag);
  }

  /** Once an offer with one's own track has been answered. */
  negotiated() {
    const has = (description) => /^m=video/m.test(description?.sdp ?? "");
    return this.#until("an answer", () => has(this.#other?.connection.currentRemoteDescription));
  }

  agreed() {
    return this.#until(
      "agreement",
      () => this.#other?.connection.signalingState === "stable" && this.#other.state === "connected",
    );
  }

  leave() {
    this.#peers?.close();
    this.#signaling?.close();
  }

  get #other() {
    return [...(this.#peers ?? [])][0];
  }

  get #ufrag() {
    return /^a=ice-ufrag:(\S+)/m.exec(this.#other?.connection?.localDescription?.sdp ?? "")?.[1];
  }

  #opened(channel) {
    this.#channel = channel;
    channel.onmessage = ({ data }) => {
      this.#heard.push(typeof data === "string" ? data : new TextDecoder().decode(data));
      this.#look();
    };
    channel.onopen = () => this.#look();
  }

  #look() {
    for (const check of [...this.#waiting]) check();
  }

  /** Not all that is waited for has an event in every implementation: so it is looked at now and then, too. */
  #until(what, isSo) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(timer);
        clearInterval(looking);
        this.#waiting.delete(check);
        settle(value);
      };
      const check = () => isSo() && end(resolve);
      const state = () =>
        `${this.#other?.state}, ${this.#other?.connection?.connectionState}; ${this.errors.slice(-2).join("; ")}`;
      const timer = setTimeout(() => end(reject, new Error(`no ${what} (${state()})`)), PATIENCE_MS);
      const looking = setInterval(check, 100);
      this.#waiting.add(check);
      check();
    });
  }
}
