package io.beckon.protocol;

import io.beckon.room.Json;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What frames must be that bring a participant into a room, change it or remove it. */
final class MembershipReader {

    private static final int MAX_BAR_SECONDS = 86_400;

    private final MetadataReader metadata;

    MembershipReader(MetadataReader metadata) {
        this.metadata = metadata;
    }

    ClientMessage join(Fields frame) throws MalformedMessage {
        Json about = metadata.of(frame);
        return new ClientMessage.Join(
                Envelope.id(frame),
                Envelope.requireRoom(frame),
                Envelope.name(frame),
                frame.oneOf("role", Role.values(), Role::wireName),
                frame.oneOf("pattern", Pattern.values(), Pattern::wireName),
                about == null ? Json.EMPTY_OBJECT : about,
                answers(frame),
                frame.get("replace") == null ? null : Envelope.credentials(frame.object("replace")));
    }

    ClientMessage update(Fields frame) throws MalformedMessage {
        return new ClientMessage.Update(
                Envelope.id(frame), Envelope.room(frame), Envelope.name(frame), metadata.of(frame), answers(frame));
    }

    ClientMessage resume(Fields frame) throws MalformedMessage {
        return new ClientMessage.Resume(Envelope.id(frame), Envelope.credentials(frame), rooms(frame));
    }

    ClientMessage kick(Fields frame) throws MalformedMessage {
        return new ClientMessage.Kick(
                Envelope.id(frame),
                Envelope.room(frame),
                Envelope.requirePeer(frame),
                Envelope.reason(frame),
                barSeconds(frame));
    }

    /** 0 when there are none. */
    static int barSeconds(Fields fields) throws MalformedMessage {
        Long barSeconds = fields.whole("barSeconds", MAX_BAR_SECONDS);
        return barSeconds == null ? 0 : barSeconds.intValue();
    }

    ClientMessage setRole(Fields frame) throws MalformedMessage {
        return new ClientMessage.SetRole(
                Envelope.id(frame),
                Envelope.room(frame),
                Envelope.requirePeer(frame),
                frame.requireOneOf("role", Role.values(), Role::wireName));
    }

    ClientMessage mute(Fields frame) throws MalformedMessage {
        return new ClientMessage.Mute(
                Envelope.id(frame),
                Envelope.room(frame),
                Envelope.peer(frame),
                frame.requireOneOf("source", MediaSource.values(), MediaSource::wireName));
    }

    ClientMessage knock(Fields frame) throws MalformedMessage {
        return new ClientMessage.Knock(Envelope.id(frame), Envelope.requireRoom(frame), Envelope.name(frame));
    }

    ClientMessage answerKnock(Fields frame, boolean admits) throws MalformedMessage {
        String user = frame.requireText(
                "user",
                WireSyntax::isUser,
                "must be a user's id: 1 to 255 characters without control and bidi overrides");
        return new ClientMessage.AnswerKnock(Envelope.id(frame), Envelope.room(frame), user, admits);
    }

    /** The one member of {@code metadata} that a frame's reader looks at: whether this viewer answers offers itself. */
    private static boolean answers(Fields frame) {
        Value metadata = frame.get("metadata");
        return metadata != null
                && metadata.members() != null
                && metadata.members().isTrue("answers");
    }

    private static Map<String, Long> rooms(Fields frame) throws MalformedMessage {
        Fields rooms = frame.object("rooms");
        if (rooms.size() > FrameReader.MAX_ROOMS) {
            throw frame.bad("rooms", "must not name more than " + FrameReader.MAX_ROOMS + " rooms");
        }
        Map<String, Long> lastSeen = new LinkedHashMap<>();
        for (int i = 0; i < rooms.size(); i++) {
            String name = rooms.name(i);
            if (!WireSyntax.isRoomName(name)) {
                throw frame.bad("rooms", "must have room names as keys");
            }
            Value seq = rooms.value(i);
            if (!seq.isNull()) {
                lastSeen.put(name, rooms.wholeOf(name, seq, Fields.MAX_INTEGER));
            }
        }
        return Collections.unmodifiableMap(lastSeen);
    }
}
