/** SIP.js' session description handler, which sends whole descriptions after gathering and never trickles. */
export class Sip {
  #handler;
  #events;
  #options = { dataChannel: true, dataChannelLabel: "interop", constraints: { audio: false, video: false } };

  constructor({ SessionDescriptionHandler }, events) {
    this.#events = events;
    const log = () => {};
    const logger = { debug: log, log, warn: log, error: log };
    this.#handler = new SessionDescriptionHandler(logger, () => Promise.resolve(new MediaStream()), {
      iceGatheringTimeout: 2000,
      peerConnectionConfiguration: { iceServers: [] },
    });
    this.#handler.peerConnectionDelegate = { ondatachannel: () => this.#use() };
  }

  async offer(step) {
    if (step === "media") this.#handler.peerConnection.addTransceiver("audio");
    const offer = await this.#describe("offer", step === "restart" ? { offerOptions: { iceRestart: true } } : {});
    if (step === "first") this.#use();
    return offer;
  }

  async answer({ sdp }) {
    await this.#handler.setDescription(sdp, this.#options);
    return this.#describe("answer", {});
  }

  async accept({ sdp }) {
    await this.#handler.setDescription(sdp, this.#options);
  }

  /** It has no way to take one; a gateway would have to wait for all and write them into the description. */
  async candidate(candidate) {
    if (candidate?.candidate) await this.#handler.peerConnection.addIceCandidate(candidate);
  }

  send(text) {
    this.#handler.dataChannel.send(text);
  }

  async #describe(type, options) {
    const { body } = await this.#handler.getDescription({ ...this.#options, ...options });
    return { type, sdp: body };
  }

  #use() {
    const channel = this.#handler.dataChannel;
    channel.onmessage = ({ data }) => this.#events.text(data);
    if (channel.readyState === "open") this.#events.open();
    else channel.onopen = () => this.#events.open();
  }
}
