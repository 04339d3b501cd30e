import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { contentOf, FakeConnection, FakeLog, FakeRoom, stream, track } from "./webrtc.js";

const { PeerConnections } = await import(
  new URL("../../main/resources/META-INF/resources/client/peers.js", import.meta.url)
);

const person = (peer, more = {}) => ({ peer, user: peer, role: "participant", metadata: {}, polite: true, ...more });
const settle = async (turns = 30) => {
  for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
};

globalThis.MediaStream ??= class {
  getTracks() {
    return [];
  }
};

/** Numbers that look like chance and are the same each time. */
function chance(seed) {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822507) + 3266489909) >>> 0;
    return state % below;
  };
}

function open(room, options = {}) {
  const connections = [];
  class Watched extends FakeConnection {
    constructor(configuration) {
      super(configuration);
      connections.push(this);
    }
  }
  const peers = new PeerConnections(room, { RTCPeerConnection: Watched, ...options });
  const told = { states: [], problems: [], channels: [] };
  peers.on("state", ({ state }) => told.states.push(state));
  peers.on("error", ({ kind, retrying }) => told.problems.push(`${kind}${retrying ? ", retrying" : ""}`));
  peers.on("data-channel", ({ channel }) => told.channels.push(channel.label));
  return {
    room,
    peers,
    connections,
    ...told,
    get connection() {
      return connections.at(-1);
    },
  };
}

/** Ada is there, Bob comes: Bob is polite. */
function pair(options = {}) {
  const rooms = [
    new FakeRoom(person("ada"), [person("bob")]),
    new FakeRoom(person("bob"), [person("ada", { polite: false })]),
  ];
  const log = new FakeLog(...rooms);
  const [ada, bob] = rooms.map((room) =>
    open(room, { stream: stream(track(`camera of ${room.self.peer}`)), ...options }),
  );
  /** Lets everything arrive, in one of the orders in which it may. */
  const flow = async (next = () => 0) => {
    for (;;) {
      await settle(next(3) + 1);
      const moves = rooms
        .flatMap((room) => [room.out.length && (() => log.take(room)), room.in.length && (() => room.in.shift()())])
        .filter(Boolean);
      if (moves.length > 0) moves[next(moves.length)]();
      else if (await isQuiet(rooms)) return;
    }
  };
  return { ada, bob, log, flow };
}

async function isQuiet(rooms) {
  await settle();
  return rooms.every((room) => room.out.length === 0 && room.in.length === 0);
}

/** Both are settled, and each knows what the other sends. */
function assertAgreed({ ada, bob }) {
  for (const [one, other] of [
    [ada, bob],
    [bob, ada],
  ]) {
    assert.equal(one.connection.signalingState, "stable");
    assert.equal(one.connection.remoteDescription.sdp, other.connection.localDescription.sdp);
    const sent = one.connection.getTransceivers().map(({ sender }) => sender.track?.id ?? "-");
    assert.deepEqual(JSON.parse(contentOf(one.connection.localDescription)).tracks, sent);
  }
}

