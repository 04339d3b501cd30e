/** libdatachannel by its own API in Node: it makes answers by itself. */
export class NodeDataChannel {
  #library;
  #pc;
  #events;
  #channel;
  #tracks = [];
  #description;

  constructor(library, events) {
    this.#library = library;
    this.#events = events;
    this.#pc = new library.PeerConnection("interop", { iceServers: [], disableAutoNegotiation: true });
    this.#pc.onLocalDescription((sdp, type) => this.#description?.({ type, sdp }));
    this.#pc.onLocalCandidate((candidate, sdpMid) => events.candidate({ candidate, sdpMid }));
    this.#pc.onDataChannel((channel) => this.#use(channel));
  }

  offer(step) {
    if (step === "restart") throw new Error("it has no ICE restart");
    if (step === "first") this.#use(this.#pc.createDataChannel("interop"));
    if (step === "media") {
      const audio = new this.#library.Audio("audio", "SendRecv");
      audio.addOpusCodec(111);
      this.#tracks.push(this.#pc.addTrack(audio));
    }
    return this.#next(() => this.#pc.setLocalDescription("offer"));
  }

  answer(offer) {
    return this.#next(() => {
      this.#pc.setRemoteDescription(offer.sdp, offer.type);
      this.#pc.setLocalDescription("answer");
    });
  }

  async accept(answer) {
    this.#pc.setRemoteDescription(answer.sdp, answer.type);
  }

  async candidate(candidate) {
    if (candidate?.candidate) this.#pc.addRemoteCandidate(candidate.candidate, candidate.sdpMid ?? "0");
  }

  send(text) {
    this.#channel.sendMessage(text);
  }

  #next(begin) {
    return new Promise((resolve) => {
      this.#description = resolve;
      begin();
    });
  }

  #use(channel) {
    this.#channel = channel;
    channel.onMessage((text) => this.#events.text(String(text)));
    if (channel.isOpen()) this.#events.open();
    else channel.onOpen(() => this.#events.open());
  }
}
