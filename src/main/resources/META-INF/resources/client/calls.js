import { check, fields, metadata, reason as reasonText, text, whole } from "./checks.js";
import { Emitter, SignalingError } from "./events.js";

const ANNOUNCED_WITHIN = 3000;
const ROW_ENDS = ["declined", "busy", "no-answer"];

/** Calls to people and from them (the protocol's section 7). */
export class Calls extends Emitter {
  static events = ["incoming"];
  active = new Map();
  #signaling;

  constructor(signaling) {
    super(Calls.events, Calls.events);
    check(typeof signaling?.request === "function", "Calls need a Signaling.");
    this.#signaling = signaling;
    signaling.on("calling", (frame) => this.#know(frame, "outgoing"));
    signaling.on("incoming-call", (frame) => this.#incoming(frame));
    for (const type of ["ringing", "accepted", "cancelled", "answered-elsewhere", "ended", ...ROW_ENDS]) {
      signaling.on(type, (frame) => this.active.get(frame.call)?.receive(frame));
    }
    signaling.on("joined", ({ room }) => this.active.forEach((call) => call.joined(room)));
    signaling.on("resumed", ({ calls = [] }) => this.#resumed(calls));
    signaling.on("welcome", () => this.#startedOver());
    signaling.on("state", ({ state, reason }) => state === "closed" && this.#endAll(() => true, reason));
  }

  /** Rings all devices of somebody, or of several. Promises the call as soon as it rings somewhere. */
  call(user, options = {}) {
    const users = [user].flat();
    for (const one of users) text(one, "A user's id", 1, 255);
    check(
      users.length > 0 && users.length <= 16 && new Set(users).size === users.length,
      "A call is to 1 to 16 different users.",
    );
    const more = fields(options, { metadata, timeoutSeconds: (value, what) => whole(value, what, 5, 120) });
    return this.#signaling.request({ type: "call", user, ...more }).then((calling) => {
      const call = this.#know(calling, "outgoing");
      call.metadata = more.metadata ?? {};
      return call;
    });
  }

  #incoming(frame) {
    const isKnown = this.active.has(frame.call);
    const call = this.#know(frame, "incoming");
    call.announced = true;
    if (!isKnown) this.emit("incoming", call);
  }

  #know(frame, direction) {
    const { call: id } = frame;
    if (!this.active.has(id))
      this.active.set(id, new Call(this.#signaling, frame, direction, () => this.active.delete(id)));
    return this.active.get(id);
  }

  /** What is not named there ended while nobody could say so. */
  #resumed(calls) {
    const states = new Map(calls.map((state) => [state.call, state]));
    this.#endAll(({ id }) => !states.has(id), "missed");
    for (const [id, state] of states) (this.active.get(id) ?? this.#ofFormerPage(state))?.resumed(state);
  }

  /** One that a page before this one was in. */
  #ofFormerPage(state) {
    if (state.state !== "accepted" || !this.#signaling.rooms.has(state.room)) return null;
    return this.#know(state, state.from.user === this.#signaling.user.id ? "outgoing" : "incoming");
  }

  /** In another session one's own calls are over; those that still ring for the user are announced again. */
  #startedOver() {
    this.#endAll(({ direction, state }) => direction === "outgoing" || state === "accepted", "resume-expired");
    for (const call of this.active.values()) call.announced = false;
    setTimeout(() => this.#endAll(({ announced }) => announced === false, "missed"), ANNOUNCED_WITHIN);
  }

  #endAll(which, reason) {
    for (const call of [...this.active.values()]) if (which(call)) call.over("ended", reason);
  }
}

/**
 * One call, to somebody or from somebody. It waits with its events until somebody listens.
 *
 *     calling -> ringing -> accepted -> ended (hung up, or everybody gone)
 *        \_________\_______________/ declined, busy, no-answer, cancelled, answered-elsewhere
 */
export class Call extends Emitter {
  static events = ["ringing", "accepted", "ended", ...ROW_ENDS];
  outcome = null;
  reason = null;
  #signaling;
  /** What became of those who are called, by user id. */
  #rows;
  #roomName = null;
  #settleRoom;
  #place = null;
  #accepting = null;
  #accepted = [];
  #onend;

  /** By `Calls`. */
  constructor(signaling, { call: id, from, to, metadata = {}, expiresAt }, direction, onend) {
    super(Call.events, Call.events);
    const state = direction === "incoming" ? "ringing" : "calling";
    Object.assign(this, {
      id,
      direction,
      state,
      from,
      to: [to].flat(),
      metadata,
      expiresAt: expiresAt ? new Date(expiresAt) : null,
    });
    this.#signaling = signaling;
    this.#rows = new Map(this.to.map(({ user }) => [user, "ringing"]));
    this.#onend = onend;
    this.room = new Promise((resolve, reject) => (this.#settleRoom = { resolve, reject }));
    this.room.catch(() => {}); // whoever wants it is told
  }

  accept() {
    if (this.#accepting) return this.#accepting;
    this.#accepting = this.#ask("accept", undefined, "incoming", "ringing").then(() => this.room);
    this.#accepting.catch(() => (this.#accepting = null));
    return this.#accepting;
  }

  decline(reason) {
    return this.#ask("decline", reason, "incoming", "ringing").then(() => this.over("declined", reason));
  }

  cancel(reason) {
    const isOpen = [...this.#rows.values()].includes("ringing");
    return this.#ask("cancel", reason, "outgoing", ...(isOpen ? ["calling", "ringing", "accepted"] : [])).then(() => {
      for (const [user, row] of this.#rows) if (row === "ringing") this.#rows.set(user, "over");
      if (this.state !== "accepted") this.over("cancelled", reason);
    });
  }

  hangup(reason) {
    return this.#ask("hangup", reason, this.direction, "accepted").then(() => this.over("ended", reason));
  }

  /** Takes a frame of this call. */
  receive({ type, to, room, reason }) {
    const callee = [to ?? this.to].flat()[0];
    if (type === "ringing") this.#ringing(callee);
    else if (type === "accepted") this.#acceptedBy(callee, room);
    else if (this.direction === "incoming" || type === "ended") this.over(type, reason);
    else this.#rowOver(type, callee, reason);
  }

  /** The service has put this session into a room; maybe it is this call's. */
  joined(room) {
    if (room.name !== this.#roomName || this.#place) return;
    this.#place = room;
    room.on("left", ({ reason }) => this.over("ended", reason));
    this.#settleRoom.resolve(room);
    for (const to of this.#accepted.splice(0)) this.emit("accepted", { to, room });
  }

  /** Takes what `resumed` says of it. */
  resumed({ state, room }) {
    if (state === "accepted" && room && !this.#roomName) this.#acceptedBy(this.to[0], room);
  }

  /** The whole call is over. */
  over(outcome, reason) {
    if (this.state === "ended") return;
    Object.assign(this, { state: "ended", outcome, reason: reason ?? null });
    this.#onend();
    this.#settleRoom.reject(new SignalingError({ code: outcome, message: `The call is over: ${reason ?? outcome}.` }));
    this.emit("ended", { outcome, reason });
  }

  #ringing(to) {
    if (this.state === "calling") this.state = "ringing";
    this.emit("ringing", { to });
  }

  #acceptedBy(to, room) {
    this.state = "accepted";
    this.#rows.set(to.user, "accepted");
    this.#roomName = room;
    if (this.#place) return this.emit("accepted", { to, room: this.#place });
    this.#accepted.push(to);
    const place = this.#signaling.rooms.get(room);
    if (place) this.joined(place);
  }

  /** One of those called is out; the call goes on with the others. */
  #rowOver(type, to, reason) {
    this.#rows.set(to.user, "over");
    if (ROW_ENDS.includes(type)) this.emit(type, { to, reason });
    if ([...this.#rows.values()].every((row) => row === "over")) this.over(type, reason);
  }

  #ask(type, reason, direction, ...states) {
    if (this.direction !== direction) throw new Error(`To ${type} is for ${direction} calls.`);
    if (!states.includes(this.state)) throw new Error(`There is nothing to ${type}: the call is ${this.state}.`);
    const frame = { type, call: this.id, ...fields({ reason }, { reason: reasonText }) };
    const ask = () => this.#signaling.request(frame);
    return type === "hangup" && !this.#place ? this.room.then(ask) : ask(); // only who is in the room can hang up
  }
}
