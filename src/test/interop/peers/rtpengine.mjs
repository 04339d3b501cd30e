import { createSocket } from "node:dgram";

/**
 * A telephone of a SIP network behind rtpengine, by its control protocol: it offers G.711 as a plain RTP session, and rtpengine makes a
 * description for browsers of that and back.
 */
export class Rtpengine {
  #events;
  #control;
  #cookies = 0;
  #replies = new Map();
  #call = { "call-id": String(Math.random()), "from-tag": "telephone" };

  static async connect(port, events) {
    const rtpengine = new Rtpengine();
    rtpengine.#events = events;
    rtpengine.#control = createSocket("udp4", (message) => rtpengine.#read(message.toString()));
    rtpengine.#control.connect(port, "127.0.0.1");
    await new Promise((connected) => rtpengine.#control.on("connect", connected));
    return rtpengine;
  }

  async offer() {
    this.telephone = createSocket("udp4");
    await new Promise((bound) => this.telephone.bind(0, "127.0.0.1", bound));
    const { sdp } = await this.#ask({
      command: "offer",
      sdp: [
        "v=0",
        "o=telephone 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        `m=audio ${this.telephone.address().port} RTP/AVP 0`,
        "a=rtpmap:0 PCMU/8000",
        "",
      ].join("\r\n"),
      "transport-protocol": "RTP/SAVPF",
      ICE: "force",
      SDES: ["off"],
      "rtcp-mux": ["require"],
      replace: ["origin"],
      direction: ["telephones", "browsers"],
    });
    return { type: "offer", sdp };
  }

  async accept({ sdp }) {
    const options = { "to-tag": "browser", "transport-protocol": "RTP/AVP", ICE: "remove", "rtcp-mux": ["demux"] };
    const answer = await this.#ask({ command: "answer", sdp, ...options });
    const [, port] = /^m=audio (\d+)/m.exec(answer.sdp);
    let sequence = 0;
    setInterval(() => this.telephone.send(silence(++sequence), Number(port), "127.0.0.1"), 20);
    this.#events.open();
  }

  /** Trickled candidates would have to be written into the answer; the browser finds the way alone. */
  async candidate() {}

  send() {}

  #ask(command) {
    const cookie = `${process.pid}-${++this.#cookies}`;
    this.#control.send(`${cookie} ${bencode({ ...this.#call, ...command })}`);
    return new Promise((resolve) => this.#replies.set(cookie, resolve));
  }

  #read(message) {
    const [cookie] = message.split(" ", 1);
    const reply = bdecode(message.slice(cookie.length + 1));
    if (reply.result === "error") this.#events.failed(reply["error-reason"]);
    this.#replies.get(cookie)?.(reply);
  }
}

function silence(sequence) {
  const packet = Buffer.alloc(12 + 160, 0xff);
  packet.writeUInt16BE(0x8000, 0);
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(sequence * 160, 4);
  packet.writeUInt32BE(1, 8);
  return packet;
}

function bencode(value) {
  if (Array.isArray(value)) return `l${value.map(bencode).join("")}e`;
  if (typeof value === "object") return `d${Object.entries(value).flat().map(bencode).join("")}e`;
  return `${Buffer.byteLength(value)}:${value}`;
}

function bdecode(text) {
  let at = 0;
  const until = (end) => text.slice(at, (at = text.indexOf(end, at) + 1) - 1);
  const items = () => {
    const all = [];
    for (at++; text[at] !== "e"; ) all.push(item());
    at++;
    return all;
  };
  function item() {
    if (text[at] === "l") return items();
    if (text[at] === "i") return (at++, Number(until("e")));
    if (text[at] === "d") {
      const all = items();
      return Object.fromEntries(all.flatMap((key, i) => (i % 2 ? [] : [[key, all[i + 1]]])));
    }
    const length = Number(until(":"));
    return text.slice(at, (at += length));
  }
  return item();
}
