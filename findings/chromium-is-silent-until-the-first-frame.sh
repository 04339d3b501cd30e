#!/bin/bash
# Chromium 150.0.7871.100 (Debian bookworm), driven by playwright-core 1.49.1 (npm). 2026-12-02.
#
# Guess: a video element that is given somebody's MediaStream plays the sound at once, whether or not a picture comes: a stream is
# "active", and the tracks are rendered each on its own (W3C Media Capture and Streams, section 6.2).
# So it is: while a video track of the stream has no frame yet, the element stays at HAVE_NOTHING, and its sound is not played,
# though the packets come and are decoded. It does not say so: after play() it is not paused. So whoever sends no frames from the
# beginning (an encoding that is not active, a sender without a track, a camera that a room has no use for) is not heard, until the
# first frame; once it was there the picture may stop. With an element for the sound alone, all is well.
#
# Seen:
#   video that is not sent: HAVE_NOTHING, not paused, no sound
#   video without a track: HAVE_NOTHING, not paused, no sound
#   video that stops after a frame: HAVE_ENOUGH_DATA, not paused, sound
#   video that is not sent, and the sound in an element of its own: HAVE_NOTHING, not paused, sound
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

const browser = await chromium.launch({
    executablePath: "browser/usr/lib/chromium/chromium",
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"],
});
const page = await browser.newPage();
await page.route("**/*", route => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>x</title>" }));
await page.goto("http://localhost/");

/** What the receiving side's element says, and whether anything was heard, three seconds after all has come. */
const call = wish => page.evaluate(async ({ withTrack = true, active = false, apart = false }) => {
    const pause = seconds => new Promise(resolve => setTimeout(resolve, 1000 * seconds));
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
    sender.onicecandidate = ({ candidate }) => receiver.addIceCandidate(candidate);
    receiver.onicecandidate = ({ candidate }) => sender.addIceCandidate(candidate);
    sender.addTrack(stream.getAudioTracks()[0], stream);
    const video = sender.addTransceiver(withTrack ? stream.getVideoTracks()[0] : "video", { streams: [stream], sendEncodings: [{ active }] });
    const [element, sound] = [Object.assign(document.createElement("video"), { autoplay: true }), new Audio()];
    document.body.append(element);
    receiver.ontrack = ({ streams: [received] }) => {
        element.srcObject = received;
        element.play().catch(() => {});
        if (!apart) return;
        element.muted = true;
        sound.srcObject = new MediaStream(received.getAudioTracks());
        sound.play();
    };
    await sender.setLocalDescription();
    await receiver.setRemoteDescription(sender.localDescription);
    await receiver.setLocalDescription();
    await sender.setRemoteDescription(receiver.localDescription);
    if (active) {
        await new Promise(resolve => element.addEventListener("playing", resolve));
        const parameters = video.sender.getParameters();
        parameters.encodings[0].active = false;
        await video.sender.setParameters(parameters);
    }
    const energy = async () =>
        [...(await receiver.getStats()).values()].find(({ type, kind }) => type === "inbound-rtp" && kind === "audio").totalAudioEnergy;
    await pause(2);
    const before = await energy();
    await pause(3);
    const state = ["HAVE_NOTHING", "HAVE_METADATA", "HAVE_CURRENT_DATA", "HAVE_FUTURE_DATA", "HAVE_ENOUGH_DATA"][element.readyState];
    const heard = (await energy()) > before;
    for (const connection of [sender, receiver]) connection.close();
    return `${state}, ${element.paused ? "" : "not "}paused, ${heard ? "" : "no "}sound`;
}, wish);

console.log(`video that is not sent: ${await call({})}`);
console.log(`video without a track: ${await call({ withTrack: false })}`);
console.log(`video that stops after a frame: ${await call({ active: true })}`);
console.log(`video that is not sent, and the sound in an element of its own: ${await call({ apart: true })}`);
await browser.close();
JS
timeout 90 node try.mjs | tee seen
diff seen - <<'SEEN'
video that is not sent: HAVE_NOTHING, not paused, no sound
video without a track: HAVE_NOTHING, not paused, no sound
video that stops after a frame: HAVE_ENOUGH_DATA, not paused, sound
video that is not sent, and the sound in an element of its own: HAVE_NOTHING, not paused, sound
SEEN
