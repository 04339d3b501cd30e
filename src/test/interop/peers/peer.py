"""One participant in Python, like peer.mjs: commands as JSON lines on the input, reports on the output."""
import asyncio
import itertools
import json
import sys
from urllib.parse import quote

import websockets


class Wire:
    """A connection to the service by its wire protocol (docs/protocol.md)."""

    def __init__(self, on_frame):
        self.on_frame = on_frame
        self.waiting = {}
        self.ids = itertools.count(1)

    async def connect(self, url, token):
        credentials = quote(f"quarkus-http-upgrade#Authorization#Bearer {token}", safe="")
        self.socket = await websockets.connect(url, subprotocols=["signaling.v1.json", credentials])
        json.loads(await self.socket.recv())
        asyncio.ensure_future(self.read())

    async def read(self):
        async for text in self.socket:
            frame = json.loads(text)
            waiting = self.waiting.pop(frame.get("id"), None)
            if waiting:
                waiting.set_result(frame)
            else:
                self.on_frame(frame)

    async def request(self, frame):
        identifier = str(next(self.ids))
        self.waiting[identifier] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({**frame, "id": identifier}))
        return await self.waiting[identifier]


def report(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class Peer:
    """Carries what a stack says to the other one of the room and back, in order."""

    def __init__(self, make_stack):
        self.frames = asyncio.Queue()
        self.wire = Wire(self.frames.put_nowait)
        self.make_stack = make_stack
        self.other = None

    async def join(self, url, token, room):
        await self.wire.connect(url, token)
        joined = await self.wire.request({"type": "join", "room": room})
        for participant in joined["participants"]:
            self.other = participant["peer"]
        self.stack = self.make_stack(self)
        asyncio.ensure_future(self.work())
        report("joined")

    async def work(self):
        while True:
            frame = await self.frames.get()
            try:
                await self.take(frame)
            except Exception as error:
                report("failed", message=(str(error) or repr(error)).split("\n")[0])

    async def take(self, frame):
        kind = frame["type"]
        if kind == "peer-joined":
            self.other = frame["peer"]["peer"]
        if kind == "step":
            await self.describe(await self.stack.offer(frame["step"]))
        if kind not in ("offer", "answer", "ice-candidate"):
            return
        report("received", type=kind)
        if kind == "offer":
            await self.describe(await self.stack.answer(frame["offer"]["sdp"]), re=frame["seq"])
        elif kind == "answer":
            await self.stack.accept(frame["answer"]["sdp"])
            report("negotiated")
        elif frame["candidate"] and frame["candidate"].get("candidate"):
            await self.stack.candidate(frame["candidate"])

    async def describe(self, description, **fields):
        kind, sdp = description
        await self.send({"type": kind, kind: {"type": kind, "sdp": sdp}, **fields}, sdp)

    async def send_candidate(self, candidate):
        await self.send({"type": "ice-candidate", "candidate": candidate}, candidate)

    async def send(self, frame, what):
        reply = await self.wire.request({**frame, "to": self.other})
        report("sent", type=frame["type"], what=what, reply=reply["type"], code=reply.get("code"), message=reply.get("message"))

    def read(self, text):
        if text == "ping":
            self.stack.send("pong")
        elif text == "pong":
            report("pong")


async def commands(make_stack):
    loop = asyncio.get_running_loop()
    peer = Peer(make_stack)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        command = json.loads(line)
        if command["do"] == "join":
            await peer.join(command["url"], command["token"], command["room"])
        if command["do"] == "offer":
            peer.frames.put_nowait({"type": "step", "step": command["step"]})
        if command["do"] == "ping":
            peer.stack.send(command["text"])


def run(make_stack):
    asyncio.run(commands(make_stack))
