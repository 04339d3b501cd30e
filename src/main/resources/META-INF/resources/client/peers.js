// The peer connections of a room: one to each participant that is a partner, all with the same media.

import { check, nothingElse } from "./checks.js";
import { Emitter } from "./events.js";
import { Peer } from "./peer.js";

const KINDS = ["audio", "video"];
const TIMEOUTS = { offerMs: 3_000, negotiationMs: 35_000, connectMs: 30_000, disconnectedMs: 5_000 };

/** Whether one offers first (the protocol's section 5); undefined if the two do not connect at all. */
function offersFirst(other, { self, pattern, options }) {
  const isCall = options === null;
  if (pattern === "sfu" || pattern === "mcu")
    return self.role === "media-server" ? false : other.role === "media-server" || undefined;
  if (self.role === "viewer") return other.role === "viewer" ? undefined : true;
  return other.role !== "viewer" && other.polite === isCall;
}

const checkTrack = (value) =>
  check(KINDS.includes(value?.kind) && typeof value.stop === "function", "A track is a MediaStreamTrack.");
const checkStream = (value) => check(typeof value?.getTracks === "function", "A stream is a MediaStream.");

const viewOf = ({ participant, connection, state, streams }) => ({ participant, connection, state, streams });

export class PeerConnections extends Emitter {
  #room;
  #pc;
  #configuration;
  #peers = new Map();
  #owner;
  #ending = new AbortController();

  constructor(room, options = {}) {
    super(["state", "track", "data-channel", "error"]);
    const { stream, timeouts = {}, receive = KINDS, pc, rtc, iceServers = (servers) => servers, ...more } = options;
    const { RTCPeerConnection = globalThis.RTCPeerConnection, ...others } = more;
    nothingElse(others);
    check(typeof room?.send === "function" && room.participants, "A room is what join() promises.");
    if (stream != null) checkStream(stream);
    for (const [name, ms] of Object.entries(timeouts))
      check(name in TIMEOUTS && ms > 0, `timeouts.${name}: one of ${Object.keys(TIMEOUTS)}, in ms.`);
    check(Array.isArray(receive) && receive.every((kind) => KINDS.includes(kind)), "receive: of audio and video.");
    check(pc === undefined || /^[!-~]{1,64}$/.test(pc), "pc: 1 to 64 printable ASCII characters.");
    check(typeof iceServers === "function", "iceServers: a function.");
    check(typeof RTCPeerConnection === "function", "RTCPeerConnection: there is none here, give one.");
    this.#room = room;
    this.#pc = pc;
    this.#configuration = () => ({ iceServers: iceServers(room.signaling.iceServers), ...rtc });
    this.#owner = {
      tracks: new Map((stream?.getTracks() ?? []).map((track) => [track, stream])),
      channels: new Map(),
      receive,
      timeouts: { ...TIMEOUTS, ...timeouts },
      isOnline: () => room.signaling.state === "connected",
      send: async (frame) => room.send({ ...frame, pc }),
      connect: () => new RTCPeerConnection(this.#configuration()),
      emit: (type, event) => this.emit(type, event),
    };
    this.#begin();
    this.#listen();
  }