describe("two peers", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("agree after one offer and one answer: the newcomer's and the other's", async () => {
    const { ada, bob, flow } = pair();
    await flow();
    assertAgreed({ ada, bob });
    assert.equal(ada.room.of("offer").length, 0);
    assert.equal(bob.room.of("offer").length, 1);
    assert.equal(ada.room.of("answer")[0].re, 1);
    assert.equal(ada.room.of("answer")[0].to, "bob");
    assert.deepEqual([ada.states.at(-1), bob.states.at(-1)], ["answering", "calling"]);
  });

  it("agree in whatever order things happen, also when both offer at the same moment", async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const { ada, bob, flow } = pair();
      const next = chance(seed);
      await flow(next);
      const running = flow(next);
      for (const side of [ada, bob]) {
        side.peers.addTrack(track(`screen of ${side.room.self.peer}`));
        if (next(2)) await settle(next(6));
        if (next(3) === 0) side.peers.restartIce();
      }
      await running;
      await flow(next);
      assertAgreed({ ada, bob });
      assert.deepEqual([ada.problems, bob.problems], [[], []], `seed ${seed}`);
    }
  });

  it("go on after a time-out of the service", async () => {
    const { ada, bob, log, flow } = pair();
    await settle();
    log.take(bob.room);
    log.expire();
    while (bob.room.in.length > 0) {
      bob.room.in.shift()();
      await settle();
    }
    ada.room.in.length = 0; // as if it had been lost with its page
    await settle();
    assert.deepEqual(bob.problems, ["timeout, retrying"]);
    await flow();
    assertAgreed({ ada, bob });
  });

  it("take no answer to an offer that was withdrawn", async () => {
    const { ada, bob, flow } = pair();
    await flow();
    bob.peers.addTrack(track("screen"));
    await settle();
    const before = bob.connection.remoteDescription.sdp;
    bob.room.emit("answer", { type: "answer", answer: { type: "answer", sdp: "bad" }, from: "ada", re: 1, seq: 99 });
    await settle();
    assert.equal(bob.connection.remoteDescription.sdp, before);
    await flow();
    assertAgreed({ ada, bob });
  });

  it("connect anew when one of them has had to", async () => {
    const { ada, bob, flow } = pair();
    await flow();
    ada.connection.become("connected");
    const former = ada.connection;
    bob.connection.setLocalDescription = () => Promise.reject(new Error("no"));
    bob.peers.addTrack(track("screen"));
    await flow();
    assert.notEqual(ada.connection, former);
    assert.equal(former.signalingState, "closed");
    assert.deepEqual(bob.problems, ["protocol, retrying"]);
    assertAgreed({ ada, bob });
  });

  it("start over when an offer does not fit", async () => {
    const { ada, bob, flow } = pair();
    await flow();
    const take = ada.connection.setRemoteDescription;
    const error = new Error(`a=x\r\n\u202eInvalid ${"😀".repeat(300)}`);
    ada.connection.setRemoteDescription = () => Promise.reject(error);
    bob.connection.become("connected");
    bob.peers.addTrack(track("screen"));
    await settle();
    assert.ok(take);
    const running = flow();
    await running;
    const [reject] = ada.room.of("reject");
    assert.deepEqual(ada.problems, ["protocol"]);
    assert.equal(reject.to, "bob");
    assert.match(reject.reason, /^The offer does not fit\. a=x Invalid 😀+$/u);
    assert.equal([...reject.reason].length, 256);
    bob.room.emit("negotiation", { type: "negotiation", state: "rejected", from: "bob", to: "ada", seq: 1e6 });
    await flow();
    assert.deepEqual(bob.problems, ["protocol, retrying"]);
    assertAgreed({ ada, bob });
  });
});

