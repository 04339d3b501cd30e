// One stay in one room: ties the connection, the peers and the page together.

import { getMedia } from "./media.js";
import { Peers } from "./peers.js";
import { Connection } from "./signaling.js";
import { addMessage, note, removeTile, say, setDevice, showCall, showPeople, updateTile } from "./view.js";

const PEER_STATES = { new: "joining", connecting: "connecting", disconnected: "interrupted", failed: "no connection" };
const DEVICES = { microphone: "audio", camera: "video" };

const nameOf = (participant) => participant?.name ?? participant?.userName ?? "Somebody";

export class Call {
  peers = null;
  #wish;
  #connection;
  #onend;
  #onsession;
  #self = null;
  #pattern = null;
  #stream = null;
  #ended = false;

  /**
   * @param wish {name, room, pattern, role}
   * @param identity who the user is
   * @param onsession is told the session's credentials, with which another page load can take this one's place
   * @param onend is told the reason, or nothing if the user left, and the close code if there was one
   */
  constructor(wish, identity, { onsession, onend }) {
    this.#wish = wish;
    this.#onsession = onsession;
    this.#onend = onend;
    const url = new URL("/v1/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.#connection = new Connection(url, (spent) => identity.getToken(wish, spent));
    this.#connection.addEventListener("state", ({ detail }) => this.#connectionChanged(detail));
    this.#connection.addEventListener("frame", ({ detail }) => this.#receive(detail));
    this.#connection.addEventListener("resumed", ({ detail }) => this.#resumed(detail));
    this.#connection.addEventListener("expired", ({ detail }) => this.#join(detail));
  }

  /** @param former the credentials of this user's participant who is to make way, if any */
  async start(former) {
    const watches = this.#wish.role === "viewer" || (this.#wish.pattern === "broadcast" && !this.#wish.role);
    if (!watches) say("Asking for camera and microphone …");
    const { stream, text } = watches ? { stream: null, text: "" } : await getMedia();
    this.#stream = stream;
    note(text);
    if (this.#ended) return this.#release();
    this.#connection.connect();
    await this.#join(former);
  }

  async write(text) {
    await this.#toRoom({ type: "message", data: { text } });
    addMessage("You", text, true);
  }

  /** Turns "microphone" or "camera" on or off, and tells the others. */
  toggle(device) {
    const on = !this.#metadata()[device];
    for (const track of this.#tracks(device)) track.enabled = on;
    this.#showSelf();
    this.#toRoom({ type: "update", metadata: this.#metadata() }).catch(({ message }) => say(message));
  }

  /** Leaves at once, also when the page goes away. */
  end(reason, code) {
    if (this.#ended) return;
    this.#ended = true;
    this.#connection.close();
    this.peers?.close();
    this.#release();
    removeTile("self");
    this.#onend(reason, code);
  }

  async #join(replace) {
    const { name, room, role, pattern } = this.#wish;
    const frame = { type: "join", room, name, replace, metadata: this.#metadata() };
    if (role) frame.role = role;
    if (pattern !== "mesh") frame.pattern = pattern;
    try {
      this.#joined(await this.#connection.send(frame));
    } catch (error) {
      this.end(`You could not join: ${error.message}`);
    }
  }

  #joined({ self, participants, pattern }) {
    this.peers?.close();
    this.#self = self;
    this.#pattern = pattern;
    if (self.role === "viewer") this.#release();
    const { session, secret, iceServers } = this.#connection.session;
    this.#onsession({ session, secret });
    this.peers = new Peers({
      self,
      iceServers,
      stream: this.#stream,
      send: (frame) => this.#toRoom(frame),
      onchange: (peer) => this.#peerChanged(peer),
      onproblem: (peer, error) => this.#problem(peer, error),
    });
    showCall(this.#wish.room);
    this.#showSelf();
    for (const participant of this.#others(participants)) this.peers.add(participant, true);
    this.#showPeople();
  }

  #resumed({ session, secret, rooms }) {
    this.#onsession({ session, secret });
    const state = rooms[this.#wish.room];
    if (!state || state.error) return this.#join();
    this.peers.sync(this.#others(state.participants));
    this.#showPeople();
  }

  #receive(frame) {
    if (frame.type === "message") this.#chat(frame);
    else if (frame.type === "left") this.end(frame.reason === "kicked" ? "You were removed from the room." : "The room was closed.");
    else if (frame.type === "ice-servers" && this.peers) this.peers.iceServers = frame.iceServers;
    else if (frame.type === "error") say(frame.message);
    else this.peers?.handle(frame);
  }

  #connectionChanged({ state, reason, code, retryInMs }) {
    if (state === "connecting") say("Connecting …");
    else if (state === "waiting") say(`${reason} Trying again ${retryInMs < 1500 ? "now" : `in ${Math.round(retryInMs / 1000)} s`} …`);
    else if (state === "closed") this.end(reason, code);
    else this.#showPeople();
  }

  #peerChanged(peer) {
    const { peer: id, role, metadata } = peer.participant;
    if (this.peers.get(id) !== peer) removeTile(id);
    else if (role !== "viewer") updateTile(id, { name: nameOf(peer.participant), stream: peer.stream, metadata, state: PEER_STATES[peer.state] });
    this.#showPeople();
  }

  #problem(peer, error) {
    console.warn("negotiation", error);
    say(`The connection to ${nameOf(peer.participant)} has a problem: ${error.message}`);
  }

  #showPeople() {
    if (!this.peers) return;
    const roles = [...this.peers].map(({ participant }) => participant.role);
    showPeople({ pattern: this.#pattern, role: this.#self.role, others: roles.length, viewers: roles.filter((role) => role === "viewer").length });
  }

  #showSelf() {
    const metadata = this.#metadata();
    const wanted = this.#self.role !== "viewer";
    for (const device in DEVICES) setDevice(device, { exists: this.#tracks(device).length > 0, on: metadata[device], wanted });
    if (wanted) updateTile("self", { name: `${nameOf(this.#self)} (you)`, stream: this.#stream, metadata, isSelf: true });
  }

  #chat({ from, data }) {
    const text = typeof data?.text === "string" ? data.text : JSON.stringify(data);
    addMessage(nameOf(this.peers?.get(from)?.participant), text);
  }

  #others(participants) {
    return participants.filter(({ peer }) => peer !== this.#self.peer);
  }

  #toRoom(frame) {
    return this.#connection.send({ ...frame, room: this.#wish.room });
  }

  #tracks(device) {
    return (this.#stream?.getTracks() ?? []).filter(({ kind }) => kind === DEVICES[device]);
  }

  #metadata() {
    return Object.fromEntries(Object.keys(DEVICES).map((device) => [device, this.#tracks(device).some(({ enabled }) => enabled)]));
  }

  #release() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }
}
