package io.beckon.session;

/** A session's place in a room that this node follows. While it catches up it takes its frames from the room's history. */
final class Attachment {

    private final Session session;
    private final long joined;
    private boolean catchingUp;
    private long end = Long.MAX_VALUE;

    /** @param joined {@code seq} of its join: it is sent nothing from before */
    Attachment(Session session, long joined, boolean catchingUp) {
        this.session = session;
        this.joined = joined;
        this.catchingUp = catchingUp;
    }

    Session session() {
        return session;
    }

    long joined() {
        return joined;
    }

    void deliver(Frame frame) {
        if (!catchingUp) {
            session.deliver(frame);
        }
    }

    /** No longer a member: events from this {@code seq} on are not for it. */
    void end(long seq) {
        end = seq;
    }

    /** Whether an event is for it. */
    boolean takes(long seq) {
        return seq < end;
    }

    void caughtUp() {
        catchingUp = false;
    }
}
