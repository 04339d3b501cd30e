#!/bin/bash
# libwebrtc (npm @roamhq/wrtc 0.10.0), with werift 0.24.4 (npm) beside it. 2026-11-29.
#
# Guess: `addIceCandidate` with a `usernameFragment` that none of the remote descriptions has rejects with OperationError, as the W3C
# says, so a candidate that is late by an ICE restart is harmless and seen.
# So it is: it resolves, and the remote description then has the candidate under its own, other `a=ice-ufrag`. werift rejects,
# as Firefox ESR 153 does; Chromium 156 is like the older libwebrtc here (both seen in the same way, by hand).
# Who relays candidates has to know to which generation they belong: the receiver may not look.
#
# Seen:
#   libwebrtc: taken, in the remote description: true
#   werift: OperationError
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund werift@0.24.4 @roamhq/wrtc@0.10.0
cat > try.mjs <<'JS'
import wrtc from "@roamhq/wrtc";
import * as werift from "werift";

const candidate = "candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host";

async function late(RTCPeerConnection) {
    const [offerer, answerer] = [new wrtc.RTCPeerConnection(), new RTCPeerConnection({ iceServers: [] })];
    offerer.createDataChannel("x");
    await offerer.setLocalDescription(await offerer.createOffer());
    const { type, sdp } = offerer.localDescription;
    await answerer.setRemoteDescription({ type, sdp });
    return answerer.addIceCandidate({ candidate, sdpMid: "0", usernameFragment: "none-of-these" }).then(
        () => `taken, in the remote description: ${answerer.remoteDescription.sdp.includes("192.0.2.1 40000")}`,
        error => error.name,
    );
}

console.log(`libwebrtc: ${await late(wrtc.RTCPeerConnection)}`);
console.log(`werift: ${await late(werift.RTCPeerConnection)}`);
process.exit();
JS
timeout 60 node try.mjs | tee seen
grep -q '^libwebrtc: taken, in the remote description: true$' seen
grep -q '^werift: OperationError$' seen
