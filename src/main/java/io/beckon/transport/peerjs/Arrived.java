package io.beckon.transport.peerjs;

/**
 * How far a client has got of what its room says, as {@code seq}. PeerJS acknowledges nothing; but whoever answers a ping has got all that was
 * written before it (RFC 6455 section 5.5.3). Used by the connection's thread, but for {@link #seq}.
 */
final class Arrived {

    private volatile long seq;
    private long written;
    private long asked;

    /** It has got all up to here. */
    void begin(long upTo) {
        seq = upTo;
        written = upTo;
        asked = upTo;
    }

    /** The last that has arrived, as far as that is known. */
    long seq() {
        return seq;
    }

    /** @param isWritten false where PeerJS has no word for it: there is nothing to arrive */
    void passed(long next, boolean isWritten) {
        if (isWritten || seq < written) {
            written = next;
        } else {
            begin(next);
        }
    }

    /** Whether something was written that no ping has followed. */
    boolean isToBeAsked() {
        return asked < written;
    }

    /** A ping goes out. @return what its answer is to say */
    long ask() {
        asked = written;
        return asked;
    }

    /** What was not asked is no answer. */
    void answered(long upTo) {
        if (upTo > seq && upTo <= asked) {
            seq = upTo;
        }
    }
}
