/** simple-peer decides by itself when it makes descriptions: each `signal` is relayed as what it is. */
export class SimplePeerStack {
  #peer;
  #events;
  #description;

  constructor(SimplePeer, wrtc, events) {
    this.#events = events;
    this.make = (initiator) => {
      this.#peer = new SimplePeer({ initiator, wrtc });
      this.#peer.on("signal", (signal) => this.#signal(signal));
      this.#peer.on("connect", () => events.open());
      this.#peer.on("data", (data) => events.text(new TextDecoder().decode(data)));
      this.#peer.on("error", (error) => events.failed(error));
    };
  }

  async offer(step) {
    if (step === "restart") throw new Error("it has no ICE restart");
    return this.#next(() => (step === "first" ? this.make(true) : this.#peer.addTransceiver("audio")));
  }

  async answer(offer) {
    if (!this.#peer) this.make(false);
    return this.#next(() => this.#peer.signal(offer));
  }

  async accept(answer) {
    this.#peer.signal(answer);
  }

  async candidate(candidate) {
    if (candidate?.candidate) this.#peer.signal({ type: "candidate", candidate });
  }

  send(text) {
    this.#peer.send(text);
  }

  #next(begin) {
    return new Promise((resolve) => {
      this.#description = resolve;
      begin();
    });
  }

  #signal(signal) {
    if (signal.sdp) this.#description(signal);
    else if (signal.candidate) this.#events.candidate(signal.candidate);
    else this.#events.failed(`a signal that is neither: ${JSON.stringify(signal)}`);
  }
}
