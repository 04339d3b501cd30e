import { check } from "./checks.js";

/** Longer than a transport takes to find out why it does not open. */
const OPEN_WITHIN = 20_000;
const WELCOME_WITHIN = 10_000;
const PONG_WITHIN = 10_000;

/** One connection, from its opening to its end, which it tells once: frames on top of a transport, and a watch over its silence. */
export class Line {
  #transport;
  #codec;
  #owner;
  #heartbeat = WELCOME_WITHIN;
  #silence;
  #heardAt;
  /** When the question that is out has to be answered. */
  #due = Infinity;

  /** @param owner is told by `onframe(frame)`, and of the end by `onend({code, opened, reason?, status?, retryAfterMs?})` */
  constructor(transport, codec, owner) {
    this.#transport = transport;
    this.#codec = codec;
    this.#owner = owner;
    transport.onopen = () => this.#wait(() => this.#broken(), WELCOME_WITHIN);
    transport.onmessage = (data) => this.#receive(data);
    transport.onclose = (end) => this.#end(end);
    this.#wait(() => this.#broken(), OPEN_WITHIN);
  }

  /** Seconds between signs of life. */
  set heartbeat(seconds) {
    this.#heartbeat = seconds * 1000;
    this.#listen();
  }

  encode(frame) {
    return this.#codec.encode(frame);
  }

  /** @param encoded by `encode` */
  send(encoded) {
    this.#transport?.send(encoded);
  }

  /** Whether anybody is still there; what does not answer soon is broken. Asked again meanwhile, the shorter time counts. */
  probe(within = PONG_WITHIN) {
    const due = Date.now() + within;
    if (due >= this.#due) return;
    if (this.#due === Infinity) this.send(this.encode({ type: "ping" }));
    this.#due = due;
    this.#wait(() => this.#broken(), within);
  }

  /** Lets go, silently. Any code but 1000 keeps the session's place. */
  close(code = 4000) {
    const transport = this.#transport;
    if (!transport) return;
    this.#quiet();
    transport.close(code);
  }

  #receive(data) {
    let frame;
    try {
      frame = this.#codec.decode(data);
    } catch {
      return this.#broken();
    }
    this.#listen();
    this.#owner.onframe(frame);
  }

  /** A silent heartbeat asks for a sign of life. Much later than that a sleeping machine has woken up, and nobody waited for it. */
  #listen() {
    this.#due = Infinity;
    this.#heardAt = Date.now();
    this.#wait(
      () => (Date.now() - this.#heardAt > 2 * this.#heartbeat ? this.#broken() : this.probe()),
      this.#heartbeat,
    );
  }

  #wait(then, ms) {
    clearTimeout(this.#silence);
    if (this.#transport) this.#silence = setTimeout(then, ms);
  }

  #broken() {
    this.close();
    this.#end({ code: 1006, opened: true });
  }

  #end(end) {
    this.#quiet();
    this.#owner.onend(end);
  }

  #quiet() {
    clearTimeout(this.#silence);
    if (this.#transport) this.#transport.onopen = this.#transport.onmessage = this.#transport.onclose = null;
    this.#transport = null;
  }
}

const json = {
  protocol: "signaling.v1.json",
  encode: (frame) => JSON.stringify(frame),
  decode: (data) => JSON.parse(data),
};

/** Text with JSON, bytes with CBOR, whose codec is loaded when it is wanted. */
export async function codecOf(encoding) {
  return encoding === "cbor" ? (await import("./cbor.js")).cbor : json;
}

/** After so long of silence a proxy has swallowed a WebSocket, or the request for it. */
export const UPGRADE_WITHIN = 10_000;
/** Within this time the service says why, and a proxy cuts what it does not like. */
const SHORTLY = 5000;

/** Over a WebSocket: the token goes as a sub-protocol, which is all that a browser lets one send. */
export class WebSocketTransport {
  onopen = null;
  onmessage = null;
  onclose = null;
  #socket;
  #deadline;

