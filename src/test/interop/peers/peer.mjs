import { Wire } from "./wire.mjs";

/**
 * One participant: carries what a stack says to the other one of the room and back. A stack is `offer(step)`, `answer(offer)`,
 * `accept(answer)`, `candidate(candidate)` and `send(text)`, and calls the events `candidate`, `open`, `text`, `media` and `failed`.
 * What happens is reported: `{event: "sent", type, reply, ...}`, `received`, `negotiated`, `open`, `pong`, `media`,
 * `failed`.
 */
export class Peer {
  #wire;
  #stack;
  #report;
  #other;
  #turns = Promise.resolve();

  constructor({ WebSocket, url, token, report }) {
    this.#report = report;
    this.#wire = new Wire({ WebSocket, url, token, onFrame: (frame) => this.#inTurn(() => this.#receive(frame)) });
  }

  /** @param channel whether this side opens the data channel though the other one offers */
  async join(room, makeStack, channel) {
    await this.#wire.opened;
    const joined = await this.#wire.request({ type: "join", room });
    this.#other = joined.participants?.[0]?.peer;
    this.#stack = await makeStack({
      candidate: (candidate) => this.#send({ type: "ice-candidate", candidate }),
      open: () => this.#report({ event: "open" }),
      text: (text) => this.#read(text),
      media: () => this.#report({ event: "media" }),
      failed: (error) => this.#failed(error),
    });
    if (channel) this.#stack.channel();
    this.#report({ event: "joined" });
  }

  offer(step) {
    this.#inTurn(async () => this.#describe(await this.#stack.offer(step)));
  }

  ping(text) {
    this.#stack.send(text);
  }

  #read(text) {
    if (text === "ping") this.#stack.send("pong");
    else if (text.includes("pong")) this.#report({ event: "pong" });
  }

  /** Descriptions and candidates are given to the stack one after the other, in the order in which they came. */
  #inTurn(task) {
    this.#turns = this.#turns.then(task).catch((error) => this.#failed(error));
  }

  async #receive(frame) {
    if (frame.type === "peer-joined") this.#other = frame.peer.peer;
    if (!["offer", "answer", "ice-candidate"].includes(frame.type)) return;
    this.#report({ event: "received", type: frame.type });
    if (frame.type === "offer") {
      await this.#describe(await this.#stack.answer(frame.offer), frame.seq);
    } else if (frame.type === "answer") {
      await this.#stack.accept(frame.answer);
      this.#report({ event: "negotiated" });
    } else {
      await this.#stack.candidate(frame.candidate);
    }
  }

  #describe({ type, sdp }, re) {
    return this.#send({ type, [type]: { type, sdp }, re });
  }

  async #send(frame) {
    const reply = await this.#wire.request({ ...frame, to: this.#other });
    this.#report({
      event: "sent",
      type: frame.type,
      what: frame[frame.type]?.sdp ?? frame.candidate,
      reply: reply.type,
      code: reply.code,
      message: reply.message,
    });
  }

  #failed(error) {
    this.#report({ event: "failed", message: String(error?.message ?? error).split("\n")[0] });
  }
}
