package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ForeignFrame;
import io.beckon.protocol.ForeignObject;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageType;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a PeerJS client says to another: read once, and judged when it has become a frame. Used by one thread at a time. */
final class Spoken {

    /** What is looked into. */
    private static final Set<String> OBJECTS = Set.of("payload", "sdp", "candidate");

    /** What of an offer is not said of its connection. */
    private static final Set<String> OWN = Set.of("sdp", "connectionId");

    /** By {@code type}. */
    enum Kind {
        OFFER(MessageType.OFFER),
        ANSWER(MessageType.ANSWER),
        CANDIDATE(MessageType.ICE_CANDIDATE),
        LEAVE(MessageType.MESSAGE),
        EXPIRE(MessageType.MESSAGE),
        /** Not for another peer, or not known. */
        OTHER(null);

        private final @Nullable MessageType frame;

        Kind(@Nullable MessageType frame) {
            this.frame = frame;
        }

        /** As which rooms get it; {@code null}: they do not. */
        @Nullable MessageType frame() {
            return frame;
        }
    }

    private final Kind kind;
    private final String to;
    private final byte[] text;
    /** {@code null}: it waits as text only. */
    private @Nullable ForeignObject read;

    private Spoken(Kind kind, String to, byte[] text, @Nullable ForeignObject read) {
        this.kind = kind;
        this.to = to;
        this.text = text;
        this.read = read;
    }

    static Spoken of(byte[] text) throws MalformedMessage {
        ForeignObject read = read(text);
        return new Spoken(kind(read.text("type")), read.text("dst"), text, read);
    }

    /** The same of what is refused, for it is JSON for its client, but not for the service: of which kind it is, and to whom. */
    static Spoken refused(byte[] text) {
        JsonObject said = loose(text);
        return new Spoken(kind(text(said, "type")), text(said, "dst"), text, null);
    }

    private static JsonObject loose(byte[] text) {
        try {
            return new JsonObject(new String(text, UTF_8));
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject of, String name) {
        return of.getValue(name) instanceof String text ? text : "";
    }

    private static ForeignObject read(byte[] text) throws MalformedMessage {
        return ForeignObject.read(text, OBJECTS);
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

    Kind kind() {
        return kind;
    }

    /** {@code dst}; empty where it has none. */
    String to() {
        return to;
    }

    /** How long it is, in bytes. */
    int size() {
        return text.length;
    }

    /** Whether whoever says it wants to hear if it does not arrive. */
    boolean expects() {
        return kind != Kind.LEAVE && kind != Kind.EXPIRE;
    }

    /** It is not said at once: until then it is as large as its text, and is read anew then. */
    void waits() {
        read = null;
    }

    /** As a message to a room, with an id by which its reply is known. */
    ClientMessage message(JsonCodec json, String id, String room) throws MalformedMessage {
        return json.decode(frame(read == null ? read(text) : read, id, room));
    }

    /**
     * Instead of an answer: whoever has made the offer need not wait for it.
     *
     * @throws MalformedMessage if it does not say which offer
     */
    ClientMessage rejection(JsonCodec json, String id, String room) throws MalformedMessage {
        JsonObject payload = loose(text).getValue("payload") instanceof JsonObject object ? object : new JsonObject();
        String connection = text(payload, "connectionId");
        return json.decode(new ForeignFrame()
                .text("type", "reject")
                .text("id", id)
                .text("room", room)
                .text("to", to)
                .text("pc", isUnnamed(connection) ? "" : connection));
    }

    private ForeignFrame frame(ForeignObject said, String id, String room) {
        ForeignFrame frame =
                new ForeignFrame().text("id", id).text("room", room).text("to", to);
        ForeignObject payload = said.object("payload");
        switch (kind) {
            case OFFER -> {
                frame.text("type", "offer");
                if (payload != null) {
                    ofConnection(frame, "offer", payload, "sdp").others("metadata", payload, OWN);
                }
            }
            case ANSWER -> {
                frame.text("type", "answer");
                if (payload != null) {
                    ofConnection(frame, "answer", payload, "sdp");
                }
            }
            case CANDIDATE -> {
                frame.text("type", "ice-candidate");
                if (payload != null) {
                    ofConnection(frame, "candidate", payload, "candidate");
                }
            }
            case LEAVE, EXPIRE -> frame.text("type", "message").object("data", PeerJsCodec.MARK, kind.name());
            case OTHER -> throw new IllegalStateException("not for another peer");
        }
        return frame;
    }

    /** What is said of a connection, and of which one. */
    private static ForeignFrame ofConnection(ForeignFrame frame, String name, ForeignObject payload, String own) {
        frame.member(name, payload, own);
        return isUnnamed(payload.text("connectionId")) ? frame : frame.member("pc", payload, "connectionId");
    }

    /** Whether it has no {@code pc} in the room. */
    private static boolean isUnnamed(String connection) {
        return connection.startsWith(PeerJsCodec.UNNAMED);
    }
}
