import { Janus } from "./janus.mjs";
import { Wire } from "./wire.mjs";

/** The media server of a room, which Janus is: its plugin `echotest` answers each offer, and tells when media come. */
export class MediaServer {
  #wire;
  #janus;
  #room;
  #receiving;
  #other;

  static async join({ WebSocket, url, token, room }) {
    const server = new MediaServer();
    server.#room = room;
    server.#receiving = new Promise((resolve, reject) => {
      server.#janus = Janus.connect(WebSocket, "ws://127.0.0.1:8188", {
        candidate: (candidate) =>
          server.#say({ type: "ice-candidate", candidate: candidate?.completed ? null : candidate }),
        open: () => {},
        media: resolve,
        failed: (error) => reject(new Error(error)),
      });
    });
    server.#janus = await server.#janus;
    server.#wire = new Wire({ WebSocket, url, token, onFrame: (frame) => server.#take(frame) });
    await server.#wire.opened;
    const joined = await server.#wire.request({ type: "join", room, pattern: "sfu", role: "media-server" });
    if (joined.type !== "joined") throw new Error(joined.message);
    return server;
  }

  receives(seconds) {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error(`Janus gets nothing within ${seconds} s`)), seconds * 1000),
    );
    return Promise.race([this.#receiving, late]);
  }

  async #take({ type, from, offer, candidate }) {
    this.#other ??= from;
    if (type === "offer") {
      const { sdp } = await this.#janus.answer(offer);
      await this.#say({ type: "answer", answer: { type: "answer", sdp } });
    }
    if (type === "ice-candidate") await this.#janus.candidate(candidate);
  }

  #say(frame) {
    return this.#wire.request({ ...frame, room: this.#room, to: this.#other });
  }
}
