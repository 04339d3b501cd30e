import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

const npm = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
const debian = (name) => execFileSync("dpkg-query", ["-W", "-f", "${Version}", name]).toString().replace(/^\d+:/, "");
const node = (stack) => ({ command: [process.execPath, "peers/node.mjs", stack] });
const python = (script) => ({ command: [PYTHON, `peers/${script}`] });
const page = (browser, stack) => ({ browser, stack });

/** Its plugins do not send pings, never open the channel, and want what is said there to be a request. */
const JANUS = { lacks: ["renegotiates"], pings: false, opens: false, ping: '{"textroom":"list","transaction":"pong"}' };
/** Publishers, which only offer once, and send media. */
const PUBLISHER = { only: ["offer"], media: true };

/** What is known not to work, for reasons of the stack's own that the document has. */
const NO_RESTART = { lacks: ["restarts ICE"] };

/** What is tried: name, version, and how one peer of it is started. */
export const STACKS = [
  { name: "Chromium", version: () => debian("chromium"), ...page("chromium", "w3c") },
  { name: "Firefox ESR", version: () => debian("firefox-esr"), ...page("firefox", "w3c") },
  { name: "@roamhq/wrtc", version: () => npm("@roamhq/wrtc"), ...node("wrtc") },
  { name: "werift", version: () => npm("werift"), ...node("werift") },
  {
    name: "node-datachannel",
    version: () => npm("node-datachannel"),
    lacks: ["restarts ICE", "takes an ICE restart"],
    ...node("node-datachannel"),
  },
  {
    name: "simple-peer on Chromium",
    version: () => npm("simple-peer"),
    ...NO_RESTART,
    ...page("chromium", "simple-peer"),
  },
  { name: "simple-peer on @roamhq/wrtc", version: () => npm("simple-peer"), ...NO_RESTART, ...node("simple-peer") },
  { name: "SIP.js on Chromium", version: () => npm("sip.js"), ...page("chromium", "sip") },
  { name: "aiortc", version: () => debian("python3-aiortc"), ...NO_RESTART, ...python("aiortc_peer.py") },
  { name: "GStreamer webrtcbin", version: () => debian("gstreamer1.0-plugins-bad"), ...python("webrtcbin_peer.py") },
  { name: "Janus", version: () => debian("janus"), ...JANUS, ...node("janus") },
  { name: "rtpengine (RTP/SAVPF)", version: () => debian("rtpengine-daemon"), ...PUBLISHER, ...node("rtpengine") },
  {
    name: "FFmpeg (WHIP)",
    version: () => `8.1 in node-av ${npm("node-av")}`,
    lacks: ["offer"],
    ...PUBLISHER,
    ...node("ffmpeg-whip"),
  },
  {
    name: "GStreamer simple-whip-client (WHIP)",
    version: () => debian("simple-whip-client"),
    ...PUBLISHER,
    ...node("whip-client"),
  },
];
