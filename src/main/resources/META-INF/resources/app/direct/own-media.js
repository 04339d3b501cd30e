// This device's camera and microphone, as far as there are any and one may use them.

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: "user" };
const WORDS = { video: "camera", audio: "microphone" };
const REASONS = {
  NotAllowedError: "was not allowed",
  NotFoundError: "was not found",
  NotReadableError: "is in use by another program",
};

export class OwnMedia {
  stream = new MediaStream();
  /** What is missing although it was wished for, in plain words. */
  problem = "";
  #closed = false;

  /** @param {("audio" | "video")[]} kinds what is wished for; what there is of it is taken */
  async open(kinds) {
    if (kinds.length === 0 || (await this.#ask(kinds)) === "NotAllowedError") return;
    for (const kind of kinds.filter((one) => !this.has(one))) await this.#ask([kind]);
  }

  /** The name of what went wrong. */
  async #ask(kinds) {
    this.problem = "";
    try {
      const constraints = { audio: kinds.includes("audio"), video: kinds.includes("video") && CAMERA };
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      for (const track of stream.getTracks()) this.stream.addTrack(track);
      if (this.#closed) this.close();
    } catch ({ name }) {
      this.problem = `The ${kinds.map((kind) => WORDS[kind]).join(" or the ")} ${REASONS[name] ?? "cannot be used here"}. You connect without: you see and hear the other device, and can write.`;
      return name;
    }
  }

  track(kind) {
    return this.stream.getTracks().find((track) => track.kind === kind) ?? null;
  }

  has(kind) {
    return this.track(kind) !== null;
  }

  isOn(kind) {
    return this.track(kind)?.enabled ?? false;
  }

  turn(kind, on) {
    const track = this.track(kind);
    if (track) track.enabled = on;
  }

  /** A phone opens one camera at a time. Tells whether there was one to give away. */
  releaseCamera() {
    const track = this.track("video");
    if (!track) return false;
    track.stop();
    this.stream.removeTrack(track);
    return true;
  }

  takeCamera() {
    return this.#ask(["video"]);
  }

  close() {
    this.#closed = true;
    for (const track of this.stream.getTracks()) track.stop();
  }
}
