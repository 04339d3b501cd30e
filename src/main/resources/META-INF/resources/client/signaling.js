import { candidateOf, check, fields, json, nothingElse, oneOf, record, roomName, wishes } from "./checks.js";
import { Emitter, SignalingError } from "./events.js";
import { Knocks } from "./knocks.js";
import { Link } from "./link.js";
import { Outbox } from "./outbox.js";
import { Room } from "./room.js";
import { address, webSocketOrRequests } from "./line.js";

const RESUME = "resume";
const CALL_REQUESTS = ["call", "accept", "decline", "cancel", "hangup"];
const CALL_FRAMES = [
  "incoming-call",
  "ringing",
  "accepted",
  "declined",
  "busy",
  "no-answer",
  "cancelled",
  "answered-elsewhere",
  "ended",
  "calling",
];

/** The types of all frames that are about calls. */
export const CALL_TYPES = new Set([...CALL_REQUESTS, ...CALL_FRAMES]);

/** One user's session with the service: one connection at a time, over which the session goes on (the protocol's sections 1 to 4). */
export class Signaling extends Emitter {
  static events = [
    "state",
    "welcome",
    "resumed",
    "ice-servers",
    "going-away",
    "rejoined",
    "error",
    "frame",
    "joined",
    ...CALL_FRAMES,
  ];
  user = null;
  session = null;
  iceServers = [];
  limits = null;
  expiresAt = null;
  rooms = new Map();
  #link;
  #outbox = new Outbox();
  #knocks = new Knocks((frame) => this.request(frame));
  #opening = null;
  #welcome = null;
  #resuming = null;
  /** A resume without an answer may yet take the session from a later connection. */
  #inDoubt = false;
  #hasCalls = false;

