// Offers and answers of one RTCPeerConnection: "perfect negotiation" (W3C WebRTC, section 10.7) in the order of the room's log.

const describe = ({ type, sdp }) => ({ type, sdp });

/** What tells RTCPeerConnections apart: an offer's session id, an answer's certificate. */
const ORIGIN = { offer: /^o=\S+ (\S+)/m, answer: /^a=fingerprint:(.+?)\r?$/m };

/** Something newer has overtaken the frame; what follows comes by itself. */
const OVERTAKEN = ["no-such-peer", "wrong-state", "not-in-room", "closed", "resume-expired", "no-such-room", "room-closed"];
const isOvertaken = ({ code }) => OVERTAKEN.includes(code);

/** Asks this client at the other end for a fresh connection. */
const UNFIT = "The offer does not fit.";

/** Tells its peer how things go: `turned` to calling, answering or settled; `failed`, with a remedy: `restart`, `fresh` (another connection), `stop`, `none`. */
export class Negotiation {
  #connection;
  #peer;
  #enabled = false;
  #wanted = false;
  #makingOffer = false;
  #ignoringOffer = false;
  #answering = false;
  #offer = null;
  #withdrawn = 0;
  #timer;
  #reason;

  /** It offers nothing before it is enabled or has taken an offer. */
  constructor(connection, peer) {
    this.#connection = connection;
    this.#peer = peer;
    connection.onnegotiationneeded = () => this.#offerIfEnabled();
  }

