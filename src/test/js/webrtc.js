// RTCPeerConnections without a network, and a room's log between them: offers and answers as JSEP and the service have them.

let made = 0;

class FakeTransceiver {
  currentDirection = null;
  direction = "sendrecv";

  constructor(kind, track = null) {
    this.sender = { track, setStreams() {}, replaceTrack: async (other) => void (this.sender.track = other) };
    this.receiver = { track: { kind } };
  }
}

/** JSEP's states and implicit rollback. What it describes is which tracks it sends, and its generation of ICE credentials. */
export class FakeConnection {
  id = ++made;
  signalingState = "stable";
  connectionState = "new";
  configurations = [];
  candidates = [];
  #version = 0;
  #restarts = 0;
  #chain = Promise.resolve();
  #stable = { local: null, remote: null };
  #pending = { local: null, remote: null };
  #transceivers = [];
  #channels = [];
  #flagged = false;

  constructor(configuration) {
    this.configurations.push(configuration);
  }

  get localDescription() {
    return this.#pending.local ?? this.#stable.local;
  }

  get remoteDescription() {
    return this.#pending.remote ?? this.#stable.remote;
  }

  getTransceivers() {
    return this.#transceivers;
  }

  addTrack(track) {
    const transceiver = new FakeTransceiver(track.kind, track);
    this.#transceivers.push(transceiver);
    this.#check();
    return transceiver.sender;
  }

  addTransceiver(kind) {
    this.#transceivers.push(new FakeTransceiver(kind));
    this.#check();
  }

  removeTrack(sender) {
    sender.track = null;
    this.#check();
  }

  createDataChannel(label, options) {
    this.#channels.push(label);
    this.#check();
    return { label, options };
  }

  restartIce() {
    if (this.#stable.local) this.#restarts++;
    this.#check();
  }

  setConfiguration(configuration) {
    this.configurations.push(configuration);
  }

  setLocalDescription(description) {
    return this.#inTurn(() => {
      if (description?.type === "rollback") return this.#rollBack("have-local-offer");
      if (this.signalingState === "have-remote-offer")
        return this.#settle({ local: this.#describe("answer"), remote: this.#pending.remote });
      this.#pending.local = this.#describe("offer");
      this.signalingState = "have-local-offer";
    });
  }

  setRemoteDescription(description) {
    return this.#inTurn(() => {
      if (description.sdp?.includes("bad")) throw new Error("bad sdp");
      if (description.type === "rollback") return this.#rollBack("have-remote-offer");
      if (description.type === "answer" && this.signalingState !== "have-local-offer") throw new Error("no offer");
      if (description.type === "answer") return this.#settle({ local: this.#pending.local, remote: description });
      this.#pending = { local: null, remote: description };
      this.signalingState = "have-remote-offer";
    });
  }

  addIceCandidate(candidate) {
    return this.#inTurn(() => void this.candidates.push(candidate));
  }

  close() {
    this.signalingState = this.connectionState = "closed";
  }

  /** What happens on the network. */
  become(state) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  #inTurn(action) {
    this.#chain = this.#chain
      .catch(() => {})
      .then(() => new Promise(setImmediate))
      .then(() => (this.signalingState === "closed" ? new Promise(() => {}) : action()));
    return this.#chain;
  }

  #content() {
    const tracks = this.#transceivers.map(({ sender }) => sender.track?.id ?? "-");
    return JSON.stringify({ tracks, restarts: this.#restarts, channels: this.#channels });
  }

  #describe(type) {
    const generation = `a=ice-ufrag:${this.#ufrag(type)}\r\na=fingerprint:sha-256 AB:${this.id}`;
    return {
      type,
      sdp: `v=0\r\no=- ${this.id} ${++this.#version} IN IP4 0.0.0.0\r\n${generation}\r\ni=${this.#content()}\r\n`,
    };
  }

  /** Offers restart ICE when asked to, answers when the offer does. */
  #ufrag(type) {
    const { local, remote } = this.#stable;
    const isNew =
      type === "offer"
        ? this.#restarts > JSON.parse(contentOf(local ?? NOTHING)).restarts
        : ufragOf(this.#pending.remote) !== ufragOf(remote);
    return local && !isNew ? ufragOf(local) : `${this.id}.${this.#version}`;
  }

  #settle(stable) {
    this.#stable = stable;
    this.#becomeStable();
  }

  #rollBack(from) {
    if (this.signalingState !== from) throw new Error(`rollback in ${this.signalingState}`);
    this.#becomeStable();
  }

  #becomeStable() {
    this.#pending = { local: null, remote: null };
    this.signalingState = "stable";
    this.#flagged = false;
    this.#check();
  }

  #check() {
    if (this.#flagged || this.signalingState !== "stable") return;
    const isEmpty = this.#transceivers.length === 0 && this.#channels.length === 0;
    if (this.#stable.local ? contentOf(this.#stable.local) === this.#content() : isEmpty) return;
    this.#flagged = true;
    setImmediate(() => {
      if (this.signalingState === "stable") this.onnegotiationneeded?.();
      else this.#flagged = false;
    });
  }
}

