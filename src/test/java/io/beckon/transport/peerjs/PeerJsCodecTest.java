package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.beckon.following.Wording;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Json;
import io.beckon.sdp.CandidatePolicy;
import org.junit.jupiter.api.Test;

class PeerJsCodecTest {

    private final PeerJsCodec codec = new PeerJsCodec(new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));

    private byte[] relayed(String type, String body) {
        return codec.encode(new ServerMessage.Relayed(type, Json.of(body), "peerjs", 4711, "anna", "bert"));
    }

    @Test
    void whatARoomSaysHasItsSeqWhichTheClientDoesNotGet() {
        byte[] encoded =
                relayed("answer", "{\"answer\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\ns=\\\"\\\\\"},\"pc\":\"mc_1\"}");
        assertEquals(4711, PeerJsCodec.seq(encoded));
        assertEquals(
                "{\"type\":\"ANSWER\",\"src\":\"anna\",\"dst\":\"bert\",\"payload\":{\"sdp\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\ns=\\\"\\\\\"},"
                        + "\"type\":\"media\",\"connectionId\":\"mc_1\"}}",
                PeerJsCodec.text(encoded));
    }

    @Test
    void whatIsNotOfARoomHasNone() {
        byte[] encoded = codec.encode(Wording.error(null, null, ErrorCode.NOT_ALLOWED, "12 is too many"));
        assertEquals(Long.MAX_VALUE, PeerJsCodec.seq(encoded));
        assertEquals(Notice.warning("12 is too many"), PeerJsCodec.text(encoded));
    }

    @Test
    void theEndOfCandidatesIsNothing() {
        assertSame(PeerJsCodec.NOTHING, relayed("ice-candidate", "{\"candidate\":null}"));
    }
}