  /** @param onend hears how many signs say that none comes through; undefined: nobody knows */
  constructor({ url, token, protocols }, onend = () => {}) {
    if (!globalThis.WebSocket)
      throw Object.assign(
        new Error(
          "There is no WebSocket here. Give Signaling a transport: in Node the one of beckon-client/node, and install ws.",
        ),
        { permanent: true },
      );
    const bearer = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    const socket = new WebSocket(url, [...protocols, bearer]);
    let openedAt = 0;
    const end = async (code, signs, reason) => {
      this.#forget();
      const opened = openedAt > 0;
      const answer = opened ? {} : await whyRefused(new URL(url), token);
      const isCut = code === 1006 && (signs > 1 || Date.now() - openedAt < SHORTLY);
      const how = { code, opened, ...(reason && { reason }), ...answer };
      if (this.onclose) onend(opened ? isCut * signs : answer.status === 426 ? signs : undefined);
      this.onclose?.(how);
    };
    const wait = () => {
      this.#deadline = setTimeout(() => {
        end(1006, 2);
        socket.close();
      }, UPGRADE_WITHIN);
    };
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      openedAt = Date.now();
      clearTimeout(this.#deadline);
      wait();
      this.onopen?.();
    };
    socket.onmessage = ({ data }) => {
      clearTimeout(this.#deadline);
      this.onmessage?.(typeof data === "string" ? data : new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => end(code, 1, reason);
    this.#socket = socket;
    wait();
  }

  send(data) {
    this.#socket.send(data);
  }

  close(code) {
    this.onmessage = this.onclose = this.onopen = null;
    this.#forget();
    this.#socket.close(code);
  }

  #forget() {
    clearTimeout(this.#deadline);
    this.#socket.onopen = this.#socket.onclose = null;
  }
}

/**
 * A WebSocket each time; requests once two in a row did not come through, though the service was there and had nothing against it (426), or were cut at
 * once, or one was swallowed. When those end, a WebSocket gets another chance.
 */
export function webSocketOrRequests() {
  const place = {};
  let blocked = 0;
  const onend = (signs) => {
    if (signs !== undefined) blocked = signs && blocked + signs;
  };
  return async (request) => {
    if (blocked < 2 || request.encoding !== "json") return new WebSocketTransport(request, onend);
    blocked = 1;
    return new (await import("./requests.js")).RequestTransport(request, place);
  };
}

/** Of answers whose fault may be the page's origin; 426 where a browser does not tell its own with a GET. */
const MAY_BE_FOREIGN = [undefined, 403, 426];

/** Pages are not told why an upgrade was refused; the same as a GET says it, a POST whether it is the origin. */
async function whyRefused(url, token) {
  url.protocol = url.protocol.replace("ws", "http");
  const signal = AbortSignal.timeout(SHORTLY);
  const why = await answerTo(url, { headers: { Authorization: `Bearer ${token}` }, signal });
  if (!MAY_BE_FOREIGN.includes(why.status)) return why;
  const { status } = await answerTo(url, { method: "POST", signal });
  return status === 403 ? { status, foreign: true } : why;
}

async function answerTo(url, request) {
  try {
    const { status, headers } = await fetch(url, { ...request, cache: "no-store" });
    return { status, retryAfterMs: milliseconds(headers.get("Retry-After")) };
  } catch {
    return {};
  }
}

/** Of a `Retry-After`: seconds or a date. */
export function milliseconds(retryAfter) {
  const wait = Number.isFinite(+retryAfter) ? retryAfter * 1000 : Date.parse(retryAfter) - Date.now();
  return wait > 0 ? wait : undefined;
}

/** The service's WebSocket address, from whatever names it. */
export function address(url = "/v1/ws") {
  let found;
  try {
    found = new URL(url, globalThis.location?.href);
  } catch {
    check(false, `"${url}" is no address here.`);
  }
  found.protocol = found.protocol.replace("http", "ws");
  check(/^wss?:$/.test(found.protocol), `"${url}" is no address of a WebSocket.`);
  if (found.pathname === "/") found.pathname = "/v1/ws";
  found.hash = "";
  return found;
}
