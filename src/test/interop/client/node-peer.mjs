// A participant in a process of its own: `node node-peer.mjs IMPLEMENTATION CLIENT`, told what to do over IPC.

import { WebSocket } from "ws";
import { Participant } from "./participant.mjs";

globalThis.WebSocket ??= WebSocket;

const implementations = {
  async "@roamhq/wrtc"() {
    const { default: wrtc } = await import("@roamhq/wrtc");
    globalThis.MediaStream = wrtc.MediaStream;
    const makeTrack = () => {
      const track = new wrtc.nonstandard.RTCVideoSource().createTrack();
      return { track, stream: new wrtc.MediaStream([track]) };
    };
    return { RTCPeerConnection: wrtc.RTCPeerConnection, makeTrack };
  },
  async "node-datachannel"() {
    return import("node-datachannel/polyfill");
  },
  async werift() {
    const { MediaStream, MediaStreamTrack, RTCPeerConnection } = await import("werift");
    globalThis.MediaStream = MediaStream;
    const makeTrack = () => {
      const track = new MediaStreamTrack({ kind: "video" });
      return { track, stream: new MediaStream([track]) };
    };
    return { RTCPeerConnection, makeTrack };
  },
};

const [implementation, client] = process.argv.slice(2);
const { RTCPeerConnection, makeTrack } = await implementations[implementation]();
const participant = new Participant({ beckon: await import(client), RTCPeerConnection, makeTrack });

for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (error) => participant.errors.push(`uncaught: ${error?.message ?? error}`));
process.on("warning", ({ name, message }) => participant.errors.push(`${name}: ${message}`));
process.on("disconnect", () => process.exit());
process.on("message", async ({ id, name, args }) => {
  try {
    const value = typeof participant[name] === "function" ? await participant[name](...args) : participant[name];
    process.send({ id, value });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.send({ ready: true });
