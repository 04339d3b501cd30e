package io.beckon.session;

/** A session's place in a room that this node follows. Until it is live it takes its frames from the room's history. */
final class Attachment {

    /** How far its client is. */
    enum Stage {
        /** It does not know yet that it is a member. */
        UNTOLD,
        /** It is sent what it has missed. */
        CATCHING_UP,
        /** It is sent what happens as it happens. */
        LIVE
    }

    private final Session session;
    private final long joined;
    private Stage stage;
    private long end = Long.MAX_VALUE;

    /** @param joined {@code seq} of its join: it is sent nothing from before */
    Attachment(Session session, long joined, Stage stage) {
        this.session = session;
        this.joined = joined;
        this.stage = stage;
    }

    Session session() {
        return session;
    }

    long joined() {
        return joined;
    }

    void deliver(Frame frame) {
        if (stage == Stage.LIVE) {
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

    boolean isUntold() {
        return stage == Stage.UNTOLD;
    }

    void catchUp() {
        stage = Stage.CATCHING_UP;
    }

    void caughtUp() {
        stage = Stage.LIVE;
    }
}
