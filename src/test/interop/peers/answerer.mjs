import { Wire } from "./wire.mjs";

/** Somebody in a broadcast who answers what clients of WHIP or WHEP offer, with a connection of the W3C's API. */
export class Answerer {
  #wire;
  #connection;
  #stream;
  #room;
  #turns = Promise.resolve();

  /** @param stream what it sends; none if it only watches */
  static async join(connection, stream, { WebSocket, url, token, room, role }) {
    const answerer = new Answerer();
    const onFrame = (frame) => (answerer.#turns = answerer.#turns.then(() => answerer.#take(frame)));
    answerer.#connection = connection;
    answerer.#stream = stream;
    answerer.#room = room;
    answerer.#wire = new Wire({ WebSocket, url, token, onFrame });
    await answerer.#wire.opened;
    const metadata = role === "viewer" ? { answers: true } : {};
    const joined = await answerer.#wire.request({ type: "join", room, pattern: "broadcast", role, metadata });
    if (joined.type !== "joined") throw new Error(joined.message);
  }

  async #take({ type, from, offer, candidate }) {
    if (type === "offer") await this.#answer(from, offer);
    if (type === "ice-candidate" && candidate) await this.#connection.addIceCandidate(candidate);
  }

  async #answer(to, offer) {
    const connection = this.#connection;
    const say = (frame) => this.#wire.request({ ...frame, room: this.#room, to });
    const early = [];
    let pass = (candidate) => early.push(candidate);
    connection.onicecandidate = ({ candidate }) => pass(candidate?.toJSON() ?? null);
    await connection.setRemoteDescription(offer);
    this.#stream?.getTracks().forEach((track) => connection.addTrack(track, this.#stream));
    await connection.setLocalDescription();
    const { type, sdp } = connection.localDescription;
    await say({ type: "answer", answer: { type, sdp } });
    pass = (candidate) => say({ type: "ice-candidate", candidate });
    early.forEach(pass);
  }
}
