// One's own part in a room: what is sent, and what the others are told about it.

import { Emitter } from "../events.js";

/** The others know it from the participant's metadata: `{microphone, camera, answers?, hand?, screen?, unseen?, lines?, large?}`, hand the time when it was raised, screen the stream's id, unseen that nobody looks at it, or at which peers' cameras, lines as how many lines cameras are shown, but for that of the peer large. */
export class OwnPart extends Emitter {
  screen = null;
  #room;
  #peers;
  #media;
  #hand = null;
  #unseen = [];
  #shown = {};
  #said = "";
  #watches;

  /** @param media null for those who never send anything */
  constructor(room, peers, media) {
    super(["change", "problem"]);
    this.#room = room;
    this.#peers = peers;
    this.#media = media;
    const { metadata } = room.self;
    this.#hand = metadata.hand ?? null;
    this.#said = JSON.stringify(metadata);
    this.#watches = room.self.role === "viewer";
    media?.on("track", ({ old, track }) => this.#send(old, track));
    media?.on("change", () => this.#tell());
    room.on("peer-updated", () => this.#follow());
    room.on("rejoined", () => this.#tellAnew());
    this.#tell();
  }

  get metadata() {
    return {
      ...describe(this.#media, this.#room.self.role),
      ...(this.#hand && { hand: this.#hand }),
      ...(this.screen && { screen: this.screen.id }),
      ...((this.#unseen === true || this.#unseen.length > 0) && { unseen: this.#unseen }),
      ...this.#shown,
    };
  }

  /** What one does not look at. */
  set unseen(unseen) {
    this.#unseen = unseen;
    this.#tell();
  }

  /** As how many lines the others' cameras are shown: `{lines, large}`, large the peer whose is larger than that, and `unseen`; each may be missing. */
  set shown({ unseen = this.#unseen, lines, large }) {
    this.#unseen = unseen;
    this.#shown = { ...(lines && { lines }), ...(lines && large && { large }) };
    this.#tell();
  }

  get hasHandUp() {
    return this.#hand !== null;
  }

  toggle(device) {
    return this.#media?.turn(device, !this.#media.isOn(device));
  }

  toggleHand() {
    this.#hand = this.#hand ? null : Date.now();
    this.#tell();
  }

  /** The others are told which stream it is before it comes. */
  async toggleScreen() {
    if (this.screen) return this.#endScreen();
    let screen;
    try {
      screen = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true });
    } catch (error) {
      if (error.name !== "NotAllowedError")
        this.emit("problem", new Error(`The screen cannot be shared: ${error.message}`));
      return;
    }
    if (this.#room.state === "left" || this.#watches) return stop(screen);
    this.screen = screen;
    const [picture] = screen.getVideoTracks();
    picture.contentHint = "detail";
    picture.addEventListener("ended", () => this.screen === screen && this.#endScreen());
    await this.#tell();
    if (this.screen === screen) this.#peers.addStream(screen);
  }

  /** A moderator wants it; tells whether there was anything to stop. Nothing is ever turned on this way. */
  obey(source) {
    if (!this.metadata[source]) return false;
    if (source === "screen") this.#endScreen();
    else if (source === "hand") this.toggleHand();
    else this.#media.turn(source, false);
    return true;
  }

  close() {
    if (this.screen) stop(this.screen);
    this.screen = null;
    this.#media?.close();
  }

  #endScreen() {
    const { screen } = this;
    this.screen = null;
    stop(screen);
    if (this.#room.state !== "left")
      for (const track of screen.getTracks()) this.#withPeers((peers) => peers.removeTrack(track));
    return this.#tell();
  }

  #send(old, track) {
    if (!track) this.#withPeers((peers) => peers.removeTrack(old));
    else if (old) this.#withPeers((peers) => peers.replaceTrack(old, track));
    else this.#withPeers((peers) => peers.addTrack(track, this.#media.stream));
  }

  /** One's role: whoever comes to watch only stops all that is sent, and whoever does so no longer turns on what it likes: a role is given by others. */
  #follow() {
    const watches = this.#room.self.role === "viewer";
    if (watches === this.#watches) return;
    this.#watches = watches;
    if (watches && this.screen) this.#endScreen();
    if (watches) this.#media?.release();
    else this.#media?.open({ microphone: false, camera: false });
    this.#tell();
  }

  async #withPeers(action) {
    try {
      await action(this.#peers);
    } catch (error) {
      this.emit("problem", error);
    }
  }

  /** Whoever comes back as somebody new is known by what was said last time that it came through. */
  #tellAnew() {
    this.#said = JSON.stringify(this.#room.self.metadata);
    this.#follow();
    return this.#tell();
  }

  async #tell() {
    this.emit("change");
    const metadata = JSON.stringify(this.metadata);
    if (metadata === this.#said || this.#room.state === "left") return;
    this.#said = metadata;
    try {
      await this.#room.update({ metadata: this.metadata });
    } catch (error) {
      if (this.#said === metadata) this.#said = "";
      if (this.#room.state !== "left") this.emit("problem", error);
    }
  }
}

/** What the others are told of camera and microphone, and that one who watches answers the offers of a broadcasting tool (docs/whip-whep.md). */
export function describe(media, role) {
  const answers = role === "viewer" && { answers: true };
  return { microphone: media?.isOn("microphone") ?? false, camera: media?.isOn("camera") ?? false, ...answers };
}

function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