const ufragOf = (description) => /^a=ice-ufrag:(.*?)\r?$/m.exec(description?.sdp)?.[1];
const NOTHING = { sdp: "i={}" };
export const contentOf = ({ sdp }) => /^i=(.*?)\r?$/m.exec(sdp)[1];
export const track = (id, kind = "video") => ({ id, kind, stop() {} });
export const stream = (...tracks) => ({ getTracks: () => tracks });

class Events {
  #listeners = [];

  on(type, listener, { signal }) {
    const entry = { type, listener };
    this.#listeners.push(entry);
    signal.addEventListener("abort", () => void (this.#listeners = this.#listeners.filter((one) => one !== entry)));
  }

  emit(type, event = {}) {
    for (const { listener } of this.#listeners.filter((one) => one.type === type)) listener(event);
  }
}

/** One side's room. What it sends waits in `out` for the log, what comes in `in` for `receive`. */
export class FakeRoom extends Events {
  out = [];
  in = [];
  sent = [];
  pattern = "mesh";
  participants = new Map();
  signaling = Object.assign(new Events(), { state: "connected", iceServers: [{ urls: "stun:one" }] });

  constructor(self, others) {
    super();
    this.self = self;
    for (const other of others) this.participants.set(other.peer, other);
  }

  /** Somebody comes, or is another one now. */
  tell(type, peer) {
    if (peer.peer === this.self.peer) this.self = peer;
    else this.participants.set(peer.peer, peer);
    this.emit(type, { type, peer });
  }

  send(frame) {
    this.sent.push(frame);
    return new Promise((resolve, reject) => this.out.push({ frame, resolve, reject }));
  }

  of(type) {
    return this.sent.filter((frame) => frame.type === type);
  }

  /** Answers the oldest frame that is not answered. */
  ack(seq) {
    this.out.shift().resolve({ type: "ack", seq });
  }

  refuse(code, retryable = false) {
    this.out.shift().reject(Object.assign(new Error(code), { code, retryable }));
  }
}

/** The log of two: decides on offers as the protocol's section 5 has it, and hands everything to the other in its order. */
export class FakeLog {
  #seq = 0;
  #open = null;
  #rooms;

  constructor(...rooms) {
    this.#rooms = rooms;
  }

  /** Takes the oldest frame of a side. */
  take(room) {
    const { frame, resolve, reject } = room.out.shift();
    const other = this.#rooms.find((one) => one !== room);
    const from = room.self.peer;
    if (
      frame.type === "answer" &&
      (this.#open?.from !== other.self.peer || (frame.re && frame.re !== this.#open.seq))
    ) {
      return reject(Object.assign(new Error("late"), { code: "wrong-state" }));
    }
    const seq = ++this.#seq;
    if (frame.type === "offer") this.#offered(from, seq, room, other);
    if (frame.type === "answer") this.#open = null;
    room.in.push(() => resolve({ type: "ack", seq }));
    if (frame.type !== "connection-state") other.in.push(() => other.emit(frame.type, { ...frame, from, seq }));
  }

  /** The open offer has waited for too long. */
  expire() {
    const frame = { type: "negotiation", state: "timeout", from: this.#open.from, to: "?", seq: ++this.#seq };
    frame.to = this.#rooms.map(({ self }) => self.peer).find((peer) => peer !== frame.from);
    this.#open = null;
    for (const room of this.#rooms) room.in.push(() => room.emit("negotiation", frame));
  }

  #offered(from, seq, room, other) {
    const isGlare = this.#open && this.#open.from !== from;
    const isPolite = !other.participants.get(from) ? false : other.participants.get(from).polite;
    if (!isGlare || !isPolite) this.#open = { from, seq };
    if (isGlare)
      for (const one of [room, other])
        one.in.push(() => one.emit("negotiation", { state: "glare", from, to: other.self.peer, seq }));
  }
}
