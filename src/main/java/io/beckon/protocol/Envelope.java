package io.beckon.protocol;

import io.beckon.room.PeerName;
import org.jspecify.annotations.Nullable;

/** The members that many types of frames share, each with its rule. */
final class Envelope {

    private static final String PRINTABLE = "must be 1 to 64 characters of U+0021 to U+007E";
    private static final String SERVER_ID = "must be an id that the service gave out";
    private static final String PEER = "must be the id of a participant";

    private Envelope() {}

    static @Nullable String id(Fields frame) throws MalformedMessage {
        return frame.text("id", WireSyntax::isRequestId, PRINTABLE);
    }

    static @Nullable String room(Fields frame) throws MalformedMessage {
        return frame.text("room", WireSyntax::isRoomName, "must be a room name");
    }

    static String requireRoom(Fields frame) throws MalformedMessage {
        return frame.requireText("room", WireSyntax::isRoomName, "must be a room name");
    }

    static @Nullable String to(Fields frame) throws MalformedMessage {
        return frame.text("to", PeerName::isOne, PEER);
    }

    static String requirePeer(Fields frame) throws MalformedMessage {
        return frame.requireText("peer", PeerName::isOne, PEER);
    }

    static @Nullable String peer(Fields frame) throws MalformedMessage {
        return frame.text("peer", PeerName::isOne, PEER);
    }

    static String requireServerId(Fields frame, String name) throws MalformedMessage {
        return frame.requireText(name, WireSyntax::isServerId, SERVER_ID);
    }

    /** Empty when there is none; that may also be said expressly. */
    static String pc(Fields frame) throws MalformedMessage {
        String pc = frame.text("pc", text -> text.isEmpty() || WireSyntax.isRequestId(text), PRINTABLE);
        return pc == null ? "" : pc;
    }

    static @Nullable Long re(Fields frame) throws MalformedMessage {
        return frame.whole("re", Fields.MAX_INTEGER);
    }

    /** One that is not valid counts as none, as W3C Trace Context wants it (section 3.2.4): nobody's call fails for a trace. */
    static @Nullable String traceparent(Fields frame) {
        Value value = frame.get("traceparent");
        return value != null && value.isText() && WireSyntax.isTraceparent(Fields.textOf(value)) ? value.text() : null;
    }

    static @Nullable String name(Fields frame) throws MalformedMessage {
        return frame.text("name", WireSyntax::isName, "must be 1 to 64 characters without control and bidi overrides");
    }

    static @Nullable String reason(Fields frame) throws MalformedMessage {
        return frame.text(
                "reason", WireSyntax::isReason, "must be at most 256 characters without control and bidi overrides");
    }

    static ClientMessage.Credentials credentials(Fields object) throws MalformedMessage {
        return new ClientMessage.Credentials(requireServerId(object, "session"), requireServerId(object, "secret"));
    }
}
