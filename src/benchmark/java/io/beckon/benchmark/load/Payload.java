package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The relayed messages as the article has them: a browser's SDP of about 2 KB, and a server-reflexive candidate. */
final class Payload {

    private static final String SDP = sdp();

    private static final String CANDIDATE = "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx"
            + " raddr 192.0.2.5 rport 46154 generation 0 ufrag EsAw network-cost 999 x-stamp " + Stamp.PLACEHOLDER;

    private Payload() {}

    /** A message with {@link Stamp#PLACEHOLDER} where its stamp belongs. */
    static ObjectNode template(Kind kind) {
        return switch (kind) {
            case OFFER -> description("offer", SDP);
            case ANSWER -> description("answer", SDP.replace("a=setup:actpass", "a=setup:active"));
            case CANDIDATE -> candidate();
        };
    }

    /** Of a file, with a stamp as an attribute of the session that nobody knows. */
    private static String sdp() {
        try (InputStream file = Payload.class.getResourceAsStream("/offer.sdp")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .replaceFirst("t=0 0\n", "t=0 0\na=" + Stamp.PLACEHOLDER + "\n")
                    .replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode description(String type, String sdp) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", type);
        message.putObject(type).put("type", type).put("sdp", sdp);
        return message;
    }

    private static ObjectNode candidate() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "ice-candidate");
        message.putObject("candidate")
                .put("candidate", CANDIDATE)
                .put("sdpMid", "0")
                .put("sdpMLineIndex", 0)
                .put("usernameFragment", "EsAw");
        return message;
    }
}
