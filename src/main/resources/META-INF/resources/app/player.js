// What comes of somebody: a picture, and the sound that belongs to it.

import { route } from "../client/media/sound.js";
import { h, show } from "./dom.js";

/**
 * Picture and sound have an element each. Of one that has both, browsers play neither until the picture's first frame is there, and of
 * a camera that nobody looks at, or that is missing, none comes.
 */
export class Player {
  #picture = new MediaStream();
  #sound = new MediaStream();
  #speaker = h("audio", { autoplay: true });
  #isSilent;
  #blocked;

  /** @param properties of the video; isSilent whether it is one's own; onblocked told when the browser does not let it play yet */
  constructor(properties, { isSilent = false, onblocked } = {}) {
    this.video = h("video", { ...properties, autoplay: true, muted: true, playsInline: true });
    this.#isSilent = isSilent;
    this.#blocked = onblocked;
  }

  /** @param stream null for nothing; to be said again when it may have other tracks */
  async show(stream) {
    const heard = this.#isSilent ? [] : stream?.getAudioTracks();
    const isOther = [fill(this.#picture, stream?.getVideoTracks()), fill(this.#sound, heard)].includes(true);
    if (!isOther) return;
    await Promise.all([show(this.video, filled(this.#picture)), show(this.#speaker, filled(this.#sound))]);
    this.route();
    this.play();
  }

  play() {
    for (const element of [this.video, this.#speaker])
      if (element.srcObject) element.play().catch(({ name }) => name === "NotAllowedError" && this.#blocked?.());
  }

  /** Sounds where one has chosen. */
  route() {
    return route(this.#speaker);
  }
}

/** Makes these the tracks of the stream; tells whether they were others. */
function fill(stream, tracks = []) {
  const before = stream.getTracks();
  const [gone, come] = [
    before.filter((track) => !tracks.includes(track)),
    tracks.filter((track) => !before.includes(track)),
  ];
  for (const track of gone) stream.removeTrack(track);
  for (const track of come) stream.addTrack(track);
  return gone.length + come.length > 0;
}

/** Null for a stream without tracks. */
function filled(stream) {
  return stream.getTracks().length > 0 ? stream : null;
}
