// Who this tab is, and its one session with the service, which all views share.

import { Calls, Signaling, webSocketOrRequests } from "../client/beckon.js";
import { Emitter } from "../client/events.js";
import { askForName } from "./identity/own.js";
import { openIdentity } from "./identity/identity.js";
import { Trace, TracedTransport } from "./trace/trace.js";

const SIGNED_OUT = 4002;
const tab = globalThis.sessionStorage;

/** Whoever has given up knows it. */
function unreachable(error) {
  if (error.name === "AbortError") throw error;
  throw new Error(
    error.name === "TimeoutError" ? "The service did not answer in time." : "The service cannot be reached.",
  );
}

export class Session extends Emitter {
  /** The connected `Signaling` and the calls over it, while there is one. */
  signaling = null;
  calls = null;
  trace = new Trace();
  /** The `PeerConnections` of the newest stage, for those who look into a page that runs. */
  peers = null;
  /** Of the page load before this one, if that was a reload: the session goes on, or its places in rooms may be taken. */
  credentials = null;
  #former = null;
  #identity = null;
  #connecting = null;

  constructor() {
    super(["signed-in", "signed-out", "connected", "state", "closed", "leaving"]);
  }

  /** Finds out how one signs in here, and takes what a sign-in has brought back; fails if the service does not say. */
  async start() {
    this.#identity = await openIdentity();
    await this.#identity.finish?.();
    const [{ type } = {}] = performance.getEntriesByType("navigation");
    if (type === "reload") this.#former = this.credentials = JSON.parse(tab.getItem("session"));
    for (const note of this.credentials ? ["session"] : ["session", "stay", "call"]) tab.removeItem(note);
  }

  get isKnown() {
    return this.#identity !== null;
  }

  /** Whether anybody may say who they are: on a developer's machine. */
  get isDevelopment() {
    return this.#identity?.kind === "development";
  }

  /** Whether one says who one is: there, and as a guest. */
  get takesNames() {
    return this.isDevelopment || this.#identity?.kind === "guest";
  }

  /** Whether links can be made for people who have not signed in. */
  get letsGuestsIn() {
    return Boolean(this.#identity?.guests);
  }

  /** `{id, name}` once signed in. */
  get user() {
    return this.#identity?.user ?? null;
  }

  /** Makes sure that somebody is signed in; asks for what is missing, and may leave the page for that. */
  async signIn(person) {
    if (this.user && !person) return this.user;
    if (!this.#identity) await this.start();
    if (this.takesNames) await this.#identity.signIn(person ?? (await askForName()));
    else if (!this.user) await Promise.all([this.#identity.signIn(), new Promise(() => {})]);
    this.emit("signed-in", this.user);
    return this.user;
  }

  async signOut() {
    this.close();
    await this.#identity.signOut();
    this.emit("signed-out");
  }

  /** An access token of whoever is signed in. */
  async token() {
    await this.signIn();
    return this.#identity.getToken(null);
  }

  /** A request to the service as whoever is signed in; once more, with another token, if this one is not good any more. */
  async fetch(path, init = {}) {
    await this.signIn();
    const ask = (token) =>
      fetch(path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }).catch(unreachable);
    const token = await this.#identity.getToken(null);
    const response = await ask(token);
    return response.status === 401 ? ask(await this.#identity.getToken(token)) : response;
  }

  /** Promises the deployment's STUN and TURN servers. */
  async iceServers(init) {
    const response = await this.fetch("/v1/ice-servers", init);
    if (!response.ok) throw new Error(`The service did not tell its servers (HTTP ${response.status}).`);
    return (await response.json()).iceServers;
  }

  /** The session, connected; the same for all who ask. */
  connect() {
    this.#connecting ??= this.#open().catch((error) => {
      this.#connecting = null;
      throw error;
    });
    return this.#connecting;
  }

  async #open() {
    await this.signIn();
    const carrier = webSocketOrRequests();
    const signaling = new Signaling({
      token: ({ spent }) => this.#identity.getToken(spent),
      transport: async (request) => new TracedTransport(await carrier(request), this.trace),
      former: this.#former,
    });
    this.#former = null;
    this.signaling = signaling;
    this.calls = new Calls(signaling);
    for (const type of ["welcome", "resumed"])
      signaling.on(type, () => tab.setItem("session", JSON.stringify(signaling.session)));
    signaling.on("state", (change) => this.#changed(signaling, change));
    await signaling.connect();
    this.emit("connected", signaling);
    return signaling;
  }

  #changed(signaling, change) {
    this.emit("state", change);
    if (change.state !== "closed" || this.signaling !== signaling) return;
    if (change.code === SIGNED_OUT) this.#identity.forget?.();
    this.signaling = this.calls = this.#connecting = null;
    this.emit("closed", change);
  }

  /** Leaves all rooms and calls. */
  close() {
    this.signaling?.close();
  }

  /** The page goes. Places in rooms are kept for a few seconds: it may have been loaded again. */
  leavePage() {
    this.emit("leaving");
    if (!this.signaling?.rooms.size) return this.close();
    tab.setItem("session", JSON.stringify(this.signaling.suspend()));
  }
}
