// One other participant and the connection to it: made, kept alive, and made anew once it has failed.

import { Negotiation } from "./negotiation.js";

const ATTEMPTS = 3;

export class Peer {
  participant;
  owner;
  #connection;
  #negotiation;
  #senders;
  #freed;
  #channels;
  #streams;
  #turn;
  #started;
  #failed = false;
  /** Whether there are places for what was to be received. An offer of the other has its own; these would be offered on top, to one who may take none. */
  #hasPlaces = false;
  #attempts = 0;
  #timer;
  #steps = Promise.resolve();
  #said = "";

  constructor(participant, owner) {
    this.participant = participant;
    this.owner = owner;
  }

  get id() {
    return this.participant.peer;
  }

  get connection() {
    return this.#connection;
  }

  get state() {
    if (this.#failed) return "failed";
    const { connectionState } = this.#connection;
    const isThere = connectionState === "connected" || (connectionState === "disconnected" && this.#turn === "idle");
    return isThere ? "connected" : this.#turn;
  }

  get streams() {
    return [...this.#streams].filter((stream) => stream.getTracks().length > 0);
  }

  /** @param offers whether it is one's turn to offer; if the other does not, one does all the same */
  open(offers) {
    this.#failed = !this.#attempt(() => this.#connect());
    if (this.#failed) return;
    if (offers) this.#begin();
    else if (this.participant.role !== "viewer") this.#later("offerMs", () => this.#begin());
  }

  /** Takes frames one at a time, in their order. */
  handle(frame) {
    this.#steps = this.#steps
      .then(() => this.#take(frame))
      .catch((cause) => this.failed("protocol", "none", cause.message, cause));
  }

  refresh() {
    if (this.#failed || !this.#started) return;
    this.prepare();
    this.#enable();
  }

  async replaceTrack(old, track) {
    const sender = this.#senders.get(old);
    if (!sender) return;
    this.#senders.delete(old);
    this.#senders.set(track, sender);
    await sender.replaceTrack(track);
  }

  /** Makes senders go on that stand still after a rollback though nothing says so, as in Chromium 150. */
  wake() {
    for (const [track, sender] of this.#senders) sender.replaceTrack(track).catch(() => {});
  }

  createDataChannel(label, options) {
    if (this.#failed) throw new Error(`The connection to ${this.id} has failed.`);
    const channel = this.#connection.createDataChannel(label, options);
    this.#hasPlaces = false;
    if (this.#started) this.#enable(true);
    else this.#begin(true);
    return channel;
  }

  setConfiguration(configuration) {
    if (!this.#failed) this.#attempt(() => this.#connection.setConfiguration(configuration));
  }

  /** Looks for another way to the peer, from the beginning if need be. */
  restart() {
    this.#attempts = 0;
    if (this.#failed) this.#reopen(true);
    else if (this.#started) this.#negotiation.restart();
    else this.#begin();
  }

  /** The network is another one. */
  roam() {
    if (this.#failed || this.#started) this.restart();
  }

  /** One is back: mends what broke meanwhile. */
  revive() {
    if (this.#failed || ["disconnected", "failed"].includes(this.#connection.connectionState)) this.restart();
  }

  /** @param isThere whether the peer has to be told */
  close(isThere) {
    if (isThere && !this.#failed) this.#report("closed");
    this.#dispose();
    this.#turn = "idle";
    this.#failed = false;
    this.#changed();
  }

  #connect() {
    this.#senders = new Map();
    this.#freed = new Set();
    this.#channels = new Set();
    this.#streams = new Set();
    this.#turn = "idle";
    this.#started = this.#hasPlaces = false;
    const connection = this.owner.connect();
    this.#connection = connection;
    this.#negotiation = new Negotiation(connection, this);
    connection.onicecandidate = ({ candidate }) =>
      this.send({ type: "ice-candidate", candidate: candidate ?? null }).catch(() => {});
    connection.ontrack = ({ track, streams }) => this.#received(track, streams);
    connection.ondatachannel = ({ channel }) => this.owner.emit("data-channel", { peer: this.id, channel });
    connection.onconnectionstatechange = () => this.#connectionChanged();
  }

  /** Offers what is to be sent, and to receive in any case. */
  #begin(hasChannel) {
    this.prepare();
    const sent = [...this.owner.tracks.keys()].map(({ kind }) => kind);
    const wanted = this.participant.role === "viewer" ? [] : this.owner.receive;
    const add = (kind) => this.#attempt(() => this.#connection.addTransceiver(kind, { direction: "recvonly" }));
    const missing = wanted.filter((kind) => !sent.includes(kind));
    this.#hasPlaces = missing.length > 0 && !hasChannel;
    missing.forEach(add);
    this.#enable(hasChannel);
  }

  #enable(hasChannel = this.owner.channels.size > 0) {
    if (hasChannel || this.#connection.getTransceivers().length > 0) this.#negotiation.begin();
    else this.#negotiation.enable();
  }

  /** Puts in what is to be sent. */
  prepare() {
    this.#started = true;
    const { tracks, channels } = this.owner;
    for (const [track, sender] of this.#senders)
      if (!tracks.has(track)) this.#attempt(() => this.#remove(track, sender));
    for (const [track, stream] of tracks)
      if (!this.#senders.has(track)) this.#attempt(() => this.#senders.set(track, this.#add(track, stream)));
    for (const [label, options] of channels)
      if (!this.#channels.has(label)) this.#attempt(() => this.#addChannel(label, options));
  }

  /** What an implementation cannot do is an error event, of which whoever is just being constructed can hear; the rest goes on. */
  #attempt(action) {
    try {
      action();
      return true;
    } catch (cause) {
      queueMicrotask(() => this.failed("protocol", "none", `WebRTC refuses: ${cause.message}`, cause));
      return false;
    }
  }

  /** Uses a removed track's place in the description again: browsers would add one for each track, and never drop it. */
  #add(track, stream) {
    const isFree = ({ sender, receiver, currentDirection }) =>
      this.#freed.has(sender) && !sender.track && receiver.track.kind === track.kind && currentDirection !== "stopped";
    const free = this.#connection.getTransceivers().find(isFree);
    if (!free) return this.#connection.addTrack(track, stream);
    this.#freed.delete(free.sender);
    free.sender.setStreams(stream);
    free.sender.replaceTrack(track).catch((cause) => this.failed("protocol", "none", cause.message, cause));
    free.direction = "sendrecv";
    return free.sender;
  }

  #remove(track, sender) {
    this.#senders.delete(track);
    this.#connection.removeTrack(sender);
    this.#freed.add(sender);
  }

  #addChannel(label, options) {
    this.#channels.add(label);
    this.owner.emit("data-channel", { peer: this.id, channel: this.#connection.createDataChannel(label, options) });
  }

  #reopen(offers) {
    this.#dispose();
    this.open(offers);
  }

  /** Steps that are under way may never end. */
  #dispose() {
    clearTimeout(this.#timer);
    this.#steps = Promise.resolve();
    if (!this.#connection) return;
    this.#negotiation.close();
    const connection = this.#connection;
    connection.onicecandidate =
      connection.ontrack =
      connection.ondatachannel =
      connection.onconnectionstatechange =
        null;
    connection.close();
    this.#streams.clear();
  }

  async #take(frame) {
    if (frame.type === "offer") await this.#takeOffer(frame);
    else if (this.#failed) return;
    else if (frame.type === "answer") await this.#negotiation.takeAnswer(frame);
    else if (frame.type === "ice-candidate") await this.#negotiation.takeCandidate(frame);
    else if (frame.type === "reject") this.#negotiation.takeReject(frame);
    else if (frame.type === "negotiation") await this.#negotiation.takeVerdict(frame);
  }

  async #takeOffer(frame) {
    if (frame.offer.type !== "rollback") {
      const isFresh = () =>
        (this.#negotiation.isForeign(frame.offer) || this.#isBare) && !this.#negotiation.wouldIgnore;
      if (this.#failed || isFresh()) {
        const steps = this.#steps;
        this.#reopen(false);
        this.#steps = steps; // what follows waits for this one
      }
    }
    if (!this.#failed) await this.#negotiation.takeOffer(frame);
  }

  /** Nothing has come of this connection yet but places. */
  get #isBare() {
    return this.#hasPlaces && this.owner.tracks.size === 0 && !this.#negotiation.isSettled;
  }

  turned(turn) {
    clearTimeout(this.#timer);
    if (turn !== "settled") this.#turn = turn;
    else if (this.#connection.connectionState === "connected") this.#connected();
    else this.#later("connectMs", () => this.failed("timeout", "restart", "No connection came about in time."));
    this.#changed();
  }

  #connectionChanged() {
    const { connectionState } = this.#connection;
    if (connectionState === "connected") {
      this.#connected();
    } else if (connectionState === "disconnected") {
      this.#report(connectionState);
      if (this.#turn === "idle") this.#later("disconnectedMs", () => this.#negotiation.restart());
    } else if (connectionState === "failed") {
      this.#report(connectionState);
      this.#turn = "calling";
      this.failed("network", "restart", "There is no way to the peer.");
    }
    this.#changed();
  }

  #connected() {
    clearTimeout(this.#timer);
    this.#attempts = 0;
    this.#turn = "idle";
    this.#report("connected");
  }

  /** A connection that works is kept, however often a further negotiation fails. */
  failed(kind, remedy, message, cause) {
    const isConnected = this.state === "connected";
    const tries = remedy === "restart" || remedy === "fresh";
    if (tries) this.#attempts++;
    const retrying = tries && (this.#attempts < ATTEMPTS || (isConnected && remedy === "restart"));
    this.owner.emit("error", { peer: this.id, kind, message, cause, retrying });
    if (retrying && remedy === "fresh") this.#reopen(true);
    else if (retrying) this.#negotiation.restart();
    else if (tries || (remedy === "stop" && !isConnected)) this.#giveUp();
    this.#changed();
  }

  #giveUp() {
    this.#report("failed");
    this.#dispose();
    this.#failed = true;
  }

  #received(track, [...streams]) {
    if (streams.length === 0 && globalThis.MediaStream) streams.push(new MediaStream([track]));
    streams.forEach((stream) => this.#streams.add(stream));
    this.owner.emit("track", { peer: this.id, track, streams });
  }

  #changed() {
    const [state, pc] = [this.state, this.#connection?.connectionState];
    if (this.#said === `${state} ${pc}`) return;
    this.#said = `${state} ${pc}`;
    this.owner.emit("state", { peer: this.id, state, pc });
  }

  /** Waits on while one is offline. */
  #later(name, action) {
    const { isOnline, timeouts } = this.owner;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (isOnline() ? action() : this.#later(name, action)), timeouts[name]);
  }

  #report(state) {
    this.owner.send({ type: "connection-state", peer: this.id, state }).catch(() => {});
  }

  send(frame) {
    return this.owner.send({ ...frame, to: this.id });
  }
}
