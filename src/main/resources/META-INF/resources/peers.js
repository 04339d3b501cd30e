// The peer connections of one room: "perfect negotiation" (W3C WebRTC, section 10.7) with the politeness that the service assigns,
// trickled candidates, and a report of each connection's state. Everything is addressed to one peer.

const KINDS = ["audio", "video"];

/** Who offers: a viewer always, to a viewer never, and else the one who came later (protocol.md, section 5). */
function offersTo(self, other, isNewcomer) {
  if (self.role === "viewer") return true;
  return other.role !== "viewer" && isNewcomer;
}

/** One other participant and the connection to it. */
class Peer {
  #room;
  #connection;
  #makingOffer = false;
  #ignoringOffer = false;
  #negotiable;
  #steps = Promise.resolve();
  stream = null;

  constructor(participant, room, isNewcomer) {
    this.participant = participant;
    this.#room = room;
    this.#negotiable = offersTo(room.self, participant, isNewcomer);
    this.#connection = this.#connect();
    if (this.#negotiable) this.#addTracks();
  }

  get state() {
    return this.#connection.connectionState;
  }

  /** Takes a frame from this peer; one at a time, in their order. */
  handle(frame) {
    this.#steps = this.#steps.then(() => this.#take(frame)).catch((error) => this.#room.onproblem(this, error));
  }

  close() {
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  /** For tests and the curious. */
  getStats() {
    return this.#connection.getStats();
  }

  #connect() {
    const connection = new RTCPeerConnection({ iceServers: this.#room.iceServers });
    connection.onicecandidate = ({ candidate }) => this.#send({ type: "ice-candidate", candidate: candidate?.toJSON() ?? null });
    connection.onnegotiationneeded = () => this.#negotiable && this.#offer();
    connection.ontrack = ({ track, streams: [stream] }) => {
      this.stream = stream ?? this.stream ?? new MediaStream();
      if (!this.stream.getTracks().includes(track)) this.stream.addTrack(track);
      this.#room.onchange(this);
    };
    connection.onconnectionstatechange = () => this.#stateChanged();
    return connection;
  }

  /** Sends what there is of microphone and camera, and asks to receive both kinds in any case. */
  #addTracks() {
    const { stream } = this.#room;
    const receives = this.participant.role !== "viewer";
    for (const kind of KINDS) {
      const [track] = (stream?.getTracks() ?? []).filter((one) => one.kind === kind);
      if (track) this.#connection.addTrack(track, stream);
      else if (receives && this.#negotiable) this.#connection.addTransceiver(kind, { direction: "recvonly" });
    }
  }

  async #offer() {
    try {
      this.#makingOffer = true;
      await this.#connection.setLocalDescription();
      this.#send({ type: "offer", offer: this.#localDescription() });
    } catch (error) {
      this.#room.onproblem(this, error);
    } finally {
      this.#makingOffer = false;
    }
  }

  async #take(frame) {
    if (this.state === "closed") return;
    if (frame.type === "offer") await this.#takeOffer(frame);
    else if (frame.type === "answer") await this.#takeAnswer(frame);
    else if (frame.type === "ice-candidate") await this.#takeCandidate(frame);
    else if (frame.type === "negotiation") await this.#takeVerdict(frame);
  }

  async #takeOffer({ offer, seq }) {
    const connection = this.#connection;
    if (offer.type === "rollback") {
      if (connection.signalingState === "have-remote-offer") await connection.setRemoteDescription(offer);
      return;
    }
    const isReady = !this.#makingOffer && connection.signalingState === "stable";
    const isPolite = !this.participant.polite;
    this.#ignoringOffer = !isReady && !isPolite;
    if (this.#ignoringOffer) return;
    await connection.setRemoteDescription(offer);
    if (!this.#negotiable) {
      this.#addTracks();
      this.#negotiable = true;
    }
    await connection.setLocalDescription();
    this.#send({ type: "answer", answer: this.#localDescription(), re: seq });
  }

  async #takeAnswer({ answer }) {
    if (this.#connection.signalingState !== "have-local-offer") return;
    await this.#connection.setRemoteDescription(answer);
  }

  async #takeCandidate({ candidate }) {
    try {
      await this.#connection.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      if (!this.#ignoringOffer) throw error;
    }
  }

  /** An offer that was not answered in time is taken back, whereupon the browser asks for a new one; a rejected one for good. */
  async #takeVerdict({ state, from }) {
    const isMine = from === this.#room.self.peer;
    if (!isMine || this.#connection.signalingState !== "have-local-offer") return;
    if (state !== "timeout" && state !== "rejected") return;
    this.#negotiable = state === "timeout";
    await this.#connection.setLocalDescription({ type: "rollback" });
  }

  #stateChanged() {
    const { state } = this;
    if (state === "failed") this.#connection.restartIce();
    if (["connected", "disconnected", "failed"].includes(state)) {
      this.#room.send({ type: "connection-state", peer: this.participant.peer, state }).catch(() => {});
    }
    this.#room.onchange(this);
  }

  #localDescription() {
    const { type, sdp } = this.#connection.localDescription;
    return { type, sdp };
  }

  /** Refusals here mean that the peer has left or that a newer offer overtook this frame; its effects follow by themselves. */
  #send(frame) {
    this.#room.send({ ...frame, to: this.participant.peer }).catch((error) => {
      if (!["no-such-peer", "wrong-state", "not-in-room", "closed", "resume-expired"].includes(error.code)) this.#room.onproblem(this, error);
    });
  }
}

/**
 * All peers of one room. `send` sends a frame to the room and promises the reply; `onchange` (a peer came, left, has media or another
 * state) and `onproblem` are called with the peer.
 */
export class Peers {
  #peers = new Map();

  constructor({ self, send, stream, iceServers, onchange, onproblem }) {
    Object.assign(this, { self, send, stream, iceServers, onchange, onproblem });
  }

  [Symbol.iterator]() {
    return this.#peers.values();
  }

  get(peer) {
    return this.#peers.get(peer);
  }

  /** @param isNewcomer whether oneself came after this participant */
  add(participant, isNewcomer) {
    const known = this.#peers.get(participant.peer);
    if (known) return this.update(participant);
    const peer = new Peer(participant, this, isNewcomer);
    this.#peers.set(participant.peer, peer);
    this.onchange(peer);
  }

  update(participant) {
    const peer = this.#peers.get(participant.peer);
    if (!peer) return;
    peer.participant = participant;
    this.onchange(peer);
  }

  remove(id) {
    const peer = this.#peers.get(id);
    if (!peer) return;
    peer.close();
    this.#peers.delete(id);
    this.onchange(peer);
  }

  /** After a resume: the roster is the truth. */
  sync(participants) {
    const present = new Set(participants.map(({ peer }) => peer));
    for (const id of [...this.#peers.keys()]) if (!present.has(id)) this.remove(id);
    for (const participant of participants) this.add(participant, false);
  }

  /** Takes a frame of the room; true if it was one of a peer connection's. */
  handle(frame) {
    if (frame.type === "peer-joined") this.add(frame.peer, false);
    else if (frame.type === "peer-updated") this.update(frame.peer);
    else if (frame.type === "peer-left") this.remove(frame.peer);
    else if (frame.type === "negotiation") this.get(frame.from === this.self.peer ? frame.to : frame.from)?.handle(frame);
    else if (["offer", "answer", "ice-candidate"].includes(frame.type)) this.get(frame.from)?.handle(frame);
    else return false;
    return true;
  }

  close() {
    for (const id of [...this.#peers.keys()]) this.remove(id);
  }
}
