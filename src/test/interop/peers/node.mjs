/** A peer in Node: `node node.mjs STACK`, commands as JSON lines on its input, reports on its output. */
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { Peer } from "./peer.mjs";

const stacks = {
  wrtc: async (events) => {
    const { default: wrtc } = await import("@roamhq/wrtc");
    return new (await import("./w3c.mjs")).W3c(wrtc.RTCPeerConnection, events);
  },
  werift: async (events) => new (await import("./w3c.mjs")).W3c((await import("werift")).RTCPeerConnection, events),
  "node-datachannel": async (events) =>
    new (await import("./node-datachannel.mjs")).NodeDataChannel((await import("node-datachannel")).default, events),
  "simple-peer": async (events) => {
    const [{ default: SimplePeer }, { default: wrtc }] = [await import("simple-peer"), await import("@roamhq/wrtc")];
    return new (await import("./simple-peer.mjs")).SimplePeerStack(SimplePeer, wrtc, events);
  },
  "ffmpeg-whip": async (events) =>
    new (await import("./whip.mjs")).Whip((await import("./ffmpeg.mjs")).publish, events),
  "whip-client": async (events) =>
    new (await import("./whip.mjs")).Whip((await import("./whip-client.mjs")).publish, events),
  rtpengine: async (events) => (await import("./rtpengine.mjs")).Rtpengine.connect(2223, events),
  janus: async (events) => (await import("./janus.mjs")).Janus.connect(WebSocket, "ws://127.0.0.1:8188", events),
};

Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made; // node-av wants it, and Node 20 does not have it
};

const report = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
process.on("uncaughtException", (error) => report({ event: "failed", message: `uncaught: ${error.message}` }));

let peer;
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    if (command.do === "join") {
      peer = new Peer({ WebSocket, url: command.url, token: command.token, report });
      peer
        .join(command.room, stacks[process.argv[2]])
        .catch((error) => report({ event: "failed", message: error.message }));
    }
    if (command.do === "offer") peer.offer(command.step);
    if (command.do === "ping") peer.ping(command.text);
  })
  .on("close", () => process.exit());
