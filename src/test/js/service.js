// A service made of arrays: what was sent, and what the test answers.

import { mock } from "node:test";

const CLIENT = new URL("../../main/resources/META-INF/resources/client/", import.meta.url);

export const { Call, Calls, Signaling, SignalingError, WebSocketTransport } = await import(
  new URL("beckon.js", CLIENT)
);

export const clientFile = (name) => new URL(name, CLIENT);
export const clientModule = (name) => import(clientFile(name));

/** Lets everything happen that waits for nothing but its turn. */
export const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

/** Time that passes only by `pass`. */
export const stopTheClock = () =>
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.parse("2026-01-01T00:00:00Z") });
export const pass = async (ms) => {
  mock.timers.tick(ms);
  await settle();
};
/** Every wait is as long as it may be, or as short. */
export const chance = (value) => mock.method(Math, "random", () => value);

export const participant = (peer, more = {}) => ({
  peer,
  user: `user-${peer}`,
  userName: peer,
  role: "participant",
  metadata: {},
  polite: true,
  ...more,
});

/** The service's end of one connection. */
class Connection {
  sent = [];
  closedWith = null;

  constructor(request) {
    this.request = request;
  }

  send(data) {
    this.sent.push(JSON.parse(data));
  }

  close(code) {
    this.closedWith = code;
  }

  say(...frames) {
    for (const frame of frames) this.onmessage(JSON.stringify(frame));
  }

  end(code, more = { opened: true }) {
    this.onclose({ code, ...more });
  }

  of(type) {
    return this.sent.filter((frame) => frame.type === type);
  }

  /** The last frame of a type. */
  last(type) {
    return this.of(type).at(-1);
  }

  ack(frame, seq) {
    this.say({ type: "ack", id: frame.id, room: frame.room, seq });
  }

  welcome(more = {}) {
    this.say({
      type: "welcome",
      session: "s1",
      secret: "x1",
      user: { id: "alice", name: "Alice" },
      expiresAt: "2026-01-01T01:00:00Z",
      iceServers: [{ urls: "stun:one" }],
      heartbeatSeconds: 25,
      resumeWindowSeconds: 30,
      limits: { maxFrameBytes: 524_288, framesPerSecond: 50, framesBurst: 1000, resendIds: 256 },
      protocol: "signaling.v1",
      ...more,
    });
  }

  joined(frame, more = {}) {
    const { seq = 10, self = participant("me"), participants = [participant("bob")] } = more;
    this.say({
      type: "joined",
      id: frame.id,
      room: frame.room,
      seq,
      pattern: "mesh",
      shard: 3,
      self,
      participants,
      participantCount: participants.length,
      ...more,
    });
  }

  resumed(rooms, more = {}) {
    const { id, session, secret } = this.last("resume");
    this.say({
      type: "resumed",
      id,
      session,
      secret,
      expiresAt: "2026-01-01T02:00:00Z",
      iceServers: [{ urls: "stun:two" }],
      calls: [],
      rooms,
      ...more,
    });
  }
}

export class Service {
  connections = [];
  tokens = [];
  states = [];
  supply = (wish) => `token-${this.tokens.push(wish)}`;

  /** A client of this service, that has not connected. */
  client(options = {}) {
    const transport = (request) => {
      this.connections.push(new Connection(request));
      return this.connections.at(-1);
    };
    const signaling = new Signaling({
      url: "wss://beckon.example",
      token: (wish) => this.supply(wish),
      transport,
      ...options,
    });
    signaling.on("state", (change) => this.states.push(change));
    return signaling;
  }

  /** One that has, and has been welcomed. */
  async connected(welcome) {
    const signaling = this.client();
    const connecting = signaling.connect();
    await settle();
    this.now.welcome(welcome);
    await connecting;
    return signaling;
  }

  /** One that is in the room "r", with bob. */
  async inRoom(joined, options) {
    const signaling = await this.connected();
    const joining = signaling.join("r", options);
    this.now.joined(this.now.last("join"), joined);
    return [signaling, await joining];
  }

  /** Breaks the connection and has the client make another, until it says something. */
  async reconnect(code = 1006, welcome = { session: "s2", secret: "x2" }) {
    this.now.end(code);
    await pass(1000);
    this.now.welcome(welcome);
    await settle();
  }

  /** The present connection. */
  get now() {
    return this.connections.at(-1);
  }
}
