package io.beckon.session;

import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.Wording;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a roster, read when the client is ready for it. The cursor is the last place seen in the order of joins.
 *
 * @param after the cursor; negative if it is not one
 */
record RosterPage(Follower follower, RoomKey room, @Nullable String id, long after) {

    /** Leading zeros aside, no cursor is longer. */
    private static final int LONGEST_CURSOR =
            Long.toUnsignedString(-1, Character.MAX_RADIX).length();

    static RosterPage of(Follower follower, RoomKey room, ClientMessage.Roster request) {
        return new RosterPage(follower, room, request.id(), after(request.after()));
    }

    private static long after(@Nullable String cursor) {
        try {
            return cursor == null
                    ? 0
                    : cursor.length() > LONGEST_CURSOR ? -1 : Long.parseUnsignedLong(cursor, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    void sendTo(Session to) {
        if (after < 0) {
            to.replies()
                    .add(Wording.error(
                            id, room.name(), ErrorCode.BAD_MESSAGE, "not a cursor of this service", "after"));
            NodeRefusals.frame(to, ErrorCode.BAD_MESSAGE, MessageType.ROSTER, room.name());
        } else {
            to.rosters().expect(room);
            to.replies().then(() -> to.rosters().send(room, id, true, () -> page(to)));
        }
    }

    private ServerMessage page(Session to) {
        ServerMessage page = follower.read(room, followed -> page(followed, to.id()));
        if (page != null) {
            return page;
        }
        to.onItsThread(() -> NodeRefusals.frame(to, ErrorCode.NOT_IN_ROOM, MessageType.ROSTER, room.name()));
        return Wording.error(id, room.name(), ErrorCode.NOT_IN_ROOM, "not a participant of the room");
    }

    private @Nullable ServerMessage page(FollowedRoom followed, String session) {
        Reply.Roster roster = followed.room().roster(session, after);
        if (roster == null) {
            return null;
        }
        List<Reply.Rostered> shown = roster.participants();
        String next = roster.more()
                ? Long.toUnsignedString(
                        followed.room()
                                .joinedOf(shown.get(shown.size() - 1)
                                        .participant()
                                        .peer()),
                        Character.MAX_RADIX)
                : null;
        return new ServerMessage.Roster(id, room.name(), Wording.participants(roster), next);
    }
}
