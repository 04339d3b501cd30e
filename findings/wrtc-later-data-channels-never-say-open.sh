#!/bin/bash
# @roamhq/wrtc 0.10.0 (npm). 2026-11-29.
#
# Guess: `createDataChannel` returns a channel that is `connecting`, and `open` comes later, always, as the W3C says and browsers do.
# So it is: that holds for the first channel only. One made while the connection is up is `open` at once and has no `open`
# event, so code that waits for the event waits for ever: look at `readyState` first.
#
# Seen:
#   first: made as connecting, open events: 1
#   second: made as open, open events: 0
#   the other side has got: first, second
set -euo pipefail
if [ "${1:-}" != --inside ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp "$0" "$work/script"
    cd "$work"
    npm install --silent --no-audit --no-fund @roamhq/wrtc@0.10.0
    # A network that is loopback only.
    as=$([ "$(id -u)" = 0 ] || echo --map-root-user)
    unshare $as --net bash script --inside
    exit
fi
PATH=$PATH:/usr/sbin:/sbin ip link set lo up
cat > try.mjs <<'JS'
import { setTimeout as pause } from "node:timers/promises";
import wrtc from "@roamhq/wrtc";

const [a, b] = [new wrtc.RTCPeerConnection(), new wrtc.RTCPeerConnection()];
a.onicecandidate = ({ candidate }) => candidate && b.addIceCandidate(candidate);
b.onicecandidate = ({ candidate }) => candidate && a.addIceCandidate(candidate);
const got = [];
b.ondatachannel = ({ channel }) => got.push(channel.label);

function open(label) {
    const made = { channel: a.createDataChannel(label), events: 0 };
    made.as = made.channel.readyState;
    made.channel.onopen = () => made.events++;
    made.tell = () => console.log(`${label}: made as ${made.as}, open events: ${made.events}`);
    return made;
}

const first = open("first");
await a.setLocalDescription(await a.createOffer());
await b.setRemoteDescription(a.localDescription);
await b.setLocalDescription(await b.createAnswer());
await a.setRemoteDescription(b.localDescription);
while (first.channel.readyState !== "open" || !got.length) await pause(50);
const second = open("second");
while (got.length < 2) await pause(50);
await pause(1000);
first.tell();
second.tell();
console.log(`the other side has got: ${got.join(", ")}`);
process.exit();
JS
timeout 60 node try.mjs | tee seen
grep -q '^first: made as connecting, open events: 1$' seen
grep -q '^second: made as open, open events: 0$' seen
grep -q '^the other side has got: first, second$' seen
