package io.beckon.following;

/** A receiver's place in a room that this node follows. Until it is live it takes its frames from the room's history. */
public final class Attachment {

    /** How far its client is. */
    public enum Stage {
        /** It does not know yet that it is a member. */
        UNTOLD,
        /** It is sent what it has missed. */
        CATCHING_UP,
        /** It is sent what happens as it happens. */
        LIVE
    }

    private final Receiver receiver;
    private final long joined;
    private Stage stage;
    private volatile long end = Long.MAX_VALUE;

    /** @param joined {@code seq} of its join: it is sent nothing from before */
    public Attachment(Receiver receiver, long joined, Stage stage) {
        this.receiver = receiver;
        this.joined = joined;
        this.stage = stage;
    }

    public Receiver receiver() {
        return receiver;
    }

    public long joined() {
        return joined;
    }

    void deliver(Frame frame) {
        if (stage == Stage.LIVE) {
            receiver.deliver(frame);
        }
    }

    /** No longer a member: events from this {@code seq} on are not for it. */
    void end(long seq) {
        end = seq;
    }

    /** Whether it is no longer a member. Any thread may ask. */
    public boolean hasEnded() {
        return end != Long.MAX_VALUE;
    }

    /** Whether an event is for it. */
    public boolean takes(long seq) {
        return seq < end;
    }

    public boolean isUntold() {
        return stage == Stage.UNTOLD;
    }

    public void catchUp() {
        stage = Stage.CATCHING_UP;
    }

    public void caughtUp() {
        stage = Stage.LIVE;
    }
}
