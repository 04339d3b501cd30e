#!/bin/bash
# Chromium 150.0.7871.100 (Debian bookworm), driven by playwright-core 1.49.1 (npm). 2026-12-01.
#
# Guess: a page may give its video a MediaStream without tracks, to which the camera's are added when its user allows it (W3C Media
# Capture and Streams, section 6.2); the page's load event has to do with files alone.
# So it is: while a stream has no frame the video is loading media data, and delays the load event (HTML, section 4.8.11.5,
# "delaying-the-load-event flag"). If the stream is set a moment before that event, which is a matter of chance where modules are
# loaded, the page's tab turns as long as the user thinks the question over, and whatever waits for "load" (a service worker's
# registration, a test's driver) waits with it. Once the stream has a frame, or with the same stream set after "load", all is well.
#
# Seen:
#   no stream: loaded
#   an empty stream before "load": not loaded within 5 s, readyState interactive
#   the same when the camera's track has come: loaded
#   an empty stream after "load": loaded
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

const args = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const browser = await chromium.launch({ executablePath: "browser/usr/lib/chromium/chromium", args });

async function open(script) {
    const page = await browser.newPage();
    await page.route("**/*", route =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><video id="v" autoplay muted></video><script>${script}</script>` }));
    await page.goto("http://localhost/", { waitUntil: "commit" });
    return page;
}
const loaded = page => page.waitForLoadState("load", { timeout: 5000 }).then(
    () => "loaded",
    async () => `not loaded within 5 s, readyState ${await page.evaluate("document.readyState")}`);

console.log(`no stream: ${await loaded(await open(""))}`);
const waiting = await open("v.srcObject = new MediaStream();");
console.log(`an empty stream before "load": ${await loaded(waiting)}`);
await waiting.evaluate("navigator.mediaDevices.getUserMedia({ video: true }).then(s => v.srcObject.addTrack(s.getTracks()[0]))");
console.log(`the same when the camera's track has come: ${await loaded(waiting)}`);
const after = await open('addEventListener("load", () => (v.srcObject = new MediaStream()));');
console.log(`an empty stream after "load": ${await loaded(after)}`);
await browser.close();
JS
timeout 90 node try.mjs | tee seen
diff seen - <<'SEEN'
no stream: loaded
an empty stream before "load": not loaded within 5 s, readyState interactive
the same when the camera's track has come: loaded
an empty stream after "load": loaded
SEEN
