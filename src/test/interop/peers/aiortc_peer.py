"""aiortc: whole descriptions after gathering, no ICE restart."""
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.sdp import candidate_from_sdp

from peer import report, run


class Aiortc:
    def __init__(self, peer):
        self.peer = peer
        self.channel = None
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.connection.on("datachannel", self.use)

    async def offer(self, step):
        if step == "restart":
            raise RuntimeError("it has no ICE restart")
        if step == "first":
            self.use(self.connection.createDataChannel("interop"))
        if step == "media":
            self.connection.addTransceiver("audio")
        return await self.local(await self.connection.createOffer())

    async def answer(self, sdp):
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="offer"))
        return await self.local(await self.connection.createAnswer())

    async def accept(self, sdp):
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))

    async def candidate(self, candidate):
        parsed = candidate_from_sdp(candidate["candidate"].split(":", 1)[1])
        parsed.sdpMid = candidate.get("sdpMid")
        parsed.sdpMLineIndex = candidate.get("sdpMLineIndex")
        await self.connection.addIceCandidate(parsed)

    def send(self, text):
        self.channel.send(text)

    async def local(self, description):
        await self.connection.setLocalDescription(description)
        return self.connection.localDescription.type, self.connection.localDescription.sdp

    def use(self, channel):
        self.channel = channel
        channel.on("message", self.peer.read)
        if channel.readyState == "open":
            report("open")
        else:
            channel.on("open", lambda: report("open"))


run(Aiortc)
