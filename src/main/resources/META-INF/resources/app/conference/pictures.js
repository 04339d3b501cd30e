// Which tiles there are: one for each who is seen, one for each screen that is shared, and one's own.

import { Tiles } from "./tiles.js";
import { nameOf } from "./words.js";

const PEER_STATES = { new: "joining", connecting: "connecting", disconnected: "interrupted", failed: "no connection" };

const STALE = new Set([PEER_STATES.disconnected, PEER_STATES.failed]);

const screenOf = (id) => `${id} screen`;

export class Pictures {
  #room;
  #peers;
  #own;
  #media;
  #tiles;

  /** @param onquality asked for a peer's connection's details; onblocked told that the browser waits for a tap before it sounds */
  constructor({ room, peers, own, media, sight, onquality, onblocked }) {
    this.#room = room;
    this.#peers = peers;
    this.#own = own;
    this.#media = media;
    this.#tiles = new Tiles({ sight, onquality, onblocked });
    this.element = this.#tiles.element;
  }

  /** Everybody, when nobody knows who has come and gone. */
  showAll() {
    const { participants } = this.#room;
    for (const id of this.#tiles.ids)
      if (!id.startsWith("self") && !participants.has(id.split(" ")[0])) this.#tiles.remove(id);
    for (const id of participants.keys()) this.show(id);
    this.#tiles.emptyText =
      this.#room.self.role === "viewer" ? "The picture comes as soon as somebody is on" : "Nobody to see yet";
  }

  /** One of the others. */
  show(id) {
    const participant = this.#room.participants.get(id);
    if (!participant) return;
    if (participant.role !== "viewer") return this.#showPerson(id, participant);
    for (const one of [id, screenOf(id)]) this.#tiles.remove(one);
  }

  /** The metadata say which of a peer's streams is a screen; they come before it does. */
  #showPerson(id, participant) {
    const { metadata } = participant;
    const peer = this.#peers.get(id);
    const streams = [...(peer?.streams ?? [])];
    const screen = streams.find((stream) => stream.id === metadata.screen);
    const stream = streams.find((one) => one !== screen);
    const name = nameOf(participant);
    const connection = peer && PEER_STATES[peer.state === "failed" ? "failed" : peer.connection.connectionState];
    this.#tiles.update(id, "person", {
      name,
      stream,
      state: connection,
      isMuted: metadata.microphone === false,
      hasHandUp: Boolean(metadata.hand),
      isDark: metadata.camera === false,
      isStale: STALE.has(connection),
    });
    this.#showScreen(id, `${name}’s screen`, screen);
  }

  /** Of one who is seen. */
  nameOf(id) {
    return this.#tiles.get(id)?.name;
  }

  showSelf() {
    const { metadata, screen, hasHandUp } = this.#own;
    if (this.#room.self.role !== "viewer") {
      const name = `${nameOf(this.#room.self)} (you)`;
      const isMuted = this.#media.has("microphone") && !metadata.microphone;
      this.#tiles.update("self", "self", {
        name,
        stream: this.#media.stream,
        isMuted,
        hasHandUp,
        isDark: !metadata.camera,
      });
    } else {
      this.#tiles.remove("self");
    }
    this.#showScreen("self", "Your screen", screen);
  }

  /** @param id a peer's, or "self" */
  speaks(id, yes) {
    this.#tiles.speaks(id, yes);
  }

  /** @param qualities by peer */
  rate(qualities) {
    for (const id of this.#tiles.ids) this.#tiles.get(id).rate(qualities.get(id)?.rating ?? null);
  }

  /** Turns the speaker view on or off; tells which. */
  toggleSpotlight() {
    return this.#tiles.toggleSpotlight();
  }

  playAll() {
    this.#tiles.playAll();
  }

  routeAll() {
    this.#tiles.routeAll();
  }

  close() {
    this.#tiles.close();
  }

  #showScreen(id, name, stream) {
    if (stream) this.#tiles.update(screenOf(id), "screen", { name, stream });
    else this.#tiles.remove(screenOf(id));
  }
}
