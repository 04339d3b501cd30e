#!/bin/bash
# aiortc 1.4.0-2 (Debian 12: python3-aiortc). 2026-11-29.
#
# Guess: `addIceCandidate` before `setRemoteDescription` raises an error, as in browsers (InvalidStateError), or keeps the candidate. And
# None, by which the W3C's API ends the candidates, is taken.
# So it is: the early candidate is dropped without a word, so the connection fails later and nobody knows why; None raises
# AttributeError. An application keeps candidates back until it has set the description, and does not pass on the end of candidates.
#
# Seen:
#   early: returned None, known candidates after the description: 0
#   the same candidate after the description: known candidates: 1
#   end of candidates: AttributeError
set -euo pipefail
dpkg-query -W -f '${Package} ${Version}\n' python3-aiortc ||
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends python3-aiortc=1.4.0-2 >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > try.py <<'PY'
import asyncio

from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.sdp import candidate_from_sdp


async def main():
    offerer, answerer = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
    offerer.createDataChannel("x")
    offer = await offerer.createOffer()
    candidate = candidate_from_sdp("1 1 udp 2122260223 127.0.0.1 40000 typ host")
    candidate.sdpMid = "0"

    def known():
        return len(answerer.sctp.transport.transport.iceGatherer._connection.remote_candidates)

    result = await answerer.addIceCandidate(candidate)
    await answerer.setRemoteDescription(offer)
    await asyncio.sleep(0)
    print(f"early: returned {result}, known candidates after the description: {known()}")
    await answerer.addIceCandidate(candidate)
    print(f"the same candidate after the description: known candidates: {known()}")
    try:
        await answerer.addIceCandidate(None)
        print("end of candidates: taken")
    except Exception as error:
        print(f"end of candidates: {type(error).__name__}")


asyncio.run(main())
PY
timeout 60 /usr/bin/python3 try.py | tee seen
grep -q '^early: returned None, known candidates after the description: 0$' seen
grep -q '^the same candidate after the description: known candidates: 1$' seen
grep -q '^end of candidates: AttributeError$' seen
