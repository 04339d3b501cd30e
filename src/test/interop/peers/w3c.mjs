/** A stack with the API of the W3C: browsers, `@roamhq/wrtc`, werift. */
export class W3c {
  #events;
  #channel;

  constructor(RTCPeerConnection, events) {
    this.#events = events;
    this.pc = new RTCPeerConnection({ iceServers: [] });
    this.pc.onicecandidate = ({ candidate }) => events.candidate(candidate?.toJSON?.() ?? candidate ?? null);
    this.pc.ondatachannel = ({ channel }) => this.#use(channel);
    this.pc.ontrack = () => this.#watch();
  }

  channel() {
    this.#use(this.pc.createDataChannel("interop"));
  }

  async offer(step) {
    if (step === "first") this.channel();
    if (step === "media") this.pc.addTransceiver("audio", { direction: "sendrecv" });
    await this.pc.setLocalDescription(await this.pc.createOffer({ iceRestart: step === "restart" }));
    return this.pc.localDescription;
  }

  async answer(offer) {
    await this.pc.setRemoteDescription(offer);
    await this.pc.setLocalDescription(await this.pc.createAnswer());
    return this.pc.localDescription;
  }

  async accept(answer) {
    await this.pc.setRemoteDescription(answer);
  }

  async candidate(candidate) {
    if (candidate?.candidate) await this.pc.addIceCandidate(candidate);
  }

  send(text) {
    this.#channel.send(text);
  }

  /** Says so when packets come. */
  async #watch() {
    while (this.pc.connectionState !== "closed") {
      const stats = [...(await this.pc.getStats()).values()];
      if (stats.some(({ type, packetsReceived }) => type === "inbound-rtp" && packetsReceived > 0))
        return this.#events.media();
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  #use(channel) {
    this.#channel = channel;
    channel.onmessage = ({ data }) => this.#events.text(String(data));
    if (channel.readyState === "open") this.#events.open();
    else channel.onopen = () => this.#events.open();
  }
}
