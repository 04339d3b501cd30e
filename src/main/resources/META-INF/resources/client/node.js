// Signaling from Node: over the package `ws` where it is installed, which says why an upgrade was refused; else over Node's own WebSocket.

import { milliseconds, UPGRADE_WITHIN, WebSocketTransport } from "./line.js";

const { default: WebSocket } = await import("ws").catch(() => ({}));

/** The token goes in a header. */
class WsTransport {
  onopen = null;
  onmessage = null;
  onclose = null;
  #socket;

  constructor({ url, token, protocols }) {
    const socket = new WebSocket(url, protocols, {
      headers: { Authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: UPGRADE_WITHIN,
    });
    let opened = false;
    let answer = {};
    socket.on("open", () => {
      opened = true;
      this.onopen?.();
    });
    socket.on("message", (data, isBinary) => this.onmessage?.(isBinary ? new Uint8Array(data) : data.toString()));
    socket.on("unexpected-response", (_request, { statusCode, headers }) => {
      answer = { status: statusCode, retryAfterMs: milliseconds(headers["retry-after"]) };
      socket.terminate();
    });
    socket.on("error", () => {}); // the end follows
    socket.on("close", (code, reason) => this.onclose?.({ code, opened, reason: reason.toString(), ...answer }));
    this.#socket = socket;
  }

  send(data) {
    this.#socket.send(data);
  }

  close(code) {
    this.onmessage = this.onclose = this.onopen = null;
    this.#socket.close(code);
  }
}

/** For `new Signaling({transport})`. */
export const transport = (request) => (WebSocket ? new WsTransport(request) : new WebSocketTransport(request));
