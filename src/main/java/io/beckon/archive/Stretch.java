package io.beckon.archive;

import io.beckon.records.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Some records that follow each other, looked at from the oldest to the newest, and what was found among them: of that the newest. Not safe
 * for use by several threads.
 */
public final class Stretch {

    private static final Comparator<Stretch> NEWEST_LAST =
            Comparator.comparing(stretch -> Objects.requireNonNull(stretch.found.peekLast()).time);

    private final AuditSearch search;
    private final long from;
    private final Deque<Found> found = new ArrayDeque<>();
    private long left;
    private long looked;
    private boolean isDropping;

    private record Found(StoredEvent event, long place, Instant time) {}

    /**
     * Nothing of it was looked at yet.
     *
     * @param from the place of its first record
     * @param to the place behind its last
     */
    public Stretch(AuditSearch search, long from, long to) {
        this.search = search;
        this.from = from;
        this.left = to;
    }

    /** Looks at the next record. */
    public void look(StoredEvent event, long place) {
        looked++;
        if (search.wanted().test(event)) {
            found.add(new Found(event, place, time(event)));
            if (found.size() > search.limit()) {
                found.removeFirst();
                isDropping = true;
            }
        }
    }

    private static Instant time(StoredEvent event) {
        try {
            return Instant.parse(new String(event.time(), StandardCharsets.US_ASCII));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Before this place is what a later page has to look at, once a page was taken. */
    public long left() {
        return found.isEmpty() && !isDropping ? from : left;
    }

    public long looked() {
        return looked;
    }

    private StoredEvent take() {
        Found newest = found.removeLast();
        left = newest.place;
        return newest.event;
    }

    /** Takes out the newest of all that was found. Those of a stretch are in its order, whatever their times say. */
    public static List<StoredEvent> newest(List<Stretch> stretches, int limit) {
        List<StoredEvent> newest = new ArrayList<>();
        while (newest.size() < limit) {
            Stretch next = stretches.stream()
                    .filter(stretch -> !stretch.found.isEmpty())
                    .max(NEWEST_LAST)
                    .orElse(null);
            if (next == null) {
                break;
            }
            newest.add(next.take());
        }
        return newest;
    }
}
