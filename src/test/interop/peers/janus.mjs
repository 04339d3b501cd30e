/** Janus by its WebSocket API: `textroom` offers, `echotest` answers; both have a data channel. */
export class Janus {
  #socket;
  #events;
  #waiting = new Map();
  #transactions = 0;
  #description;
  #session;
  #handle;

  static async connect(WebSocket, url, events) {
    const janus = new Janus();
    janus.#events = events;
    janus.#socket = new WebSocket(url, "janus-protocol");
    await new Promise((resolve, reject) => Object.assign(janus.#socket, { onopen: resolve, onerror: reject }));
    janus.#socket.onmessage = ({ data }) => janus.#read(JSON.parse(data));
    janus.#session = (await janus.#request({ janus: "create" })).data.id;
    return janus;
  }

  async offer(step) {
    if (step === "first") await this.#attach("textroom");
    if (step === "media") throw new Error("its textroom has nothing to add");
    return this.#ask({ request: step === "restart" ? "restart" : "setup" });
  }

  async answer(offer) {
    if (!this.#handle) await this.#attach("echotest");
    return this.#ask({ audio: true }, { type: offer.type, sdp: offer.sdp });
  }

  async accept({ type, sdp }) {
    await this.#request({ janus: "message", body: { request: "ack" }, jsep: { type, sdp } });
  }

  async candidate(candidate) {
    await this.#request({ janus: "trickle", candidate: candidate?.candidate ? candidate : { completed: true } });
  }

  /** Its plugins say what they like on the channel: it answers pings, and never sends one. */
  send() {}

  async #attach(plugin) {
    this.#handle = (await this.#request({ janus: "attach", plugin: `janus.plugin.${plugin}` })).data.id;
  }

  #ask(body, jsep) {
    return new Promise((resolve) => {
      this.#description = resolve;
      this.#request({ janus: "message", body, jsep });
    });
  }

  #request(message) {
    const transaction = String(++this.#transactions);
    return new Promise((resolve) => {
      this.#waiting.set(transaction, resolve);
      const at = { session_id: this.#session, handle_id: this.#handle };
      this.#socket.send(JSON.stringify({ ...message, ...at, transaction }));
    });
  }

  #read(message) {
    if (message.janus === "event") {
      const { error } = message.plugindata.data;
      if (error) this.#events.failed(error);
      if (message.jsep) this.#description(message.jsep);
      return;
    }
    if (message.janus === "trickle") this.#events.candidate(message.candidate);
    if (message.janus === "webrtcup") this.#events.open();
    if (message.janus === "media" && message.receiving) this.#events.media();
    if (message.janus === "error") this.#events.failed(message.error.reason);
    this.#waiting.get(message.transaction)?.(message);
    this.#waiting.delete(message.transaction);
  }
}
