#!/bin/bash
# Chromium 150.0.7871.100 (Debian bookworm), driven by playwright-core 1.49.1 (npm). 2026-11-30.
#
# Guess: in "perfect negotiation" (W3C WebRTC, section 10.7) the side that yields loses its offer, nothing else: what it has put
# into its connection is in its answer, and is sent.
# So it is: if it yields when a track is removed, and again when the same transceiver gets the next track, everything reads well
# (`stable`, `sendrecv`, a live track, an outbound-rtp entry in the statistics), and no frame is ever sent. `replaceTrack` with the
# track that the sender has already makes it send. Chromium 156 sends by itself (seen with 156.0.8078.114).
#
# Seen:
#   after the first track: sendrecv, frames flow: true
#   after the second: sendrecv, live, frames flow: false
#   after replaceTrack(sender.track): frames flow: true
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=150.0.7871.100-1~deb12u1
apt-get -qq -o APT::Sandbox::User=root download "chromium=$version" "chromium-common=$version"
for package in *.deb; do dpkg -x "$package" browser; done
npm install --silent --no-audit --no-fund playwright-core@1.49.1
cat > try.mjs <<'JS'
import { chromium } from "playwright-core";

const args = ["--no-sandbox", "--allow-loopback-in-peer-connection", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const browser = await chromium.launch({ executablePath: "browser/usr/lib/chromium/chromium", args });
const page = await browser.newPage();
page.on("pageerror", error => console.log(error.message));
await page.route("**/*", route => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
await page.goto("http://localhost/");
await page.evaluate(async () => {
    const [polite, impolite] = [new RTCPeerConnection(), new RTCPeerConnection()];
    const early = new Map([[polite, []], [impolite, []]]);
    const trickle = (from, to) => (from.onicecandidate = ({ candidate }) => candidate && early.get(to).push(candidate));
    trickle(polite, impolite);
    trickle(impolite, polite);

    async function take(pc, description) {
        await pc.setRemoteDescription(description);
        if (description.type === "offer") await pc.setLocalDescription();
    }
    /** Both offer, and the polite one yields: its answer has what it wanted to offer. */
    async function collide() {
        await polite.setLocalDescription();
        await impolite.setLocalDescription();
        await polite.setLocalDescription({ type: "rollback" });
        await take(polite, impolite.localDescription);
        await take(impolite, polite.localDescription);
    }
    const camera = async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks()[0];
    async function sent(sender) {
        const all = [...(await sender.getStats()).values()];
        return all.find(({ type }) => type === "outbound-rtp")?.framesSent ?? 0;
    }
    async function flows(sender) {
        const before = await sent(sender);
        for (let tries = 0; tries < 30; tries++) {
            await new Promise(resolve => setTimeout(resolve, 100));
            if ((await sent(sender)) >= before + 5) return true;
        }
        return false;
    }

    for (const pc of [polite, impolite]) pc.addTrack(await camera());
    await polite.setLocalDescription();
    await take(impolite, polite.localDescription);
    await take(polite, impolite.localDescription);
    await new Promise(resolve => (polite.onicegatheringstatechange = () => polite.iceGatheringState === "complete" && resolve()));
    for (const [pc, candidates] of early) for (const candidate of candidates) await pc.addIceCandidate(candidate);
    const senders = [];
    for (const pc of [polite, impolite]) senders.push(pc.addTrack(await camera()));
    await collide();
    const mine = polite.getTransceivers().find(({ sender }) => sender === senders[0]);
    console.log(`after the first track: ${mine.currentDirection}, frames flow: ${await flows(mine.sender)}`);
    polite.removeTrack(senders[0]);
    impolite.removeTrack(senders[1]);
    await collide();
    for (const pc of [polite, impolite]) {
        const transceiver = pc.getTransceivers().find(({ sender }) => senders.includes(sender));
        await transceiver.sender.replaceTrack(await camera());
        transceiver.direction = "sendrecv";
    }
    await collide();
    console.log(`after the second: ${mine.currentDirection}, ${mine.sender.track.readyState}, frames flow: ${await flows(mine.sender)}`);
    await mine.sender.replaceTrack(mine.sender.track);
    console.log(`after replaceTrack(sender.track): frames flow: ${await flows(mine.sender)}`);
});
await browser.close();
JS
timeout 90 node try.mjs | tee seen
grep -q '^after the first track: sendrecv, frames flow: true$' seen
grep -q '^after the second: sendrecv, live, frames flow: false$' seen
grep -q '^after replaceTrack(sender.track): frames flow: true$' seen
