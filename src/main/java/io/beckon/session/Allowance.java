package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;

/** What a client may send in a time, in frames and in bytes. */
record Allowance(Follower follower, Limits limits) {

    /** Whether a frame is within it; if not, the client is told that it was dropped. */
    boolean admits(Session session, ClientMessage message, int size, long now) {
        long wait = waitMillis(session, message, size, now);
        if (wait == 0) {
            return true;
        }
        session.replies()
                .add(new ServerMessage.ErrorMessage(
                        message.id(),
                        ErrorCode.RATE_LIMITED,
                        "too much at once: this frame was dropped",
                        null,
                        message.room(),
                        true,
                        wait));
        if (session.conduct().overRate(now)) {
            session.end(CloseCode.RATE_LIMITED, "too many frames over the rate");
        }
        return false;
    }

    private long waitMillis(Session session, ClientMessage message, int size, long now) {
        Conduct conduct = session.conduct();
        if (!conduct.frames.take(1, now)) {
            return conduct.frames.waitMillis(1, now);
        }
        double weight = (double) size * receivers(session, message);
        return conduct.bytes.take(weight, now) ? 0 : conduct.bytes.waitMillis(weight, now);
    }

    /** An unaddressed frame counts once for each who gets it, but a host's in a broadcast once. */
    private int receivers(Session session, ClientMessage message) {
        boolean isMessage = message instanceof ClientMessage.Message;
        if (limits.bytesPerSecond() == 0 || !Addressing.isToAll(message)) {
            return 1;
        }
        RoomKey room = message.room() == null
                ? session.membership().only()
                : session.membership().named(message.room());
        Integer receivers = room == null
                ? null
                : follower.read(room, followed -> followed.room.unaddressedWeight(session.id(), isMessage));
        return receivers == null ? 1 : Math.max(1, receivers);
    }
}
