"""GStreamer's webrtcbin, with a data channel and, where asked for, a test tone."""
import asyncio

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import Gst, GstSdp, GstWebRTC

from peer import report, run

Gst.init(None)
TONE = "audiotestsrc is-live=true ! opusenc ! rtpopuspay ! capsfilter caps=application/x-rtp,media=audio,encoding-name=OPUS,payload=96"


class Webrtcbin:
    def __init__(self, peer):
        self.peer = peer
        self.loop = asyncio.get_running_loop()
        self.channel = None
        self.pipeline = Gst.Pipeline.new()
        self.webrtc = Gst.ElementFactory.make("webrtcbin")
        self.webrtc.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
        self.pipeline.add(self.webrtc)
        self.webrtc.connect("on-ice-candidate", self.found)
        self.webrtc.connect("on-data-channel", lambda _, channel: self.use(channel))
        self.pipeline.set_state(Gst.State.PLAYING)

    async def offer(self, step):
        if step == "first":
            self.use(self.webrtc.emit("create-data-channel", "interop", None))
        if step == "media":
            tone = Gst.parse_bin_from_description(TONE, True)
            self.pipeline.add(tone)
            tone.link(self.webrtc)
            tone.sync_state_with_parent()
        options = Gst.Structure.new_from_string("options, ice-restart=(boolean)true") if step == "restart" else None
        return await self.local("offer", options)

    async def answer(self, sdp):
        await self.remote(GstWebRTC.WebRTCSDPType.OFFER, sdp)
        return await self.local("answer", None)

    async def accept(self, sdp):
        await self.remote(GstWebRTC.WebRTCSDPType.ANSWER, sdp)

    async def candidate(self, candidate):
        self.webrtc.emit("add-ice-candidate", candidate.get("sdpMLineIndex") or 0, candidate["candidate"])

    def send(self, text):
        self.channel.emit("send-string", text)

    async def local(self, kind, options):
        reply = await self.ask(f"create-{kind}", options)
        error = reply.get_value("error") if reply.has_field("error") else None
        if error:
            raise error
        description = reply.get_value(kind)
        await self.ask("set-local-description", description)
        return kind, description.sdp.as_text()

    async def remote(self, kind, sdp):
        message = GstSdp.SDPMessage.new_from_text(sdp)[1]
        await self.ask("set-remote-description", GstWebRTC.WebRTCSessionDescription.new(kind, message))

    def ask(self, signal, argument):
        """Promises the reply to one of webrtcbin's signals, which comes on a thread of its own."""
        future = self.loop.create_future()
        promise = Gst.Promise.new_with_change_func(
            lambda promise: self.loop.call_soon_threadsafe(future.set_result, promise.get_reply()))
        self.webrtc.emit(signal, argument, promise)
        return future

    def found(self, _, line, candidate):
        sending = self.peer.send_candidate({"candidate": candidate, "sdpMLineIndex": line})
        asyncio.run_coroutine_threadsafe(sending, self.loop)

    def use(self, channel):
        self.channel = channel
        channel.connect("on-message-string", lambda _, text: self.loop.call_soon_threadsafe(self.peer.read, text))
        if channel.get_property("ready-state") == GstWebRTC.WebRTCDataChannelState.OPEN:
            report("open")
        else:
            channel.connect("on-open", lambda _: report("open"))


run(Webrtcbin)
