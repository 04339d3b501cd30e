import * as check from "./checks.js";
import { Emitter } from "./events.js";

const NEGOTIATION = ["offer", "answer", "reject", "ice-candidate", "negotiation"];
const SOURCES = ["microphone", "camera", "screen", "hand"];

/** One's place in a room. Frames of negotiations wait until somebody listens for them. */
export class Room extends Emitter {
  static events = [
    ...NEGOTIATION,
    "peer-joined",
    "peer-updated",
    "peer-left",
    "message",
    "room-stats",
    "room-locked",
    "room-unlocked",
    "room-closed",
    "mute-requested",
    "knocks",
    "left",
    "resumed",
    "rejoined",
    "roster",
  ];
  state = "joined";
  locked = false;
  /** To moderators: who knocks, as `{user, userName, name}`. */
  waiting = [];
  participants = new Map();
  /** Up to here the roster is known from elsewhere: frames that come are history. */
  #rosterSeq;
  /** What comes while pages of it are fetched: changes, and those who are not known yet. */
  #meanwhile = null;

  /** Whether another page was in it, in the same place. */
  isBack = false;

  /** By `Signaling`; without options if nobody asked for it (a call's room): then a lost place is lost. */
  constructor(signaling, name, options, held = NEGOTIATION) {
    super(Room.events, held);
    Object.assign(this, { signaling, name, options });
  }

  /** The place of a page before this one, as its `toJSON` says. */
  static of(signaling, { name, options, ...kept }) {
    const room = new Room(signaling, name, options, [...NEGOTIATION, "message", "mute-requested"]);
    return Object.assign(room, kept, { isBack: true });
  }

  toJSON() {
    const { name, options, seq, self, pattern, shard, locked, waiting } = this;
    return { name, options, seq, self, pattern, shard, locked, waiting };
  }

  /** Sends a frame to this room; promises the reply. */
  send(frame) {
    const { room = this.name, to } = check.record(frame, "A frame");
    check.check(room === this.name, `This is the room "${this.name}".`);
    if (to !== undefined) check.id(to, "to");
    if (this.state === "left") throw new Error(`You are not in the room "${room}" any more.`);
    return this.signaling.request({ ...frame, room });
  }

  message(data, to) {
    return this.send({ type: "message", data: check.json(data, "data", 16_384), to });
  }

  update(change) {
    const { name, metadata } = check;
    const wanted = check.fields(change, { name, metadata });
    check.check(Object.keys(wanted).length > 0, "There is nothing to update: name or metadata.");
    return this.send({ type: "update", ...wanted }).then((ack) => {
      Object.assign(this, {
        self: { ...this.self, ...wanted },
        options: this.options && { ...this.options, ...wanted },
      });
      return ack;
    });
  }

  leave() {
    return this.send({ type: "leave" });
  }

  kick(peer, options = {}) {
    const { reason, whole } = check;
    const more = check.fields(options, { reason, barSeconds: (value, what) => whole(value, what, 0, 86_400) });
    return this.send({ type: "kick", peer: check.id(peer, "peer"), ...more });
  }

  setRole(peer, role) {
    return this.send({ type: "set-role", peer: check.id(peer, "peer"), role: check.oneOf(role, check.ROLES, "role") });
  }

  /** Asks `peer`, or everybody else, to stop sending: their applications do it. */
  mute(source, peer) {
    check.oneOf(source, SOURCES, "source");
    return this.send({ type: "mute", source, peer: peer === undefined ? undefined : check.id(peer, "peer") });
  }

  /** Lets somebody in who knocks. */
  admit(user) {
    return this.send({ type: "admit", user: check.user(user, "user") });
  }

  refuse(user) {
    return this.send({ type: "refuse", user: check.user(user, "user") });
  }

  lock() {
    return this.send({ type: "lock" });
  }

  unlock() {
    return this.send({ type: "unlock" });
  }

  close() {
    return this.send({ type: "close-room" });
  }

  /** Asks for all pages, and brings `participants` up to date with them. */
  roster() {
    return this.#collect(this.send({ type: "roster" }));
  }

  async #collect(first) {
    const meanwhile = (this.#meanwhile = []);
    const present = [];
    try {
      let page = await first;
      for (; page.next; page = await this.send({ type: "roster", after: page.next }))
        present.push(...page.participants);
      this.participants.clear();
      this.#know([...present, ...page.participants]);
    } finally {
      if (this.#meanwhile === meanwhile) this.#meanwhile = null;
      for (const frame of meanwhile) if (!frame.from) this.#changeRoster(frame);
      this.emit("roster", { room: this });
      for (const frame of meanwhile) if (frame.from) this.#hear(frame);
    }
    return this.participants;
  }

  /** Takes `joined`, the first time or again. */
  enter({ seq, self, pattern, shard, locked = false, participants, participantCount }) {
    Object.assign(this, { state: "joined", seq, self, pattern, shard, locked, waiting: [] });
    this.participants.clear();
    this.#knowRoster(seq, participants, participantCount);
  }

  /** Takes the room's part of `resumed`. */
  resume({ seq, participants, participantCount, missed }) {
    this.#knowRoster(seq, participants, participantCount);
    this.emit("resumed", { room: this, missed });
  }

  /** Takes a frame of this room from the service, unless it has been here before. */
  receive(frame) {
    const { type, seq } = frame;
    if (seq <= this.seq) return;
    this.seq = seq ?? this.seq;
    if (!Room.events.includes(type)) return;
    // A roster is without oneself: what was missed of that counts all the same.
    if (type.startsWith("peer-") && (seq > this.#rosterSeq || frame.peer.peer === this.self.peer))
      this.#changeRoster(frame);
    if (type === "room-locked" || type === "room-unlocked") this.locked = type === "room-locked";
    if (type === "knocks") this.waiting = frame.waiting;
    this.#hear(frame);
  }

  /** Whoever is not known yet is heard once the roster has come. */
  #hear(frame) {
    const { from } = frame;
    const isKnown = from === this.self.peer || this.participants.has(from);
    const waits = from && this.#meanwhile && (!isKnown || this.#meanwhile.some((one) => one.from === from));
    if (waits) this.#meanwhile.push(frame);
    else this.emit(frame.type, frame);
  }

  /** One is out. */
  leaveNow(end) {
    if (this.state === "left") return;
    this.state = "left";
    this.emit("left", { room: this.name, ...end });
  }

  /** `joined` and `resumed` have the beginning of a large one only: until the rest is there, whoever was known is. */
  #knowRoster(seq, participants, count) {
    this.#rosterSeq = seq;
    if (count > participants.length) this.#refreshRoster();
    else this.participants.clear();
    this.#know(participants);
  }

  #refreshRoster() {
    this.roster().catch(() => {}); // one is about to be out
  }

  #know(participants) {
    for (const participant of participants)
      if (participant.peer !== this.self.peer) this.participants.set(participant.peer, participant);
  }

  #changeRoster(frame) {
    const { type, peer } = frame;
    this.#meanwhile?.push(frame);
    if (type === "peer-left") return this.participants.delete(peer);
    if (peer.peer !== this.self.peer) return this.participants.set(peer.peer, peer);
    const hasOtherRole = this.self.role !== peer.role;
    this.self = peer;
    if (peer.role !== "moderator") this.waiting = [];
    if (hasOtherRole) this.#refreshRoster(); // and sees others than before
  }
}
