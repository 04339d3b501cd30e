#!/bin/bash
# simple-peer 9.11.1 on @roamhq/wrtc 0.10.0 (npm). 2026-11-29.
#
# Guess: each `signal` of simple-peer is an offer, an answer or a candidate, so a signaling service that carries those three carries it.
# So it is: the side that is not the initiator never offers. When it adds a transceiver (or a track) it emits a `transceiverRequest`
# (or `renegotiate`) for the other side's simple-peer, and nothing happens until that has been carried over as it is. A peer
# that is not simple-peer cannot know what it means: simple-peer as the answerer cannot renegotiate with anything else.
#
# Seen:
#   the answerer has added a transceiver and signals {"type":"transceiverRequest","transceiverRequest":{"kind":"audio"}}
#   offers made by then: 1
#   carried over, offers made: 2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund simple-peer@9.11.1 @roamhq/wrtc@0.10.0
cat > try.mjs <<'JS'
import wrtc from "@roamhq/wrtc";
import SimplePeer from "simple-peer";

const [initiator, answerer] = [new SimplePeer({ initiator: true, wrtc, trickle: false }), new SimplePeer({ wrtc, trickle: false })];
let offers = 0;
initiator.on("signal", signal => {
    if (signal.type === "offer" && ++offers === 2) {
        console.log(`carried over, offers made: ${offers}`);
        process.exit();
    }
    answerer.signal(signal);
});
answerer.on("signal", signal => {
    if (signal.type !== "answer") {
        console.log(`the answerer has added a transceiver and signals ${JSON.stringify(signal)}`);
        console.log(`offers made by then: ${offers}`);
    }
    initiator.signal(signal);
});
initiator._pc.addEventListener("signalingstatechange", () => {
    if (offers === 1 && initiator._pc.signalingState === "stable") setTimeout(() => answerer.addTransceiver("audio"), 500);
});
JS
timeout 60 node try.mjs | tee seen
grep -q '^the answerer .*transceiverRequest' seen
grep -q '^offers made by then: 1' seen
grep -q '^carried over, offers made: 2' seen
