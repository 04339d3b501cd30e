package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.FrameType;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** What the sessions here have counted so far. To count a frame is to add to one number: nothing is looked up, nothing made. */
public final class SessionFigures {

    private final LongAdder[] received = adders(MessageType.values().length);
    private final LongAdder[] sent = adders(FrameType.values().length);
    private final LongAdder[] errors = adders(ErrorCode.values().length);
    private final LongAdder[] resumes = adders(ResumeResult.values().length);
    private volatile LongConsumer deliveryMillis = millis -> {};

    /** What becomes of a client's attempt to go on with an older session. */
    public enum ResumeResult {
        /** All its rooms have taken it back. */
        RESUMED,
        /** Some of them have not, or none. */
        PARTIAL,
        /** There was nothing to resume, or its secret is not the session's. */
        EXPIRED,
        /** It came after other frames. */
        REFUSED,
        /** Its rooms could not be asked, or did not answer in time. */
        UNAVAILABLE,
        /** The connection was gone before it was decided. */
        ABANDONED
    }

    private static LongAdder[] adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }

    /** From now on told, of each frame of a room that is written to a live connection, for how many milliseconds it has been in the log. */
    public void onDelivery(LongConsumer millis) {
        deliveryMillis = millis;
    }

    void received(ClientMessage message) {
        received[MessageType.of(message).ordinal()].increment();
    }

    void sent(ServerMessage message) {
        sent(FrameType.of(message));
        if (message instanceof ServerMessage.ErrorMessage error) {
            errors[error.code().ordinal()].increment();
        }
    }

    void sent(FrameType type) {
        sent[type.ordinal()].increment();
    }

    void resumed(ResumeResult result) {
        resumes[result.ordinal()].increment();
    }

    void delivered(long millis) {
        deliveryMillis.accept(millis);
    }

    /** Frames that clients have sent, but for those that could not be read. */
    public long received(MessageType type) {
        return received[type.ordinal()].sum();
    }

    /** Frames given to connections; a few of them may not have been written when these ended. */
    public long sentOf(FrameType type) {
        return sent[type.ordinal()].sum();
    }

    /** Frames of all kinds, in both directions. */
    public long frames() {
        return Stream.of(received, sent)
                .flatMap(Stream::of)
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** Errors that clients were told. */
    public long errors(ErrorCode code) {
        return errors[code.ordinal()].sum();
    }

    public long resumes(ResumeResult result) {
        return resumes[result.ordinal()].sum();
    }
}
