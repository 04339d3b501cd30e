// The administrators' REST API.

import { Emitter } from "../client/events.js";

const BASE = "/v1/admin";
const PATIENCE_MS = 15_000;
/** What everybody may see who may administer anything. */
const ANYBODYS = "nodes";

/** The service has refused. */
export class Refused extends Error {
  constructor(status, { code = null, title = null, detail = null } = {}) {
    super(detail ? sentence(detail) : title ? `${title}.` : `The service answered with ${status}.`);
    Object.assign(this, { name: "Refused", status, code });
  }
}

/** Asks as whoever is signed in. Emits `locked-out` when whoever that is may not. */
export class AdminApi extends Emitter {
  #session;

  constructor(session) {
    super(["locked-out"]);
    this.#session = session;
  }

  /** @param names the path; each is encoded */
  async get(names, params = {}, signal = undefined) {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const response = await this.#ask(names, params, {
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return response.json();
  }

  async post(names, body) {
    await this.#ask(
      names,
      {},
      {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      },
    );
  }

  /** A response that goes on until the signal aborts it. */
  stream(names, params, signal) {
    return this.#ask(names, params, { signal, headers: { Accept: "text/event-stream" } });
  }

  /** A WebSocket, not open yet. */
  async socket(names, params, signal) {
    const { location } = globalThis;
    const token = await this.#session.token();
    signal.throwIfAborted();
    const url = new URL(address(names, params), location.href.replace(/^http/u, "ws"));
    return new WebSocket(url, [
      "beckon.admin.v1",
      encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`),
    ]);
  }

  async #ask(names, params, init) {
    const response = await this.#send(names, params, init);
    if (response.ok) return response;
    const refusal = new Refused(response.status, await problem(response));
    if (response.status === 401 || (response.status === 403 && names[0] === ANYBODYS)) this.emit("locked-out", refusal);
    throw refusal;
  }

  async #send(names, params, init) {
    return this.#session.fetch(address(names, params), init);
  }
}

function address(names, params) {
  const query = new URLSearchParams(
    Object.entries(params).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );
  return `${BASE}/${names.map(encodeURIComponent).join("/")}${query.size ? `?${query}` : ""}`;
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? "" : "."}`;
}

async function problem(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
