#!/bin/bash
# libdatachannel (npm node-datachannel 0.33.4), offers of libwebrtc (npm @roamhq/wrtc 0.10.0). 2026-11-29.
#
# Guess: an ICE restart that a browser offers, with which every other stack goes on, is at worst ignored.
# So it is: setRemoteDescription throws on the restart, while an ordinary re-offer of the same connection is taken. The peer that
# wanted to mend its connection by `restartIce()` gets no answer at all; only a new connection helps.
#
# Seen:
#   re-offer: taken
#   ICE restart: libdatachannel error while adding remote description: Invalid ICE settings from remote SDP
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund node-datachannel@0.33.4 @roamhq/wrtc@0.10.0
cat > try.mjs <<'JS'
import wrtc from "@roamhq/wrtc";
import { PeerConnection } from "node-datachannel";

const offerer = new wrtc.RTCPeerConnection();
offerer.createDataChannel("x");
let answered;
const answerer = new PeerConnection("answerer", { iceServers: [], disableAutoNegotiation: true });
answerer.onLocalDescription((sdp, type) => answered({ sdp, type }));

async function negotiate(options) {
    await offerer.setLocalDescription(await offerer.createOffer(options));
    const answer = new Promise(resolve => (answered = resolve));
    answerer.setRemoteDescription(offerer.localDescription.sdp, "offer");
    answerer.setLocalDescription("answer");
    await offerer.setRemoteDescription(await answer);
}

await negotiate({});
await negotiate({});
console.log("re-offer: taken");
await negotiate({ iceRestart: true }).then(
    () => console.log("ICE restart: taken"),
    error => console.log(`ICE restart: ${error.message}`),
);
process.exit();
JS
timeout 60 node try.mjs | tee seen
grep -q '^re-offer: taken' seen
grep -q '^ICE restart: .*Invalid ICE settings from remote SDP' seen
