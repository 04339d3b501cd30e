#!/bin/bash
# aiortc 1.4.0-2 and GStreamer's webrtcbin 1.22.0 (Debian 12: python3-aiortc, gstreamer1.0-plugins-bad), offers of libwebrtc (npm
# @roamhq/wrtc 0.10.0). 2026-11-29.
#
# Guess: a stack answers an ICE restart with new credentials of its own (RFC 8839 4.4.1.1.1), or refuses it.
# So it is: both take the offer without an error and answer with the old ones, so there was no restart; on the connection that still works
# this goes unnoticed, and on the one that was to be mended nothing happens. webrtcbin's own `create-offer` has the same
# result with `ice-restart=true` among its options as without it.
#
# Seen:
#   libwebrtc offers an ICE restart: new credentials True
#   aiortc answers it: new credentials False
#   webrtcbin answers it: new credentials False
#   webrtcbin offers one: new credentials False
set -euo pipefail
dpkg-query -W -f '${Package} ${Version}\n' python3-aiortc gstreamer1.0-plugins-bad gstreamer1.0-nice python3-gst-1.0 gir1.2-gst-plugins-bad-1.0 ||
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends python3-aiortc=1.4.0-2 \
        gstreamer1.0-nice python3-gst-1.0 gir1.2-gst-plugins-bad-1.0 gstreamer1.0-plugins-bad >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @roamhq/wrtc@0.10.0
cat > offers.mjs <<'JS'
import wrtc from "@roamhq/wrtc";

const offerer = new wrtc.RTCPeerConnection();
offerer.createDataChannel("x");
const first = await offerer.createOffer();
await offerer.setLocalDescription(first);
const answerer = new wrtc.RTCPeerConnection();
await answerer.setRemoteDescription(first);
await answerer.setLocalDescription(await answerer.createAnswer());
await offerer.setRemoteDescription(answerer.localDescription);
console.log(JSON.stringify([first.sdp, (await offerer.createOffer({ iceRestart: true })).sdp]));
process.exit();
JS
node offers.mjs > offers.json
cat > answers.py <<'PY'
import asyncio
import json
import queue
import re

import gi
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import Gst, GstSdp, GstWebRTC

offers = json.load(open("offers.json"))


def new_credentials(descriptions):
    return len({re.search("a=ice-ufrag:(.*)", text).group(1).strip() for text in descriptions}) > 1


async def aiortc_answers():
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for offer in offers:
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        answer = await connection.createAnswer()
        yield answer.sdp
        await connection.setLocalDescription(answer)


async def all_of(answers):
    return [answer async for answer in answers]


def webrtcbin():
    element = Gst.ElementFactory.make("webrtcbin")
    element.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
    pipeline = Gst.Pipeline.new()
    pipeline.add(element)
    pipeline.set_state(Gst.State.PLAYING)
    return pipeline, element


def ask(element, signal, argument):
    replies = queue.Queue()
    element.emit(signal, argument, Gst.Promise.new_with_change_func(lambda promise: replies.put(promise.get_reply())))
    return replies.get(timeout=20)


def webrtcbin_answers():
    pipeline, element = webrtcbin()
    for offer in offers:
        message = GstSdp.SDPMessage.new_from_text(offer)[1]
        ask(element, "set-remote-description", GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.OFFER, message))
        reply = ask(element, "create-answer", None)  # what is read from it lives only as long
        answer = reply.get_value("answer")
        yield answer.sdp.as_text()
        ask(element, "set-local-description", answer)
    pipeline.set_state(Gst.State.NULL)


def webrtcbin_offers():
    pipeline, element = webrtcbin()
    channel = element.emit("create-data-channel", "x", None)
    for options in (None, Gst.Structure.new_from_string("options, ice-restart=(boolean)true")):
        reply = ask(element, "create-offer", options)  # what is read from it lives only as long
        offer = reply.get_value("offer")
        yield offer.sdp.as_text()
        ask(element, "set-local-description", offer)
    pipeline.set_state(Gst.State.NULL)


Gst.init(None)
print("libwebrtc offers an ICE restart: new credentials", new_credentials(offers))
print("aiortc answers it: new credentials", new_credentials(asyncio.run(all_of(aiortc_answers()))))
print("webrtcbin answers it: new credentials", new_credentials(webrtcbin_answers()))
print("webrtcbin offers one: new credentials", new_credentials(webrtcbin_offers()))
PY
timeout 60 /usr/bin/python3 answers.py 2> errors | tee seen || { cat errors; exit 1; }
grep -q '^libwebrtc offers an ICE restart: new credentials True' seen
[ "$(grep -c 'new credentials False' seen)" = 3 ]