describe("one side", () => {
  let room;
  let side;
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => {
    side?.peers.close();
    mock.timers.reset();
  });

  const newcomer = async (options) => {
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    side = open(room, { stream: stream(track("camera")), ...options });
    await settle();
  };
  const present = async (more, options) => {
    room = new FakeRoom(person("ada"), [person("bob", more)]);
    side = open(room, { stream: stream(track("camera")), ...options });
    await settle();
  };
  const answered = async (seq = 1) => {
    room.ack(seq);
    room.emit("answer", {
      type: "answer",
      answer: {
        type: "answer",
        sdp: "v=0\r\no=- 77 1 IN IP4 0\r\na=ice-ufrag:77\r\na=fingerprint:sha-256 AB:77\r\ni={}\r\n",
      },
      from: "ada",
      re: seq,
      seq: seq + 1,
    });
    await settle();
  };

  const partners = () => [...side.peers].map(({ participant }) => participant.peer);

  /** What ada says next: of her connection 77, unless told otherwise. */
  const describeAs = ({ id = 77, version = 1, ufrag = "77", hashes = ["sha-256 AB:77"], mids = [] } = {}) =>
    [
      `v=0`,
      `o=- ${id} ${version} IN IP4 0`,
      ...hashes.map((hash) => `a=fingerprint:${hash}`),
      `a=ice-ufrag:${ufrag}`,
      ...mids.map((mid) => `a=mid:${mid}`),
      "i={}",
      "",
    ].join("\r\n");
  const offered = async (more) => {
    room.emit("offer", { type: "offer", offer: { type: "offer", sdp: describeAs(more) }, from: "ada", seq: 50 });
    await settle();
  };
  /** Both have agreed, and it works unless told otherwise. */
  const agreed = async (more, state = "connected") => {
    await newcomer();
    room.ack(1);
    room.emit("answer", {
      type: "answer",
      answer: { type: "answer", sdp: describeAs(more) },
      from: "ada",
      re: 1,
      seq: 2,
    });
    await settle();
    side.connection.become(state);
  };

  const SHARED = { ufrag: "other" };
  const ONE_IS_ENOUGH = ["sha-256 AB:77", "sha-384 CD:77", "sha-512 EF:77"];
  for (const [what, then, { before = {}, state, transport, ...next }] of [
    ["other session id and the same credentials", "same", { id: 222 }],
    ["same credentials and another certificate", "same", { hashes: ["sha-256 AB:78"] }],
    ["certificate in other letters", "same", { ...SHARED, hashes: ["SHA-256 ab:77"] }],
    [
      "certificate that had several hashes",
      "same",
      { ...SHARED, before: { hashes: ONE_IS_ENOUGH }, hashes: ["sha-384 CD:77"] },
    ],
    ["certificate that has several hashes now", "same", { ...SHARED, hashes: ONE_IS_ENOUGH }],
    [
      "restart where it works, one section more",
      "same",
      { ...SHARED, id: 222, before: { mids: ["0"] }, mids: ["0", "1"] },
    ],
    ["restart where it is interrupted", "same", { ...SHARED, id: 222, state: "disconnected" }],
    ["restart where it does not work, of the next version", "same", { ...SHARED, state: "failed", version: 2 }],
    ["constant session id, and nothing else that is the same", "another", { ...SHARED, hashes: ["sha-256 AB:78"] }],
    ["server's one certificate, where it does not work", "another", { ...SHARED, state: "failed" }],
    ["server's one certificate, other sections", "another", { ...SHARED, before: { mids: ["0", "1"] }, mids: ["0"] }],
    [
      "server's one certificate, after it has ended the association",
      "another",
      { ...SHARED, version: 2, transport: "closed" },
    ],
  ]) {
    it(`takes an offer for one of ${then === "same" ? "the same" : "another"} connection: ${what}`, async () => {
      await agreed(before, state);
      if (transport) side.connection.sctp = { transport: { state: transport } };
      room.out.length = 0;
      await offered(next);
      const of = side.connections.length === 1 ? "same" : "another";
      assert.equal(of, then);
      assert.equal(room.of("answer").length, 1);
    });
  }

  it("makes what it sends go on after its offer has yielded", async () => {
    await newcomer();
    const [{ sender }] = side.connection.getTransceivers();
    const camera = sender.track;
    sender.track = null; // as good as: Chromium 150 shows the track, and sends nothing
    await offered();
    assert.equal(room.of("answer").length, 1);
    assert.equal(sender.track, camera);
  });

  it("takes other credentials in an answer only where it asked for them", async () => {
    const answer = async (re) => {
      room.out.splice(0).at(-1).resolve({ type: "ack", seq: re });
      room.emit("answer", {
        type: "answer",
        answer: { type: "answer", sdp: describeAs(SHARED) },
        from: "ada",
        re,
        seq: re + 1,
      });
      await settle();
    };
    await agreed();
    side.peers.restartIce();
    await settle();
    await answer(10);
    assert.deepEqual([side.problems, side.connections.length], [[], 1]);

    await agreed();
    side.peers.addTrack(track("screen"));
    await settle();
    await answer(20);
    assert.deepEqual([side.problems, side.connections.length], [["protocol, retrying"], 2]);
  });

  it("makes offers and answers where the implementation does not without being given one", async () => {
    class Old extends FakeConnection {
      setLocalDescription(description) {
        if (!description) return Promise.reject(new TypeError("Expected an object"));
        const due = { stable: "offer", "have-local-offer": "rollback", "have-remote-offer": "answer" }[
          this.signalingState
        ];
        assert.equal(description.type, due);
        return super.setLocalDescription(due === "rollback" ? description : undefined);
      }
      createOffer = async () => ({ type: "offer" });
      createAnswer = async () => ({ type: "answer" });
    }
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    side = open(room, { RTCPeerConnection: Old });
    await settle();
    assert.equal(room.of("offer").length, 1);
    await offered({});
    assert.equal(room.of("answer").length, 1);
  });

  it("offers although the implementation does not say that it should", async () => {
    class Silent extends FakeConnection {
      set onnegotiationneeded(_) {}
    }
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    side = open(room, { RTCPeerConnection: Silent });
    await settle();
    assert.equal(room.of("offer").length, 0);
    mock.timers.tick(500);
    await settle();
    assert.equal(room.of("offer").length, 1);
    side.peers.createDataChannel("chat");
    mock.timers.tick(500);
    await settle();
    assert.equal(room.of("offer").length, 1, "one at a time");

    for (const to of [undefined, "ada"]) {
      room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
      side = open(room, { RTCPeerConnection: Silent, receive: [] });
      await settle();
      side.peers.createDataChannel("chat", {}, to);
      mock.timers.tick(500);
      await settle();
      assert.equal(room.of("offer").length, 1, "with a channel that comes later");
    }
  });

  it("offers nothing where there is nothing to offer", async () => {
    await newcomer({ stream: undefined, receive: [] });
    mock.timers.tick(500);
    await settle();
    assert.equal(room.of("offer").length, 0);
  });

  it("says what the implementation cannot do, to who listens right after, and does the rest", async () => {
    class Poor extends FakeConnection {
      addTransceiver() {
        throw new Error("Not implemented");
      }
    }
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    side = open(room, { RTCPeerConnection: Poor });
    side.peers.createDataChannel("chat");
    await settle();
    assert.deepEqual(side.problems, ["protocol", "protocol"]);
    assert.equal(room.of("offer").length, 1);
  });

  it("says that no connection can be made, and tries again when it is asked to", async () => {
    let fails = true;
    class Refusing extends FakeConnection {
      constructor(configuration) {
        if (fails) throw new Error("no such scheme");
        super(configuration);
      }
    }
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    side = open(room, { RTCPeerConnection: Refusing });
    await settle();
    assert.deepEqual([side.problems, side.peers.get("ada").state], [["protocol"], "failed"]);
    room.signaling.emit("ice-servers");
    fails = false;
    side.peers.restartIce("ada");
    await settle();
    assert.equal(side.peers.get("ada").state, "calling");
  });

  it("connects anew where ICE cannot be restarted, and where an offer cannot be taken back", async () => {
    class Rigid extends FakeConnection {
      restartIce() {
        throw new Error("Not implemented");
      }
      setLocalDescription(description) {
        return description?.type === "rollback" ? Promise.reject(new Error("no")) : super.setLocalDescription();
      }
    }
    room = new FakeRoom(person("bob"), [person("ada", { polite: false })]);
    const made = [];
    side = open(room, {
      RTCPeerConnection: class extends Rigid {
        constructor(configuration) {
          super(configuration);
          made.push(this);
        }
      },
    });
    await settle();
    await answered();
    side.peers.restartIce("ada");
    await settle();
    assert.deepEqual([side.problems, made.length], [["protocol, retrying"], 2]);
    room.out.splice(0).at(-1).resolve({ type: "ack", seq: 30 });
    await settle();
    mock.timers.tick(35_000);
    await settle();
    assert.deepEqual([side.problems.at(-1), made.length], ["timeout, retrying", 3]);
  });

  it("has the ICE servers as the application wants them", async () => {
    await newcomer({ iceServers: (servers) => servers.map(({ urls }) => ({ urls, username: "1%3Aada" })) });
    room.signaling.iceServers = [{ urls: "turn:two" }];
    room.signaling.emit("ice-servers");
    assert.deepEqual(
      side.connection.configurations,
      ["stun:one", "turn:two"].map((urls) => ({ iceServers: [{ urls, username: "1%3Aada" }] })),
    );
    assert.throws(() => new PeerConnections(room, { RTCPeerConnection: FakeConnection, iceServers: [] }), TypeError);
  });

  it("is offered to, and offers itself when nothing comes", async () => {
    await present();
    assert.equal(room.of("offer").length, 0);
    mock.timers.tick(3000);
    await settle();
    assert.equal(room.of("offer").length, 1);
    assert.equal(side.peers.get("bob").state, "calling");
  });

  it("never offers to a viewer first", async () => {
    await present({ role: "viewer" });
    mock.timers.tick(60_000);
    await settle();
    assert.equal(room.of("offer").length, 0);
  });

  it("offers first in a call that it began, though the other came later", async () => {
    room = new FakeRoom(person("ada"), [person("bob")]);
    room.options = null;
    side = open(room);
    await settle();
    assert.equal(room.of("offer").length, 1);
  });

  it("connects in an sfu to the media server only", async () => {
    room = new FakeRoom(person("bob"), [
      person("ada", { polite: false }),
      person("sfu", { polite: false, role: "media-server" }),
    ]);
    room.pattern = "sfu";
    side = open(room);
    await settle();
    assert.deepEqual(partners(), ["sfu"]);
    assert.equal(room.of("offer")[0].to, "sfu");
  });

  it("waits for the answer while it is offline, and takes the offer back when none comes", async () => {
    await newcomer();
    room.ack(1);
    await settle();
    room.signaling.state = "reconnecting";
    mock.timers.tick(35_000);
    await settle();
    assert.deepEqual(side.problems, []);
    room.signaling.state = "connected";
    mock.timers.tick(35_000);
    await settle();
    assert.deepEqual(side.problems, ["timeout, retrying"]);
    const types = room.of("offer").map(({ offer }) => offer.type);
    assert.deepEqual(types, ["offer", "rollback", "offer"]);
  });

  it("gives up after three attempts and cleans up; asked to, it begins anew", async () => {
    await newcomer();
    for (let attempt = 1; attempt <= 3; attempt++) {
      while (room.out.length > 0) room.ack(10 * attempt);
      await settle();
      mock.timers.tick(35_000);
      await settle();
    }
    assert.deepEqual(side.problems, ["timeout, retrying", "timeout, retrying", "timeout"]);
    assert.equal(side.peers.get("ada").state, "failed");
    assert.equal(side.connection.signalingState, "closed");
    assert.deepEqual(
      room.of("connection-state").map(({ state }) => state),
      ["failed"],
    );

    side.peers.restartIce("ada");
    await settle();
    assert.equal(side.connections.length, 2);
    assert.equal(side.peers.get("ada").state, "calling");
  });

  it("keeps a connection that works, however often a further negotiation fails", async () => {
    await newcomer();
    await answered();
    side.connection.become("connected");
    side.peers.addTrack(track("screen"));
    for (let attempt = 1; attempt <= 5; attempt++) {
      await settle();
      while (room.out.length > 0) room.ack(10 * attempt);
      await settle();
      mock.timers.tick(35_000);
    }
    await settle();
    assert.equal(side.connections.length, 1);
    assert.equal(side.peers.get("ada").state, "connected");
    assert.equal(side.problems.at(-1), "timeout, retrying");
  });

  it("reports what its connection does, and looks for another way when it is interrupted", async () => {
    await newcomer();
    await answered();
    side.connection.become("connecting");
    side.connection.become("connected");
    side.connection.become("disconnected");
    assert.equal(side.peers.get("ada").state, "connected");
    mock.timers.tick(5000);
    await settle();
    assert.equal(side.peers.get("ada").state, "calling");
    side.connection.become("connected");
    assert.equal(side.peers.get("ada").state, "connected");
    assert.equal(room.of("offer").length, 2);
    assert.deepEqual(
      room.of("connection-state").map(({ state }) => state),
      ["connected", "disconnected", "connected"],
    );
  });

  it("restarts at once when its connection fails", async () => {
    await newcomer();
    await answered();
    side.connection.become("failed");
    await settle();
    assert.deepEqual(side.problems, ["network, retrying"]);
    assert.equal(room.of("offer").length, 2);
  });

  it("mends what broke while it was away, and leaves the rest", async () => {
    await newcomer();
    await answered();
    side.connection.become("connected");
    room.emit("resumed", { room, missed: 0 });
    await settle();
    assert.equal(room.of("offer").length, 1);
    side.connection.become("disconnected");
    room.emit("resumed", { room, missed: 0 });
    await settle();
    assert.equal(room.of("offer").length, 2);
  });

  it("follows the roster after a resume", async () => {
    await newcomer();
    const [former] = side.connections;
    room.participants.delete("ada");
    room.participants.set("carol", person("carol"));
    room.emit("resumed", { room, missed: 3 });
    assert.deepEqual(partners(), ["carol"]);
    assert.equal(former.signalingState, "closed");
  });

  it("takes the offers of those whom a later roster brings", async () => {
    await present();
    room.participants.delete("bob");
    room.participants.set("carol", person("carol"));
    room.emit("roster", { room });
    room.emit("offer", { type: "offer", offer: { type: "offer", sdp: describeAs() }, from: "carol", seq: 9 });
    await settle();
    assert.deepEqual(partners(), ["carol"]);
    assert.equal(room.of("answer")[0].to, "carol");
  });

  it("offers first to those whom a later roster brings when its page is new", async () => {
    room = new FakeRoom(person("ada"), []);
    room.isBack = true;
    side = open(room);
    room.participants.set("bob", person("bob"));
    room.emit("roster", { room });
    await settle();
    assert.equal(room.of("offer").length, 1);
    room.tell("peer-joined", person("carol"));
    await settle();
    assert.equal(room.of("offer").length, 1);
  });

  it("connects to whom a change of role makes a partner, and ends what is none any more", async () => {
    room = new FakeRoom(person("bob", { role: "viewer" }), [
      person("ada", { role: "viewer", polite: false }),
      person("carol"),
    ]);
    side = open(room);
    await settle();
    const offersTo = () => room.of("offer").map(({ to }) => to);
    assert.deepEqual([partners(), offersTo()], [["carol"], ["carol"]]);
    room.tell("peer-updated", person("ada", { polite: false }));
    await settle();
    assert.deepEqual(
      [partners(), offersTo()],
      [
        ["carol", "ada"],
        ["carol", "ada"],
      ],
    );
    room.tell("peer-updated", person("carol", { role: "viewer" }));
    assert.deepEqual(partners(), ["ada"]);
    room.tell("peer-updated", person("bob"));
    await settle();
    assert.deepEqual(
      [partners(), offersTo()],
      [
        ["ada", "carol"],
        ["carol", "ada"],
      ],
    ); // a viewer offers first
  });

  it("offers to all anew when it has another place", async () => {
    await newcomer();
    const [former] = side.connections;
    room.self = person("bob-again");
    room.emit("rejoined", { room, reason: "resume-expired" });
    await settle();
    assert.equal(former.signalingState, "closed");
    assert.equal(side.connections.length, 2);
    assert.equal(room.of("offer").length, 2);
  });

  it("does not offer again to who rejected its offer", async () => {
    await newcomer();
    room.ack(5);
    await settle();
    room.emit("reject", { type: "reject", from: "ada", reason: "busy", seq: 6 });
    room.emit("negotiation", { type: "negotiation", state: "rejected", from: "bob", to: "ada", seq: 6 });
    await settle();
    assert.deepEqual(side.problems, ["protocol"]);
    assert.equal(side.peers.get("ada").state, "failed");
    assert.equal(room.of("offer").length, 1);
  });

  it("waits for the offers of one who takes none, as clients of WHIP do", async () => {
    const room = new FakeRoom(person("vera", { role: "viewer" }), [person("hans", { role: "host", polite: false })]);
    room.pattern = "broadcast";
    const { peers, connections, problems } = open(room);
    await settle();
    assert.equal(room.of("offer").length, 1);
    const [place] = connections;
    while (room.out.length > 1) room.out.pop();
    room.refuse("not-allowed");
    await settle();
    assert.deepEqual([problems, peers.get("hans").state], [[], "calling"]);

    const sender = new FakeConnection();
    sender.addTrack(track("picture"), stream());
    await sender.setLocalDescription();
    room.emit("offer", {
      type: "offer",
      from: "hans",
      seq: 5,
      offer: { type: "offer", sdp: sender.localDescription.sdp },
    });
    await settle();
    assert.deepEqual(
      [connections.length, place.signalingState, room.of("offer").length, room.of("answer").length],
      [2, "closed", 1, 1],
    );
  });

  it("says that the service refused its offer; not when it was overtaken", async () => {
    await newcomer();
    room.refuse("no-such-peer");
    await settle();
    assert.deepEqual(side.problems, []);
    side.peers.close();
    await newcomer();
    room.refuse("bad-sdp");
    await settle();
    assert.deepEqual(side.problems, ["protocol"]);
  });

  it("hands candidates on, and says when there are no more", async () => {
    await newcomer();
    side.connection.onicecandidate({ candidate: { toJSON: () => ({ candidate: "one" }) } });
    side.connection.onicecandidate({ candidate: null });
    await settle();
    const said = room.of("ice-candidate");
    assert.deepEqual(JSON.parse(JSON.stringify(said.map(({ candidate, to }) => [candidate, to]))), [
      [{ candidate: "one" }, "ada"],
      [null, "ada"],
    ]);
    await answered();
    room.emit("ice-candidate", { type: "ice-candidate", from: "ada", candidate: null, seq: 8 });
    await settle();
    assert.deepEqual(side.connection.candidates, [undefined]);
  });

  it("takes no candidate before the offer with which another connection begins", async () => {
    await agreed();
    const offer = { type: "offer", sdp: describeAs({ id: 78, ufrag: "78", hashes: ["sha-256 AB:78"] }) };
    room.emit("offer", { type: "offer", offer, from: "ada", seq: 50 });
    await null; // it is being taken
    assert.equal(side.connections.length, 2);
    room.emit("ice-candidate", { type: "ice-candidate", from: "ada", candidate: { candidate: "c" }, seq: 51 });
    await settle();
    assert.deepEqual(side.connection.candidates, [{ candidate: "c" }]);
  });

  it("takes an offer after it has given up while another was being taken", async () => {
    await present({}, { timeouts: { offerMs: 1e9, connectMs: 1e3 } });
    room.emit("offer", { type: "offer", offer: { type: "offer", sdp: describeAs() }, from: "bob", seq: 1 });
    await settle();
    side.connection.setRemoteDescription = () => new Promise(() => {}); // as browsers when it is closed meanwhile
    room.emit("offer", {
      type: "offer",
      offer: { type: "offer", sdp: describeAs({ version: 2 }) },
      from: "bob",
      seq: 2,
    });
    await settle();
    for (let attempt = 1; attempt <= 3; attempt++) side.connection.become("failed");
    assert.equal(side.peers.get("bob").state, "failed");
    const next = describeAs({ id: 78, ufrag: "78", hashes: ["sha-256 AB:78"] });
    room.emit("offer", { type: "offer", offer: { type: "offer", sdp: next }, from: "bob", seq: 3 });
    await settle();
    assert.equal(side.connection.remoteDescription?.sdp, next);
  });

  it("takes new ICE servers into the connections that it has", async () => {
    await newcomer({ rtc: { iceTransportPolicy: "relay" } });
    room.signaling.iceServers = [{ urls: "turn:two" }];
    room.signaling.emit("ice-servers");
    assert.deepEqual(side.connection.configurations, [
      { iceServers: [{ urls: "stun:one" }], iceTransportPolicy: "relay" },
      { iceServers: [{ urls: "turn:two" }], iceTransportPolicy: "relay" },
    ]);
  });

  it("uses a removed track's place for the next one", async () => {
    await newcomer({ receive: [] });
    await answered();
    const screen = track("screen");
    side.peers.addTrack(screen);
    side.peers.removeTrack(screen);
    side.peers.addTrack(track("other screen"));
    await settle();
    assert.deepEqual(
      side.connection.getTransceivers().map(({ sender }) => sender.track.id),
      ["camera", "other screen"],
    );
  });

  it("replaces a track without negotiating", async () => {
    const camera = track("camera");
    await newcomer({ stream: stream(camera) });
    await side.peers.replaceTrack(camera, track("other camera"));
    assert.equal(side.connection.getTransceivers()[0].sender.track.id, "other camera");
    assert.throws(() => side.peers.removeTrack(camera), /not sent/);
  });

  it("opens a channel to everybody, or to one", async () => {
    await newcomer();
    side.peers.createDataChannel("chat");
    assert.deepEqual(side.channels, ["chat"]);
    room.tell("peer-joined", person("carol"));
    assert.equal(side.peers.createDataChannel("file", {}, "carol").label, "file");
    assert.equal(side.peers.get("carol").state, "idle");
    await settle();
    assert.equal(side.peers.get("carol").state, "calling");
    assert.deepEqual(side.channels, ["chat", "chat"]);
  });

  it("minds its own connections where a pair has several", async () => {
    await newcomer({ pc: "screen" });
    assert.equal(room.of("offer")[0].pc, "screen");
    room.emit("offer", { type: "offer", offer: { type: "offer", sdp: "bad" }, from: "ada", seq: 9 });
    await settle();
    assert.deepEqual(side.problems, []);
  });

  it("ends with its room, and says so when only the connections end", async () => {
    await newcomer();
    side.peers.close();
    assert.deepEqual(
      room.of("connection-state").map(({ state }) => state),
      ["closed"],
    );
    assert.equal(side.connection.signalingState, "closed");
    assert.throws(() => side.peers.addTrack(track("late")), /closed/);
    await newcomer();
    room.emit("left", { reason: "kicked" });
    assert.equal(side.connection.signalingState, "closed");
    assert.equal(room.of("connection-state").length, 0);
  });

  it("refuses what makes no sense and sends nothing", async () => {
    await newcomer();
    const before = room.sent.length;
    const { peers } = side;
    assert.throws(() => new PeerConnections({}), TypeError);
    assert.throws(() => new PeerConnections(room, { RTCPeerConnection: FakeConnection, stream: 1 }), TypeError);
    assert.throws(
      () => new PeerConnections(room, { RTCPeerConnection: FakeConnection, timeouts: { connectMs: 0 } }),
      TypeError,
    );
    assert.throws(
      () => new PeerConnections(room, { RTCPeerConnection: FakeConnection, timeouts: { connectSeconds: 1 } }),
      TypeError,
    );
    assert.throws(
      () => new PeerConnections(room, { RTCPeerConnection: FakeConnection, receive: ["smell"] }),
      TypeError,
    );
    assert.throws(() => new PeerConnections(room, { RTCPeerConnection: FakeConnection, pc: "" }), TypeError);
    assert.throws(
      () => new PeerConnections(room, { RTCPeerConnection: FakeConnection, streams: [] }),
      /There is no option "streams"/,
    );
    assert.throws(() => peers.addTrack({}), TypeError);
    assert.throws(() => peers.addTrack(track("a"), {}), TypeError);
    assert.throws(() => peers.addStream(null), TypeError);
    assert.throws(() => peers.removeTrack(track("never")), /not sent/);
    assert.throws(() => peers.replaceTrack(track("a"), track("b", "audio")), TypeError);
    assert.throws(() => peers.createDataChannel(7), TypeError);
    assert.throws(() => peers.createDataChannel("chat", {}, "nobody"), /no connection/);
    assert.throws(() => peers.restartIce("nobody"), /no connection/);
    assert.throws(() => peers.on("nothing", () => {}), TypeError);
    assert.equal(room.sent.length, before);
  });
});
