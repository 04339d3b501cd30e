// Offers and answers of one RTCPeerConnection: "perfect negotiation" (W3C WebRTC, section 10.7) in the order of the room's log.

import { identityOf, restarts, share } from "./identity.js";

/** How long after a change an implementation has to say that it takes an offer, in ms; most do in the same turn. */
const ANNOUNCED_WITHIN = 500;

const describe = ({ type, sdp }) => ({ type, sdp });

/** Something newer has overtaken the frame; what follows comes by itself. */
const OVERTAKEN = [
  "no-such-peer",
  "wrong-state",
  "not-in-room",
  "closed",
  "resume-expired",
  "no-such-room",
  "room-closed",
];
const isOvertaken = ({ code }) => OVERTAKEN.includes(code);

/** Asks this client at the other end for a fresh connection. */
const UNFIT = "The offer does not fit.";
/** In code points. */
const MOST_REASON = 256;
const NOT_FOR_PEOPLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** Tells its peer how things go: `turned` to calling, answering or settled; `failed`, with a remedy: `restart`, `fresh` (another connection), `stop`, `none`. */
export class Negotiation {
  #connection;
  #peer;
  #enabled = false;
  #wanted = false;
  /** The other takes no offers, as clients of WHIP and WHEP do not: its own are waited for. */
  #isPassive = false;
  #makingOffer = false;
  #ignoringOffer = false;
  #answering = false;
  #offer = null;
  #withdrawn = 0;
  #taken = 0;
  /** Both sides' identities, as of the last offer that was answered. */
  #settled = null;
  #timer;
  #unannounced;
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

