package io.beckon.benchmark.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/** A browser's offer and one of its candidates, as clients send them. */
public enum Frames {
    JSON(new JsonMapper(), JsonCodec::new),
    CBOR(new CBORMapper(), CborCodec::new);

    static final String SDP = Text.SDP;
    static final String CANDIDATE = Text.CANDIDATE;

    final MessageCodec codec;
    final byte[] offer;
    final byte[] candidate;

    Frames(ObjectMapper mapper, BiFunction<WireLimits, CandidatePolicy, MessageCodec> codec) {
        this.codec = codec.apply(WireLimits.DEFAULT, CandidatePolicy.OPEN);
        ObjectNode description = frame("offer");
        description.putObject("offer").put("type", "offer").put("sdp", Text.SDP);
        ObjectNode trickled = frame("ice-candidate");
        trickled.putObject("candidate")
                .put("candidate", Text.CANDIDATE)
                .put("sdpMid", "0")
                .put("sdpMLineIndex", 0)
                .put("usernameFragment", "EsAw");
        try {
            offer = mapper.writeValueAsBytes(description);
            candidate = mapper.writeValueAsBytes(trickled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode frame(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("id", "17");
    }

    /** In a class of its own, which is there before the frames are. */
    private static final class Text {

        static final String SDP = sdp();
        static final String CANDIDATE = "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx"
                + " raddr 192.0.2.5 rport 46154 generation 0 ufrag EsAw network-cost 999";

        private static String sdp() {
            try (InputStream file = Frames.class.getResourceAsStream("/offer.sdp")) {
                return new String(file.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "\r\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