  enable() {
    this.#enabled = true;
    if (this.#wanted) this.#offerIfEnabled();
  }

  restart() {
    this.#connection.restartIce();
    this.enable();
  }

  close() {
    clearTimeout(this.#timer);
    this.#connection.onnegotiationneeded = null;
    this.#offer = null;
  }

  /** Whether the peer has made another RTCPeerConnection. */
  isForeign({ type, sdp }) {
    const originOf = (text) => ORIGIN[type]?.exec(text ?? "")?.[1];
    const [known, origin] = [originOf(this.#connection.remoteDescription?.sdp), originOf(sdp)];
    return known !== undefined && origin !== undefined && known !== origin;
  }

  /** Whether an offer that comes now would lose against one's own. */
  get wouldIgnore() {
    return this.#isBusy && this.#peer.participant.polite;
  }

  async takeOffer({ offer, seq }) {
    if (offer.type === "rollback") return this.#rollBackRemote();
    this.#ignoringOffer = this.wouldIgnore;
    if (this.#ignoringOffer) return;
    this.#forgetOffer();
    this.#peer.turned("answering");
    this.#answering = true;
    try {
      await this.#connection.setRemoteDescription(offer);
      this.#peer.prepare();
      this.#enabled = true;
      await this.#connection.setLocalDescription();
    } catch (error) {
      return this.#refuse(seq, error);
    } finally {
      this.#answering = false;
    }
    this.#sendQuietly({ type: "answer", answer: describe(this.#connection.localDescription), re: seq });
    this.#peer.turned("settled");
  }

  async takeAnswer({ answer, re }) {
    if (!this.#isMine(re) || !this.#connection.signalingState.startsWith("have-")) return;
    clearTimeout(this.#timer);
    if (answer.type === "pranswer") this.#watch();
    try {
      if (this.isForeign(answer)) throw new Error("it comes from another connection.");
      await this.#connection.setRemoteDescription(answer);
    } catch (error) {
      await this.#withdraw();
      return this.#fail("protocol", "fresh", "The answer does not fit", error);
    }
    if (answer.type === "pranswer") return;
    this.#forgetOffer();
    this.#peer.turned("settled");
  }

  async takeCandidate({ candidate }) {
    if (!this.#connection.remoteDescription) return;
    try {
      await this.#connection.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      if (!this.#ignoringOffer && !this.#isClosed) this.#fail("protocol", "none", "A candidate does not fit", error);
    }
  }

  takeReject({ reason }) {
    this.#reason = reason;
  }

  /** The service's word on one's own offer; what is older than the offer is about another. */
  async takeVerdict({ state, seq }) {
    if (!this.#offer?.seq || seq < this.#offer.seq) return;
    if (state === "timeout") await this.#expire();
    if (state !== "rejected") return;
    const reason = this.#reason;
    await this.#rollBack();
    this.#fail("protocol", reason === UNFIT ? "fresh" : "stop", "The offer was rejected", reason && new Error(reason));
  }

  get #isClosed() {
    return this.#connection.signalingState === "closed";
  }

  get #isBusy() {
    return this.#makingOffer || this.#connection.signalingState !== "stable";
  }

  async #offerIfEnabled() {
    this.#wanted = !this.#enabled;
    // An answer that is being made would take the place of this offer; after it the browser asks again.
    if (!this.#enabled || this.#isClosed || this.#answering) return;
    try {
      this.#makingOffer = true;
      await this.#connection.setLocalDescription();
      const description = this.#connection.localDescription;
      if (description?.type !== "offer") return;
      this.#peer.turned("calling");
      this.#send(describe(description));
    } catch (error) {
      this.#fail("protocol", "fresh", "No offer can be made", error);
    } finally {
      this.#makingOffer = false;
    }
  }

  async #send(description) {
    this.#forgetOffer();
    const offer = { seq: null };
    this.#offer = offer;
    try {
      const { seq } = await this.#peer.send({ type: "offer", offer: description });
      offer.seq = seq;
      if (this.#offer === offer) this.#watch();
    } catch (error) {
      if (this.#offer !== offer || isOvertaken(error)) return;
      await this.#rollBack();
      if (error.retryable) this.#fail("network", "restart", "The offer was not taken", error);
      else this.#fail("protocol", "stop", "The offer was refused", error);
    }
  }

  /** Offline, the answer may be waiting at the service. */
  #watch() {
    const { isOnline, timeouts } = this.#peer.owner;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (isOnline() ? this.#expire(true) : this.#watch()), timeouts.negotiationMs);
  }

  async #expire(isOwn) {
    if (isOwn) await this.#withdraw();
    else await this.#rollBack();
    this.#fail("timeout", "restart", "The offer was not answered in time");
  }

  #isMine(re) {
    if (!this.#offer) return false;
    if (re === undefined) return true;
    return this.#offer.seq ? re === this.#offer.seq : re > this.#withdrawn;
  }

  #forgetOffer() {
    clearTimeout(this.#timer);
    this.#withdrawn = Math.max(this.#withdrawn, this.#offer?.seq ?? 0);
    this.#offer = null;
    this.#reason = undefined;
  }

  async #withdraw() {
    this.#sendQuietly({ type: "offer", offer: { type: "rollback" } });
    await this.#rollBack();
  }

  async #rollBack() {
    this.#forgetOffer();
    if (this.#connection.signalingState !== "have-local-offer") return;
    this.#enabled = false;
    await this.#connection.setLocalDescription({ type: "rollback" });
  }

  async #rollBackRemote() {
    if (this.#connection.signalingState === "have-remote-offer") await this.#connection.setRemoteDescription({ type: "rollback" });
  }

  async #refuse(seq, error) {
    if (this.#isClosed) return;
    this.#sendQuietly({ type: "reject", re: seq, reason: UNFIT });
    await this.#rollBackRemote();
    this.#peer.turned("settled");
    this.#fail("protocol", "none", "The offer does not fit", error);
  }

  #sendQuietly(frame) {
    this.#peer.send(frame).catch((error) => {
      if (!isOvertaken(error)) this.#fail(error.retryable ? "network" : "protocol", "none", `Refused: ${frame.type}`, error);
    });
  }

  #fail(kind, remedy, text, cause) {
    if (!this.#isClosed) this.#peer.failed(kind, remedy, cause ? `${text}: ${cause.message}` : `${text}.`, cause);
  }
}
