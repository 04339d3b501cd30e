#!/bin/bash
# The W3C polyfill of node-datachannel 0.33.4, answers of libwebrtc (@roamhq/wrtc 0.10.0) (npm). 2026-11-29.
#
# Guess: a polyfill with `setRemoteDescription({type})` knows JSEP's `pranswer`, or refuses it.
# So it is: a provisional answer is taken as the final one without a word, the state is `stable`, and the answer that follows, a
# normal one, is refused. @roamhq/wrtc and werift do both right.
#
# Seen:
#   libwebrtc: pranswer -> have-remote-pranswer, answer -> stable
#   polyfill: pranswer -> stable, answer -> refused: Unexpected remote answer description in signaling state stable
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund node-datachannel@0.33.4 @roamhq/wrtc@0.10.0
cat > try.mjs <<'JS'
import wrtc from "@roamhq/wrtc";
import { RTCPeerConnection } from "node-datachannel/polyfill";

async function provisionalThenFinal(Offerer) {
    const [offerer, answerer] = [new Offerer({ iceServers: [] }), new wrtc.RTCPeerConnection()];
    offerer.createDataChannel("x");
    await offerer.setLocalDescription(await offerer.createOffer());
    const { type, sdp } = offerer.localDescription;
    await answerer.setRemoteDescription({ type, sdp });
    const answer = await answerer.createAnswer();
    const states = [];
    for (const type of ["pranswer", "answer"]) {
        const state = await offerer.setRemoteDescription({ type, sdp: answer.sdp }).then(
            () => offerer.signalingState,
            error => `refused: ${error.message.split(": ").pop()}`,
        );
        states.push(`${type} -> ${state}`);
    }
    return states.join(", ");
}

console.log(`libwebrtc: ${await provisionalThenFinal(wrtc.RTCPeerConnection)}`);
console.log(`polyfill: ${await provisionalThenFinal(RTCPeerConnection)}`);
process.exit();
JS
timeout 60 node try.mjs | tee seen
grep -q '^libwebrtc: pranswer -> have-remote-pranswer, answer -> stable$' seen
grep -q '^polyfill: pranswer -> stable, answer -> refused: ' seen
