package io.beckon.session;

import io.beckon.following.Follower;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What a client may send in a time, in frames and in the bytes that they make go out. */
final class Allowance {

    /** A part of a message that is not its last makes little work: this many count as a frame. */
    private static final double PARTS_OF_A_FRAME = 32;

    private final Cost cost;
    private final boolean countsBytes;

    Allowance(Follower follower, Limits limits) {
        this.cost = new Cost(follower);
        this.countsBytes = limits.bytesPerSecond() > 0;
    }

    /** Whether a frame is within it; if not, the client is told that it was dropped. */
    boolean admits(Session session, ClientMessage message, int size, long now) {
        long wait = session.conduct().frame(1, now);
        if (wait == 0 && countsBytes) {
            wait = waitForBytes(session, message, size, now);
        }
        return wait == 0 || refuse(session, message.id(), message.room(), wait, now);
    }

    /** Nobody is kept in a room for want of bytes. */
    private long waitForBytes(Session session, ClientMessage message, int size, long now) {
        double bytes = cost.of(session, message, size);
        if (message instanceof ClientMessage.Leave) {
            session.conduct().charge(bytes, now);
            return 0;
        }
        return session.conduct().bytes(bytes, now);
    }

    /** Whether the user may enter one more room; if not, the client is told so. */
    boolean admitsJoin(Session session, ClientMessage joinOrKnock, long now) {
        long wait = session.conduct().join(now);
        return wait == 0 || refuse(session, joinOrKnock.id(), joinOrKnock.room(), wait, now);
    }

    /** Whether there may be one more token; if not, the client is told so. */
    boolean admitsRefresh(Session session, ClientMessage.Refresh refresh, long now) {
        long wait = session.conduct().refresh(now);
        return wait == 0 || refuse(session, refresh.id(), null, wait, now);
    }

    /** Whether a part of a message is within it; if not, the client is told that the message was dropped. */
    boolean admitsPart(Session session, long now) {
        long wait = session.conduct().frame(1 / PARTS_OF_A_FRAME, now);
        return wait == 0 || refuse(session, null, null, wait, now);
    }

    /** Whether a control frame is within it; if not, nothing is said. */
    boolean admitsControl(Session session, long now) {
        boolean admitted = session.conduct().frame(1, now) == 0;
        if (!admitted) {
            strike(session, now);
        }
        return admitted;
    }

    private static boolean refuse(Session session, @Nullable String id, @Nullable String room, long wait, long now) {
        session.replies()
                .add(new ServerMessage.ErrorMessage(
                        id,
                        ErrorCode.RATE_LIMITED,
                        "too much at once: this frame was dropped",
                        null,
                        room,
                        true,
                        wait));
        NodeRefusals.limit(session, NodeRefusals.RATE, room);
        strike(session, now);
        return false;
    }

    private static void strike(Session session, long now) {
        if (session.conduct().overRate(now)) {
            session.end(CloseCode.RATE_LIMITED, "too many frames over the rate");
        }
    }
}