  constructor({ url, token, encoding = "json", transport = webSocketOrRequests(), former, ...others } = {}) {
    super(Signaling.events, ["joined", ...CALL_FRAMES]);
    nothingElse(others);
    check(typeof token === "function", "token is a function that promises an access token.");
    check(typeof transport === "function", "transport is a function that makes one.");
    const options = { url: address(url), token, encoding: oneOf(encoding, ["json", "cbor"], "encoding"), transport };
    this.#link = new Link(options, {
      onframe: (frame) => this.#receive(frame),
      onstate: (state, more) => this.#stateChanged(state, more),
      onerror: (error) => this.emit("error", error),
      ondown: () => this.#down(),
      onoffence: (which) => this.#outbox.dropOffending(which),
      refresh: (fresh) => this.#refresh(fresh),
      isDoubtful: (code) => this.#isDoubtful(code),
    });
    if (former) this.#goOn(former);
  }

  get state() {
    return this.#link.state;
  }

  /** Promises the welcome, however often it takes. */
  connect() {
    if (this.state === "connected") return Promise.resolve(this.#welcome);
    if (!this.#opening) {
      this.#opening = {};
      this.#opening.promise = new Promise((resolve, reject) => Object.assign(this.#opening, { resolve, reject }));
    }
    const { promise } = this.#opening;
    this.#link.open();
    return promise;
  }

  /** Leaves all rooms and ends the session. */
  close() {
    if (this.state !== "closed") this.#link.close();
  }

  /**
   * For a page that is about to go: lets go of the connection, silently, and keeps the places for the few seconds that a reload takes. Returns
   * what the next page's `Signaling` takes as `former`, to be kept as JSON.
   */
  suspend() {
    const { nextId } = this.#outbox;
    const kept = { ...this.session, nextId, rooms: [...this.rooms.values()].filter(({ state }) => state === "joined") };
    this.#link.suspend();
    return JSON.parse(JSON.stringify(kept));
  }

  join(room, options = {}) {
    roomName(room);
    const frame = { type: "join", room, ...fields(options, wishes) };
    if (this.rooms.has(room)) throw new Error(`You are in the room "${room}" already.`);
    return this.request(frame).then(() => this.rooms.get(room));
  }

  /** Asks to be let into a locked room; promises that one may join. `signal` gives up. */
  knock(room, options) {
    return this.#knocks.knock(room, options);
  }

  /** Sends a frame, now or as soon as there is a connection, until it is answered; promises the reply. The first one connects. */
  request(frame) {
    const { type } = record(frame, "A frame");
    check(type && typeof type === "string", "A frame has a type.");
    check(type !== "resume", "Signaling resumes by itself.");
    const copy = json(frame, "The frame");
    if (type === "ice-candidate") copy.candidate = candidateOf(copy.candidate);
    if (this.state === "closed") return Promise.reject(refusal("closed", "There is no session."));
    if (CALL_REQUESTS.includes(type)) this.#hasCalls = true;
    const reply = this.#outbox.add(copy);
    if (this.state === "idle") this.#link.open();
    return reply;
  }

  #goOn({ session, secret, nextId = 1, rooms = [] }) {
    check(
      typeof session === "string" && typeof secret === "string" && Array.isArray(rooms),
      "former is what suspend() returned.",
    );
    this.session = { session, secret };
    this.#outbox.nextId = nextId;
    for (const kept of rooms) this.rooms.set(kept.name, Room.of(this, kept));
  }

  // --- the link

  #stateChanged(state, { error, ...more }) {
    if (state === "closed") this.#closed(error ?? refusal("closed", more.reason));
    this.emit("state", { state, ...more });
  }

  #down() {
    this.#outbox.shut();
    this.#outbox.drop(refusal("closed"), ({ type }) => type === "refresh");
  }

  #closed(error) {
    this.session = null;
    this.#inDoubt = this.#hasCalls = false;
    this.#opening?.reject(error);
    this.#opening = null;
    this.#outbox.drop(error, () => true);
    this.#knocks.drop(error);
    for (const room of [...this.rooms.keys()]) this.#left({ room, reason: "closed" });
  }

  async #refresh(token) {
    const { expiresAt } = await this.request({ type: "refresh", token });
    this.expiresAt = new Date(expiresAt);
  }

  /** The session is not elsewhere if it was an earlier attempt of this client that took it. */
  #isDoubtful(code) {
    const doubt = code === 4009 && this.#inDoubt;
    if (doubt) this.#inDoubt = false;
    return doubt;
  }

  // --- frames

  #receive(frame) {
    const { type, id } = frame;
    if (id === undefined && type !== "pong") this.emit("frame", frame);
    if (type === "welcome") return this.#welcomed(frame);
    if (id === RESUME) return this.#resumeAnswered(frame, this.#resuming);
    if (type === "joined") this.#joined(frame);
    if (type === "left") this.#left(frame);
    if (id !== undefined) return this.#replied(frame);
    if (type === "error") this.emit("error", new SignalingError(frame));
    else if (type === "ice-servers") this.#haveIceServers(frame);
    else if (type === "going-away") this.emit(type, frame);
    else if (CALL_FRAMES.includes(type)) this.#callFrame(frame);
    else if (type === "knocking") this.#knocks.answered(frame);
    else this.rooms.get(frame.room)?.receive(frame);
  }

  #replied(frame) {
    const join = frame.code === "resume-expired" && frame.field === "replace" && this.#outbox.get(frame.id);
    if (join?.replace)
      return this.#outbox.revise(
        (one) => one === join,
        () => delete join.replace,
      );
    if (frame.type === "calling") this.#callFrame(frame);
    this.#outbox.settle(frame);
  }

  #callFrame(frame) {
    this.#hasCalls = true;
    this.emit(frame.type, frame);
  }

  #haveIceServers(frame) {
    this.iceServers = frame.iceServers;
    this.emit("ice-servers", frame);
  }

  #joined(frame) {
    const { name, role, pattern, metadata } = this.#outbox.get(frame.id) ?? {};
    const isAsked = frame.id !== undefined;
    const known = this.rooms.get(frame.room);
    const room = known ?? new Room(this, frame.room, isAsked ? { name, role, pattern, metadata } : null);
    this.rooms.set(room.name, room);
    room.enter(frame);
    if (!known && !isAsked) this.emit("joined", { room });
  }

  #left({ room: name, ...end }) {
    const room = this.rooms.get(name);
    this.rooms.delete(name);
    room?.leaveNow(end);
  }

  // --- sessions

  #welcomed(welcome) {
    if (!this.session || (this.rooms.size === 0 && !this.#hasCalls)) return this.#begin(welcome);
    const kept = [...this.rooms.values()].filter(({ state }) => state === "joined");
    const rooms = Object.fromEntries(kept.map(({ name, seq }) => [name, seq]));
    this.#resuming = welcome;
    this.#inDoubt = true;
    const { line } = this.#link;
    line.send(line.encode({ type: "resume", id: RESUME, ...this.session, rooms }));
  }

  #resumeAnswered(frame, welcome) {
    if (frame.type !== "error") this.#resumed(frame, welcome);
    else if (frame.retryable) this.#link.abandon(1013);
    else this.#begin(welcome);
  }

  /** Another session: nothing is left of the one before, if there was one. */
  #begin(welcome) {
    const former = this.session;
    this.#hasCalls = false;
    if (former) this.#reviseJoins((join) => (join.replace ??= former));
    if (former) this.#outbox.drop(expired(), ({ type }) => CALL_REQUESTS.includes(type));
    const lost = this.#expire([...this.rooms.values()]);
    this.#adopt(welcome, welcome);
    this.emit("welcome", welcome);
    this.#rejoin(lost, former);
  }

  /** The session of before. A join whose answer was lost may have succeeded; under another id it finds its place or gets a new one. */
  #resumed(frame, welcome) {
    this.#reviseJoins(() => {});
    const lost = this.#expire([...this.rooms.values()].filter(({ name }) => frame.rooms[name]?.error));
    this.#adopt(welcome, frame);
    for (const [name, state] of Object.entries(frame.rooms)) if (!state.error) this.rooms.get(name)?.resume(state);
    this.emit("resumed", frame);
    this.#rejoin(lost, this.session);
  }

  #adopt(welcome, { session, secret, expiresAt, iceServers }) {
    const { user, limits } = welcome;
    this.#inDoubt = false;
    this.#welcome = { ...welcome, session, secret, expiresAt, iceServers };
    Object.assign(this, { user, limits, session: { session, secret }, expiresAt: new Date(expiresAt) });
    this.#outbox.open(this.#link.line, limits);
    this.#opening?.resolve(this.#welcome);
    this.#opening = null;
    this.#link.up();
    this.#haveIceServers({ iceServers });
    this.#knocks.again();
  }

  #reviseJoins(change) {
    this.#outbox.revise(({ type }) => type === "join", change);
  }

  // --- places that were lost

  /** What was asked in these rooms' old life is over; those joined by wish, and not about to be left, wait for another one. */
  #expire(rooms) {
    const lost = rooms.filter(({ state }) => state === "joined");
    for (const room of lost) {
      const { name } = room;
      const id = this.#outbox.find(
        (frame) => frame.room === name && (frame.type === "leave" || frame.type === "close-room"),
      );
      this.#outbox.settle({ type: "left", id, room: name });
      this.#outbox.drop(expired(name), (frame) => frame.room === name && frame.type !== "join");
      if (id || !room.options) this.#left({ room: name, ...(!id && { reason: "resume-expired" }) });
      else room.state = "rejoining";
      if (room.state === "rejoining") this.#outbox.hold(name);
    }
    return lost.filter(({ state }) => state === "rejoining");
  }

  async #rejoin(rooms, replace) {
    const back = await Promise.all(rooms.map((room) => this.#joinAnew(room, replace)));
    const rejoined = back.filter(Boolean);
    if (rejoined.length > 0) this.emit("rejoined", { rooms: rejoined });
  }

  async #joinAnew(room, replace) {
    const { name, options, self } = room;
    const join = (role) => this.request({ type: "join", room: name, ...options, role, replace });
    try {
      // A role that one was given may be beyond one's rights.
      await join(self.role).catch((error) => (error.field === "role" ? join(options.role) : Promise.reject(error)));
      room.emit("rejoined", { room, reason: "resume-expired" });
      return room;
    } catch (error) {
      this.#outbox.drop(error, (frame) => frame.room === name);
      if (this.rooms.get(name) === room) this.#left({ room: name, reason: "resume-expired", error });
      return null;
    } finally {
      this.#outbox.release(name);
    }
  }
}

const refusal = (code, message, room) => new SignalingError({ code, message, room });
const expired = (room) => refusal("resume-expired", "The connection was away for too long; the place was lost.", room);
