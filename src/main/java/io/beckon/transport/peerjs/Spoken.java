package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.json.FrameText;
import io.beckon.json.FrameText.Range;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a PeerJS client says to another. Its payload is taken apart without being changed; whether it is any good is judged when it has become
 * a frame.
 *
 * @param to {@code dst}; empty where it has none
 */
record Spoken(Kind kind, String to, byte[] text, @Nullable Map<String, Range> payload) {

    /** By {@code type}. */
    enum Kind {
        OFFER,
        ANSWER,
        CANDIDATE,
        LEAVE,
        EXPIRE,
        /** Not for another peer, or not known. */
        OTHER
    }

    /** {@code null}: it is not a JSON object. */
    static @Nullable Spoken of(byte[] text) {
        Map<String, Range> members = FrameText.members(text);
        if (members == null) {
            return null;
        }
        Range payload = members.get("payload");
        return new Spoken(
                kind(plain(text, members.get("type"))),
                plain(text, members.get("dst")),
                payload == null ? text : slice(text, payload),
                payload == null ? null : FrameText.members(slice(text, payload)));
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "OFFER" -> Kind.OFFER;
            case "ANSWER" -> Kind.ANSWER;
            case "CANDIDATE" -> Kind.CANDIDATE;
            case "LEAVE" -> Kind.LEAVE;
            case "EXPIRE" -> Kind.EXPIRE;
            default -> Kind.OTHER;
        };
    }

    /** A string as it stands there; empty if it is none, or none that a name could be. */
    private static String plain(byte[] text, @Nullable Range range) {
        if (range == null || range.end() - range.begin() < 2 || text[range.begin()] != '"') {
            return "";
        }
        return new String(text, range.begin() + 1, range.end() - range.begin() - 2, UTF_8);
    }

    private static byte[] slice(byte[] text, Range range) {
        return Arrays.copyOfRange(text, range.begin(), range.end());
    }

    /** Whether whoever says it wants to hear if it does not arrive. */
    boolean expects() {
        return kind != Kind.LEAVE && kind != Kind.EXPIRE;
    }

    /** As a frame of {@code signaling.v1}, with an id by which its reply is known. */
    byte[] frame(String id, String quotedRoom) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(text.length + 256);
        put(frame, "{\"id\":\"" + id + "\",\"room\":" + quotedRoom + ",\"to\":\"" + to + "\",\"type\":");
        switch (kind) {
            case OFFER -> {
                put(frame, "\"offer\"");
                member(frame, "offer", "sdp");
                member(frame, "pc", "connectionId");
                metadata(frame);
            }
            case ANSWER -> {
                put(frame, "\"answer\"");
                member(frame, "answer", "sdp");
                member(frame, "pc", "connectionId");
            }
            case CANDIDATE -> {
                put(frame, "\"ice-candidate\"");
                member(frame, "candidate", "candidate");
                member(frame, "pc", "connectionId");
            }
            case LEAVE, EXPIRE -> put(frame, "\"message\",\"data\":{\"" + PeerJsCodec.MARK + "\":\"" + kind + "\"}");
            case OTHER -> throw new IllegalStateException("not for another peer");
        }
        put(frame, "}");
        return frame.toByteArray();
    }

    private void member(ByteArrayOutputStream frame, String name, String own) {
        Range range = payload == null ? null : payload.get(own);
        if (range != null) {
            put(frame, ",\"" + name + "\":");
            frame.write(text, range.begin(), range.end() - range.begin());
        }
    }

    /** What else the offer says of the connection: its type, its label, what the application adds. */
    private void metadata(ByteArrayOutputStream frame) {
        if (payload == null) {
            return;
        }
        String separator = ",\"metadata\":{\"";
        for (Map.Entry<String, Range> member : payload.entrySet()) {
            if (!member.getKey().equals("sdp") && !member.getKey().equals("connectionId")) {
                put(frame, separator + member.getKey() + "\":");
                Range range = member.getValue();
                frame.write(text, range.begin(), range.end() - range.begin());
                separator = ",\"";
            }
        }
        if (separator.length() == 2) {
            put(frame, "}");
        }
    }

    private static void put(ByteArrayOutputStream frame, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        frame.write(bytes, 0, bytes.length);
    }
}