  /** There is something to offer: the first offer is made, whether or not the implementation asks for it. */
  begin() {
    this.enable();
    clearTimeout(this.#unannounced);
    this.#unannounced = setTimeout(() => this.#settled || this.#offer || this.#offerIfEnabled(), ANNOUNCED_WITHIN);
  }

  restart() {
    this.#isPassive = false;
    try {
      this.#connection.restartIce();
      this.enable();
    } catch (error) {
      this.#fail("protocol", "fresh", "No restart", error);
    }
  }

  close() {
    clearTimeout(this.#timer);
    clearTimeout(this.#unannounced);
    this.#connection.onnegotiationneeded = null;
    this.#offer = null;
  }

  /** Whether the peer has made another RTCPeerConnection (the protocol's section 5). */
  isForeign({ type, sdp }) {
    if (!this.#settled) return false;
    const { local, remote } = this.#settled;
    const next = identityOf(sdp);
    if (!next.hashes.length || share(next.ufrags, remote.ufrags)) return false;
    if (!share(next.hashes, remote.hashes)) return true;
    const { connectionState, localDescription } = this.#connection;
    if (type !== "offer") return share(identityOf(localDescription.sdp).ufrags, local.ufrags);
    // Peers restart ICE when they are disconnected.
    return this.#isLetGo || !restarts(next, remote, connectionState.endsWith("connected"));
  }

  /** An end that gives a connection up says so by DTLS, and keeps nothing to restart. */
  get #isLetGo() {
    const { sctp } = this.#connection;
    return [sctp, ...this.#connection.getTransceivers().map(({ receiver }) => receiver)].some(
      (part) => part?.transport?.state === "closed",
    );
  }

  /** Whether an offer that comes now would lose against one's own. */
  get wouldIgnore() {
    return this.#isBusy && this.#peer.participant.polite;
  }

  /** Whether both sides have agreed on anything. */
  get isSettled() {
    return this.#settled !== null;
  }

  async takeOffer({ offer, seq }) {
    if (offer.type === "rollback") return this.#rollBackRemote();
    this.#ignoringOffer = this.wouldIgnore;
    if (this.#ignoringOffer) return;
    this.#forgetOffer();
    this.#peer.turned("answering");
    this.#answering = true;
    this.#taken++;
    clearTimeout(this.#unannounced);
    const isYielding = this.#connection.signalingState === "have-local-offer"; // few do so by themselves
    try {
      if (isYielding) await this.#connection.setLocalDescription({ type: "rollback" });
      await this.#connection.setRemoteDescription(offer);
      this.#peer.prepare();
      this.#enabled = true;
      await this.#describe("createAnswer");
    } catch (error) {
      return this.#refuse(seq, error);
    } finally {
      this.#answering = false;
    }
    if (isYielding) this.#peer.wake();
    this.#sendQuietly({ type: "answer", answer: describe(this.#connection.localDescription), re: seq });
    this.#settle(offer);
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
    this.#settle(answer);
  }

  async takeCandidate({ candidate }) {
    if (!this.#connection.remoteDescription?.sdp) return;
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
    this.#fail(
      "protocol",
      reason?.startsWith(UNFIT) ? "fresh" : "stop",
      "The offer was rejected",
      reason && new Error(reason),
    );
  }

  get #isClosed() {
    return this.#connection.signalingState === "closed";
  }

  get #isBusy() {
    return this.#makingOffer || this.#connection.signalingState !== "stable";
  }

  async #offerIfEnabled() {
    clearTimeout(this.#unannounced);
    this.#wanted = !this.#enabled;
    // An answer that is being made would take the place of this offer; after it the browser asks again.
    if (!this.#enabled || this.#isPassive || this.#isClosed || this.#answering || this.#makingOffer) return;
    const taken = this.#taken;
    try {
      this.#makingOffer = true;
      await this.#describe("createOffer");
      const description = this.#connection.localDescription;
      if (description?.type !== "offer" || taken !== this.#taken) return;
      this.#peer.turned("calling");
      this.#send(describe(description));
    } catch (error) {
      if (taken === this.#taken) this.#fail("protocol", "fresh", "No offer can be made", error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** Makes the description that is due. Not every implementation does so without being given one. */
  async #describe(create) {
    try {
      await this.#connection.setLocalDescription();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await this.#connection.setLocalDescription(await this.#connection[create]());
    }
  }

  #settle({ sdp }) {
    const remote = identityOf(sdp);
    if (remote.hashes.length) this.#settled = { local: identityOf(this.#connection.localDescription.sdp), remote };
    this.#peer.turned("settled");
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
      this.#isPassive = error.code === "not-allowed";
      const remedy = await this.#rollBack();
      if (this.#isPassive) return;
      if (error.retryable) this.#fail("network", remedy, "The offer was not taken", error);
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
    const remedy = await (isOwn ? this.#withdraw() : this.#rollBack());
    this.#fail("timeout", remedy, "The offer was not answered in time");
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

  #withdraw() {
    this.#sendQuietly({ type: "offer", offer: { type: "rollback" } });
    return this.#rollBack();
  }

  /** Promises the remedy: a connection whose implementation cannot do this is of no more use. */
  async #rollBack() {
    this.#forgetOffer();
    if (this.#connection.signalingState !== "have-local-offer") return "restart";
    this.#enabled = false;
    await this.#connection.setLocalDescription({ type: "rollback" }).catch(() => {});
    return this.#connection.signalingState === "have-local-offer" ? "fresh" : "restart";
  }

  async #rollBackRemote() {
    if (this.#connection.signalingState === "have-remote-offer")
      await this.#connection.setRemoteDescription({ type: "rollback" }).catch(() => {});
  }

  async #refuse(seq, error) {
    if (this.#isClosed) return;
    const said = `${UNFIT} ${error?.message ?? ""}`.replace(NOT_FOR_PEOPLE, " ").trim();
    this.#sendQuietly({ type: "reject", re: seq, reason: [...said].slice(0, MOST_REASON).join("") });
    await this.#rollBackRemote();
    this.#peer.turned("settled");
    this.#fail("protocol", "none", "The offer does not fit", error);
  }

  #sendQuietly(frame) {
    this.#peer.send(frame).catch((error) => {
      if (!isOvertaken(error))
        this.#fail(error.retryable ? "network" : "protocol", "none", `Refused: ${frame.type}`, error);
    });
  }

  #fail(kind, remedy, text, cause) {
    if (!this.#isClosed) this.#peer.failed(kind, remedy, cause ? `${text}: ${cause.message}` : `${text}.`, cause);
  }
}
