// Reads `text/event-stream` (HTML Living Standard, section 9.2.6) from a `fetch`, which may carry a token where `EventSource` may not.

/** Turns the stream's text, in whatever pieces it comes, into events. */
export class EventStreamParser {
  #rest = "";
  #event = "";
  #data = [];

  /** @returns {{event: string, data: string}[]} those that are complete now */
  push(text) {
    const whole = this.#rest + text;
    // A CR at the end may be the first half of a line's end.
    const lines = whole.split(/\r\n|\n|\r(?!$)/u);
    this.#rest = lines.pop();
    return lines.map((line) => this.#take(line)).filter(Boolean);
  }

  #take(line) {
    if (line === "") return this.#dispatch();
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/su.exec(line);
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    return null;
  }

  #dispatch() {
    const event = this.#data.length ? { event: this.#event || "message", data: this.#data.join("\n") } : null;
    this.#event = "";
    this.#data = [];
    return event;
  }
}

/** The events of a response's body, as they come. */
export async function* eventsOf(body) {
  const parser = new EventStreamParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield* parser.push(value);
}
