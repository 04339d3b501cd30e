package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.json.FrameText;
import io.beckon.json.FrameText.Range;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a PeerJS client says to another, taken apart without being changed; whether it is any good is judged when it has become
 * a frame.
 *
 * @param to {@code dst}; empty where it has none
 * @param text all of it
 * @param payload where in the text the members of its payload are
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
                text,
                payload == null ? null : FrameText.members(text, payload.begin()));
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

    /** Whether whoever says it wants to hear if it does not arrive. */
    boolean expects() {
        return kind != Kind.LEAVE && kind != Kind.EXPIRE;
    }

    /** As a frame of {@code signaling.v1}, with an id by which its reply is known. */
    byte[] frame(String id, String quotedRoom) {
        Parts frame =
                new Parts().add("{\"id\":\"" + id + "\",\"room\":" + quotedRoom + ",\"to\":\"" + to + "\",\"type\":");
        switch (kind) {
            case OFFER -> {
                frame.add("\"offer\"");
                member(frame, "offer", "sdp");
                member(frame, "pc", "connectionId");
                metadata(frame);
            }
            case ANSWER -> {
                frame.add("\"answer\"");
                member(frame, "answer", "sdp");
                member(frame, "pc", "connectionId");
            }
            case CANDIDATE -> {
                frame.add("\"ice-candidate\"");
                member(frame, "candidate", "candidate");
                member(frame, "pc", "connectionId");
            }
            case LEAVE, EXPIRE -> frame.add("\"message\",\"data\":{\"" + PeerJsCodec.MARK + "\":\"" + kind + "\"}");
            case OTHER -> throw new IllegalStateException("not for another peer");
        }
        return frame.add("}").joined();
    }

    private void member(Parts frame, String name, String own) {
        Range range = payload == null ? null : payload.get(own);
        if (range != null) {
            frame.add(",\"" + name + "\":").add(text, range);
        }
    }

    /** What else the offer says of the connection: its type, its label, what the application adds. */
    private void metadata(Parts frame) {
        if (payload == null) {
            return;
        }
        String separator = ",\"metadata\":{\"";
        for (Map.Entry<String, Range> member : payload.entrySet()) {
            if (!member.getKey().equals("sdp") && !member.getKey().equals("connectionId")) {
                frame.add(separator + member.getKey() + "\":").add(text, member.getValue());
                separator = ",\"";
            }
        }
        if (separator.length() == 2) {
            frame.add("}");
        }
    }
}
