#!/bin/bash
# The WHIP muxer of FFmpeg 8.1 (npm node-av 6.1.1). 2026-11-29.
#
# Guess: a WHIP client does ICE, so of an answer's candidates one that works is enough, whatever their order and priority.
# So it is: the first UDP candidate of type `host` is the only one that it ever sends to; a second `host` one, though of higher
# priority, and those of type `srflx` and `relay` get nothing, and with a relay alone the answer is refused. Nor does it have a
# candidate in its own offer. A WHIP endpoint has to put the host address that publishers reach in front of all others, and no
# TURN server brings such a publisher through.
#
# Seen:
#   host host: checks to the first, none to the second
#   srflx host: none to the first, checks to the second
#   relay: none to the first; refused: Invalid argument
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts node-av@6.1.1 @seydx/node-av-linux-x64@6.1.1
cat > try.mjs <<'JS'
import { createSocket } from "node:dgram";
import { createServer } from "node:http";

Promise.withResolvers ??= () => {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made; // Node 20 does not have it
};
const { Decoder, Demuxer, Encoder, Muxer } = await import("node-av");

const checks = [];
const types = process.argv.slice(2);
const candidates = await Promise.all(
    types.map(async (type, i) => {
        checks[i] = 0;
        const socket = createSocket("udp4").on("message", () => checks[i]++);
        await new Promise(bound => socket.bind(0, "127.0.0.1", bound));
        const related = type === "host" ? "" : " raddr 127.0.0.1 rport 9";
        return `a=candidate:${i + 1} 1 udp ${2122260000 + i} 127.0.0.1 ${socket.address().port} typ ${type}${related}`;
    }),
);
const answer = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 1",
    "m=video 9 UDP/TLS/RTP/SAVPF 106",
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:abcd",
    "a=ice-pwd:abcdefghijklmnopqrstuvwx",
    `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
    "a=setup:active",
    "a=mid:1",
    "a=recvonly",
    "a=rtcp-mux",
    "a=rtpmap:106 H264/90000",
    ...candidates,
    "",
].join("\r\n");

const endpoint = createServer((request, response) => {
    request.resume().on("end", () => {
        if (request.method !== "POST") return response.writeHead(200).end();
        response.writeHead(201, { "Content-Type": "application/sdp", Location: "/whip/1" }).end(answer);
    });
});
await new Promise(listening => endpoint.listen(0, "127.0.0.1", listening));

let refused = "";
async function publish() {
    const input = await Demuxer.open("testsrc=size=320x240:rate=15,format=yuv420p", { format: "lavfi" });
    const decoder = await Decoder.create(input.video());
    const encoder = await Encoder.create("libx264", { decoder, options: { profile: "baseline", tune: "zerolatency" } });
    const output = await Muxer.open(`http://127.0.0.1:${endpoint.address().port}/whip`, { format: "whip", input });
    const stream = output.addStream(encoder);
    for await (const packet of encoder.packets(decoder.frames(input.packets()))) await output.writePacket(packet, stream);
}
// Nobody answers its checks: it gives up by itself, after 5 s.
await publish().catch(({ message }) => (refused = message.includes("Invalid argument") ? "; refused: Invalid argument" : ""));
const heard = checks.map((count, i) => `${count ? "checks" : "none"} to the ${["first", "second"][i]}`);
console.log(`${types.join(" ")}: ${heard.join(", ")}${refused}`);
process.exit();
JS
for types in "host host" "srflx host" relay; do
    timeout 40 node try.mjs $types 2> /dev/null | grep '^\(host\|srflx\|relay\)' | tee -a seen
done
grep -q '^host host: checks to the first, none to the second$' seen
grep -q '^srflx host: none to the first, checks to the second$' seen
grep -q '^relay: none to the first; refused: Invalid argument$' seen
