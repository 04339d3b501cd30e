import { WebSocketTransport } from "../../client/beckon.js";

/** The client's WebSocket, with somebody who writes down what goes through it. */
export class TracedTransport {
  onopen = null;
  onmessage = null;
  onclose = null;
  #inner;
  #trace;

  constructor(request, trace) {
    this.#inner = new WebSocketTransport(request);
    this.#trace = trace;
    this.#inner.onopen = () => {
      trace.note("connected");
      this.onopen?.();
    };
    this.#inner.onmessage = (data) => {
      trace.add("in", data);
      this.onmessage?.(data);
    };
    this.#inner.onclose = (end) => {
      trace.note(end.opened ? `closed ${end.code}` : `refused ${end.status ?? ""}`.trim());
      this.onclose?.(end);
    };
  }

  send(data) {
    this.#trace.add("out", data);
    this.#inner.send(data);
  }

  close(code) {
    this.#trace.note(`closed ${code}`);
    this.#inner.close(code);
  }
}
