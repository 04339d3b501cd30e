package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a roster, read when the client is ready for it. The cursor is the last place seen in the order of joins. */
record RosterPage(Follower follower, RoomKey room, String session, MessageCodec codec, ClientMessage.Roster request) {

    void sendTo(Session to) {
        long after = after();
        if (after < 0) {
            to.replies()
                    .add(Wording.error(
                            request.id(), room.name(), ErrorCode.BAD_MESSAGE, "not a cursor of this service", "after"));
        } else {
            to.replies().then(() -> to.pull(new Outbox.Once(() -> codec.encode(page(after)))));
        }
    }

    /** -1: not a number. */
    private long after() {
        String cursor = request.after();
        try {
            return cursor == null ? 0 : Long.parseUnsignedLong(cursor, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private ServerMessage page(long after) {
        ServerMessage page = follower.read(room, followed -> page(followed, after));
        return page == null
                ? Wording.error(request.id(), room.name(), ErrorCode.NOT_IN_ROOM, "not a participant of the room")
                : page;
    }

    private @Nullable ServerMessage page(FollowedRoom followed, long after) {
        Reply.Roster roster = followed.room.roster(session, after);
        if (roster == null) {
            return null;
        }
        List<Reply.Rostered> shown = roster.participants();
        String next = roster.more()
                ? Long.toUnsignedString(
                        followed.room.joinedOf(
                                shown.get(shown.size() - 1).participant().peer()),
                        Character.MAX_RADIX)
                : null;
        return new ServerMessage.Roster(request.id(), room.name(), Wording.participants(roster), next);
    }
}
