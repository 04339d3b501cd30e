// One stay in one room: ties the client, the devices and the page together.

import { PeerConnections, Signaling } from "./client/beckon.js";
import { getMedia } from "./media.js";
import { addMessage, note, removeTile, say, setDevice, showCall, showPeople, updateTile } from "./view.js";

const PEER_STATES = { new: "joining", connecting: "connecting", disconnected: "interrupted", failed: "no connection" };
const DEVICES = { microphone: "audio", camera: "video" };

const nameOf = (participant) => participant?.name ?? participant?.userName ?? "Somebody";

export class Call {
  peers = null;
  #wish;
  #signaling;
  #room = null;
  #onend;
  #onsession;
  #stream = null;
  #tiles = new Set();
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
    this.#signaling = new Signaling({ token: ({ spent }) => identity.getToken(wish, spent) });
    this.#signaling.on("state", (change) => this.#connectionChanged(change));
    this.#signaling.on("resumed", () => this.#onsession(this.#signaling.session));
    this.#signaling.on("error", ({ message }) => say(message));
  }

  /** @param former the credentials of this user's participant who is to make way, if any */
  async start(former) {
    const watches = this.#wish.role === "viewer" || (this.#wish.pattern === "broadcast" && !this.#wish.role);
    if (!watches) say("Asking for camera and microphone …");
    const { stream, text } = watches ? { stream: null, text: "" } : await getMedia();
    this.#stream = stream;
    note(text);
    if (this.#ended) return this.#release();
    this.#signaling.connect().catch(() => {}); // told by its state as well
    await this.#join(former);
  }

  async write(text) {
    await this.#room.message({ text });
    addMessage("You", text, true);
  }

  /** Turns "microphone" or "camera" on or off, and tells the others. */
  toggle(device) {
    const on = !this.#metadata()[device];
    for (const track of this.#tracks(device)) track.enabled = on;
    this.#showSelf();
    this.#room.update({ metadata: this.#metadata() }).catch(({ message }) => say(message));
  }

  /** Leaves at once, also when the page goes away. */
  end(reason, code) {
    if (this.#ended) return;
    this.#ended = true;
    this.#signaling.close();
    for (const id of [...this.#tiles]) this.#removeTile(id);
    this.#release();
    removeTile("self");
    this.#onend(reason, code);
  }

  async #join(replace) {
    const { name, room, role, pattern } = this.#wish;
    const options = { name, replace, metadata: this.#metadata() };
    if (role) options.role = role;
    if (pattern !== "mesh") options.pattern = pattern;
    try {
      this.#enter(await this.#signaling.join(room, options));
    } catch (error) {
      this.end(`You could not join: ${error.message}`);
    }
  }

  #enter(room) {
    this.#room = room;
    if (room.self.role === "viewer") this.#release();
    this.peers = new PeerConnections(room, { stream: this.#stream ?? undefined });
    this.peers.on("state", ({ peer }) => this.#showPeer(peer));
    this.peers.on("track", ({ peer }) => this.#showPeer(peer));
    this.peers.on("error", (problem) => this.#problem(problem));
    for (const type of ["peer-joined", "peer-updated"]) room.on(type, ({ peer }) => this.#showPeer(peer.peer));
    room.on("peer-left", () => this.#showRoster());
    room.on("resumed", () => this.#showRoster());
    room.on("rejoined", () => this.#rejoined());
    room.on("left", (end) => this.#left(end));
    room.on("message", ({ from, data }) => this.#chat(from, data));
    showCall(room.name);
    this.#onsession(this.#signaling.session);
    this.#showSelf();
    this.#showRoster();
  }

  #rejoined() {
    this.#onsession(this.#signaling.session);
    this.#showRoster();
    addMessage("Beckon", "The connection was away for too long. You have joined again.");
  }

  /** With the whole session ("closed"), its state says more. */
  #left({ reason, error }) {
    if (reason === "closed") return;
    if (error) this.end(`You could not join again: ${error.message}`);
    else this.end(reason === "kicked" ? "You were removed from the room." : "The room was closed.");
  }

  #connectionChanged({ state, reason, code, retryInMs }) {
    if (state === "closed") this.end(reason, code);
    else if (state === "connected") this.#showPeople();
    else if (retryInMs === undefined) say("Connecting …");
    else say(`${reason} Trying again ${retryInMs < 1500 ? "now" : `in ${Math.round(retryInMs / 1000)} s`} …`);
  }

  #showRoster() {
    const { participants } = this.#room;
    for (const id of [...this.#tiles]) if (!participants.has(id)) this.#removeTile(id);
    for (const id of participants.keys()) this.#showPeer(id);
    this.#showPeople();
  }

  #showPeer(id) {
    const participant = this.#room.participants.get(id);
    if (!participant) return;
    const peer = this.peers.get(id);
    if (participant.role !== "viewer") {
      const state = PEER_STATES[peer?.state === "failed" ? "failed" : (peer?.connection.connectionState ?? "new")];
      const stream = peer?.streams[0] ?? null;
      this.#tiles.add(id);
      updateTile(id, { name: nameOf(participant), stream, metadata: participant.metadata, state });
    }
    this.#showPeople();
  }

  #removeTile(id) {
    this.#tiles.delete(id);
    removeTile(id);
  }

  #problem({ peer, message, cause, retrying }) {
    console.warn("negotiation", message, cause);
    if (!retrying) say(`The connection to ${nameOf(this.#room.participants.get(peer))} has a problem: ${message}`);
  }

  #showPeople() {
    if (!this.#room) return;
    const roles = [...this.#room.participants.values()].map(({ role }) => role);
    const { pattern, self } = this.#room;
    showPeople({ pattern, role: self.role, others: roles.length, viewers: roles.filter((role) => role === "viewer").length });
  }

  #showSelf() {
    const { self } = this.#room;
    const metadata = this.#metadata();
    const wanted = self.role !== "viewer";
    for (const device in DEVICES) setDevice(device, { exists: this.#tracks(device).length > 0, on: metadata[device], wanted });
    if (wanted) updateTile("self", { name: `${nameOf(self)} (you)`, stream: this.#stream, metadata, isSelf: true });
  }

  #chat(from, data) {
    const text = typeof data?.text === "string" ? data.text : JSON.stringify(data);
    addMessage(nameOf(this.#room.participants.get(from)), text);
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
