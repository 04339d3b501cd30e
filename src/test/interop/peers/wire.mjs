/** A connection to the service by its wire protocol, without the client of this project (docs/protocol.md). */
export class Wire {
  #socket;
  #waiting = new Map();
  #ids = 0;

  /** @param onFrame is given every frame that is not a reply */
  constructor({ WebSocket, url, token, onFrame }) {
    const credentials = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    this.#socket = new WebSocket(url, ["signaling.v1.json", credentials]);
    this.opened = new Promise((resolve, reject) => {
      this.#socket.onerror = () => reject(new Error("the service cannot be reached"));
      this.#socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.type === "welcome") resolve();
        const waiting = this.#waiting.get(frame.id);
        this.#waiting.delete(frame.id);
        if (waiting) waiting(frame);
        else onFrame(frame);
      };
    });
  }

  /** Promises the reply, an error too. */
  request(frame) {
    const id = String(++this.#ids);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ ...frame, id }));
    });
  }
}