  [Symbol.iterator]() {
    return [...this.#peers.values()].map(viewOf).values();
  }

  get(peer) {
    const known = this.#peers.get(peer);
    return known && viewOf(known);
  }

  addTrack(track, stream = new MediaStream([track])) {
    checkTrack(track);
    checkStream(stream);
    this.#checkOpen();
    if (this.#owner.tracks.has(track)) throw new Error("This track is sent already.");
    this.#owner.tracks.set(track, stream);
    this.#refresh();
  }

  addStream(stream) {
    checkStream(stream);
    this.#checkOpen();
    for (const track of stream.getTracks()) if (!this.#owner.tracks.has(track)) this.#owner.tracks.set(track, stream);
    this.#refresh();
  }

  replaceTrack(old, track) {
    [old, track].forEach(checkTrack);
    check(old.kind === track.kind, `This track is replaced by one of its kind, ${old.kind}.`);
    this.#checkOpen();
    const { tracks } = this.#owner;
    if (!tracks.has(old)) throw new Error("This track is not sent.");
    this.#owner.tracks = new Map([...tracks].map(([known, stream]) => [known === old ? track : known, stream]));
    return Promise.all([...this.#peers.values()].map((peer) => peer.replaceTrack(old, track))).then(() => {});
  }

  removeTrack(track) {
    checkTrack(track);
    this.#checkOpen();
    if (!this.#owner.tracks.delete(track)) throw new Error("This track is not sent.");
    this.#refresh();
  }

  /** To one peer, or to everybody, now and later. */
  createDataChannel(label, options, peer) {
    check(typeof label === "string", "A label is a text.");
    this.#checkOpen();
    if (peer !== undefined) return this.#find(peer).createDataChannel(label, options);
    if (this.#owner.channels.has(label)) throw new Error(`There is a channel ${label} already.`);
    this.#owner.channels.set(label, options);
    this.#refresh();
  }

  restartIce(peer) {
    this.#checkOpen();
    if (peer !== undefined) this.#find(peer).restart();
    else this.#each((one) => one.roam());
  }

  close() {
    this.#end(true);
  }

  #listen() {
    const room = this.#room;
    const { signal } = this.#ending;
    const on = (type, listener, source = room) => source.on(type, listener, { signal });
    for (const type of ["peer-joined", "peer-updated", "peer-left"]) on(type, () => this.#reconcile());
    on("roster", () => this.#reconcile(room.isBack));
    on("resumed", () => this.#resumed());
    on("rejoined", () => this.#begin());
    on("left", () => this.#end(false));
    for (const type of ["offer", "answer", "reject", "ice-candidate", "negotiation"])
      on(type, (frame) => this.#take(frame));
    on("ice-servers", () => this.#each((peer) => peer.setConfiguration(this.#configuration())), room.signaling);
    this.#watchNetwork(signal);
  }

  /** Browsers announce each new estimate of a connection's speed, too, which says nothing. */
  #watchNetwork(signal) {
    const roam = () => this.#each((peer) => peer.roam());
    const { connection } = globalThis.navigator ?? {};
    let type = connection?.type;
    const changed = () => {
      if (type === connection.type) return;
      type = connection.type;
      roam();
    };
    globalThis.addEventListener?.("online", roam, { signal });
    connection?.addEventListener?.("change", changed, { signal });
  }

  /** One's place in the room is new, or the page is: so are all connections. The others do not know of a new page, and it offers first. */
  #begin() {
    this.#each(({ id }) => this.#remove(id));
    this.#reconcile(this.#room.isBack);
  }

  /** What was missed follows and changes nothing in the roster. */
  #resumed() {
    this.#reconcile();
    this.#each((peer) => peer.revive());
  }

  /** The roster is the truth; roles, which may change, say who is a partner. */
  #reconcile(isFirst = false) {
    const { participants } = this.#room;
    this.#each(({ id }) => participants.has(id) || this.#remove(id));
    for (const participant of participants.values()) this.#know(participant, isFirst);
  }

  #know(participant, isFirst) {
    const { peer: id } = participant;
    const offers = offersFirst(participant, this.#room);
    const known = this.#peers.get(id);
    if (offers === undefined) return this.#remove(id);
    if (known) return void (known.participant = participant);
    const peer = new Peer(participant, this.#owner);
    this.#peers.set(id, peer);
    peer.open(offers || isFirst);
  }

  #remove(id) {
    const peer = this.#peers.get(id);
    this.#peers.delete(id);
    peer?.close(false);
  }

  #take(frame) {
    const { from, to, pc } = frame;
    const peer = this.#peers.get(from === this.#room.self.peer ? to : from);
    if ((pc ?? "") === (this.#pc ?? "")) peer?.handle(frame);
  }

  #refresh() {
    this.#each((peer) => peer.refresh());
  }

  #each(action) {
    [...this.#peers.values()].forEach(action);
  }

  #find(id) {
    const peer = this.#peers.get(id);
    if (!peer) throw new Error(`There is no connection to ${id}.`);
    return peer;
  }

  #checkOpen() {
    if (this.#ending.signal.aborted) throw new Error("These connections are closed.");
  }

  #end(isThere) {
    this.#ending.abort();
    this.#each((peer) => peer.close(isThere));
    this.#peers.clear();
  }
}
