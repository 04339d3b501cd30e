package io.beckon.telemetry;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Traced frames of clients of this node that their rooms have not answered, by the place in its trace of each. */
final class FramesUnderWay {

    private static final int MOST = 10_000;

    /** Longer than clients wait. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Map<String, FrameUnderWay> oldestFirst = new LinkedHashMap<>();

    void add(String traceparent, FrameUnderWay frame) {
        oldestFirst.put(traceparent, frame);
        if (oldestFirst.size() > MOST) {
            dropOldest();
        }
    }

    @Nullable FrameUnderWay get(String traceparent) {
        return oldestFirst.get(traceparent);
    }

    @Nullable FrameUnderWay remove(String traceparent) {
        return oldestFirst.remove(traceparent);
    }

    /** Gives up those that nobody waits for any more. */
    void tidy(long now) {
        while (!oldestFirst.isEmpty()
                && now - oldestFirst.values().iterator().next().since() > KEPT_NANOS) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Iterator<FrameUnderWay> frames = oldestFirst.values().iterator();
        FrameUnderWay oldest = frames.next();
        frames.remove();
        oldest.lost();
    }
}
