#!/bin/bash
# whip-whep 1.2.0 and @eyevinn/whip-web-client 1.1.7 (npm), over @roamhq/wrtc 0.10.0. 2026-11-30.
#
# Guess: a client that trickles by PATCH does so with the ETag of the 201 as If-Match, for without one it is answered 428 (RFC 9725
# section 4.3.1).
# So it is: of three clients one does. The player of whip-whep never looks at the ETag of the 201, though its publisher does;
# @eyevinn/whip-web-client sends the tag as a header ETag, which says nothing in a request, and takes the mid 0 for none: of an only
# m-section its fragments are empty. An endpoint that insists on If-Match gets no candidates from them.
#
# Seen:
#   whip-whep, publisher: If-Match "tag", no ETag, candidates
#   whip-whep, player: no If-Match, no ETag, candidates
#   @eyevinn/whip-web-client: no If-Match, ETag "tag", empty
set -euo pipefail
if [ "${1:-}" != --inside ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp "$0" "$work/script"
    cd "$work"
    npm install --silent --no-audit --no-fund @roamhq/wrtc@0.10.0 whip-whep@1.2.0 @eyevinn/whip-web-client@1.1.7
    # A network that is loopback only.
    as=$([ "$(id -u)" = 0 ] || echo --map-root-user)
    unshare $as --net bash script --inside
    exit
fi
PATH=$PATH:/usr/sbin:/sbin ip link set lo up
cp node_modules/whip-whep/whip.js whip.mjs
cp node_modules/whip-whep/whep.js whep.mjs
cat > try.mjs <<'JS'
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import eyevinn from "@eyevinn/whip-web-client";
import wrtc from "@roamhq/wrtc";
import { WHEPClient } from "./whep.mjs";
import { WHIPClient } from "./whip.mjs";

/** How each has trickled, by the path of its endpoint. */
const seen = {};
const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const { method, url, headers } = request;
    if (method === "PATCH") {
        const named = name => (headers[name.toLowerCase()] ? `${name} ${headers[name.toLowerCase()]}` : `no ${name}`);
        seen[url] ??= `${named("If-Match")}, ${named("ETag")}, ${body.includes("a=candidate:") ? "candidates" : body ? "none" : "empty"}`;
        response.writeHead(204).end();
    } else if (method === "POST") {
        const peer = new wrtc.RTCPeerConnection();
        await peer.setRemoteDescription({ type: "offer", sdp: body });
        await peer.setLocalDescription(await peer.createAnswer());
        response.writeHead(201, { "Content-Type": "application/sdp", Location: url, ETag: '"tag"' }).end(peer.localDescription.sdp);
    } else {
        response.writeHead(200, { "Access-Control-Allow-Methods": "POST, PATCH, DELETE" }).end();
    }
});
await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
const endpoint = path => `http://127.0.0.1:${server.address().port}${path}`;

const publisher = new wrtc.RTCPeerConnection();
publisher.addTransceiver("audio", { direction: "sendonly" });
await new WHIPClient().publish(publisher, endpoint("/publisher"));

const player = new wrtc.RTCPeerConnection();
player.addTransceiver("audio", { direction: "recvonly" });
await new WHEPClient().view(player, endpoint("/player"));

const peerConnectionFactory = options => new wrtc.RTCPeerConnection(options);
const client = new eyevinn.WHIPClient({ endpoint: endpoint("/eyevinn"), opts: { iceServers: [] }, peerConnectionFactory });
await client.ingest(new wrtc.MediaStream([new wrtc.nonstandard.RTCAudioSource().createTrack()]));

while (Object.keys(seen).length < 3) await pause(100);
console.log(`whip-whep, publisher: ${seen["/publisher"]}`);
console.log(`whip-whep, player: ${seen["/player"]}`);
console.log(`@eyevinn/whip-web-client: ${seen["/eyevinn"]}`);
process.exit();
JS
timeout 60 node try.mjs 2>complaints | tee seen
grep -q '^whip-whep, publisher: If-Match "tag", no ETag, candidates$' seen
grep -q '^whip-whep, player: no If-Match, no ETag, candidates$' seen
grep -q '^@eyevinn/whip-web-client: no If-Match, ETag "tag", empty$' seen
