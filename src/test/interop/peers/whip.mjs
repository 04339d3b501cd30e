import { createServer } from "node:http";

/**
 * A program that publishes by WHIP (RFC 9725), in front of an endpoint that exists for this test only: its offer goes through the
 * service's rooms like any other, and the answer goes back to it once the other one's candidates are all there.
 */
export class Whip {
  #publish;
  #response;
  #answer;
  #candidates = [];
  #events;

  /** @param publish starts the program, is given the endpoint's URL */
  constructor(publish, events) {
    this.#publish = publish;
    this.#events = events;
  }

  offer() {
    return new Promise((resolve) => {
      const server = createServer(async (request, response) => {
        if (request.method !== "POST") return response.writeHead(200).end();
        this.#response = response;
        resolve({ type: "offer", sdp: await text(request) });
      });
      server.listen(0, "127.0.0.1", () =>
        this.#publish(`http://127.0.0.1:${server.address().port}/whip`, this.#events),
      );
    });
  }

  async accept({ sdp }) {
    this.#answer = sdp;
    this.#respond();
  }

  async candidate(candidate) {
    this.#candidates.push(candidate?.candidate ? `a=${candidate.candidate}\r\n` : null);
    this.#respond();
  }

  send() {}

  #respond() {
    if (!this.#answer || this.#candidates.at(-1) !== null) return;
    const candidates = this.#candidates.filter((line) => line).join("");
    const [session, first, ...others] = this.#answer.split(/^(?=m=)/m);
    this.#response
      .writeHead(201, { "Content-Type": "application/sdp", Location: "/whip/session", ETag: '"1"' })
      .end([session, first + candidates, ...others].join(""));
    this.#events.open();
  }
}

async function text(request) {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
}
