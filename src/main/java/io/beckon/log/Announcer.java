package io.beckon.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way into a log of what must not be missing there: it is appended again until it is in. Of what has the same key only one waits,
 * and comes into the log last. While the log takes nothing it is tried with a few at a time; their number grows as it takes them. Safe
 * for use by several threads.
 */
public final class Announcer<A> {

    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

    static final int FEWEST_AT_ONCE = 16;
    static final int MOST_AT_ONCE = 4096;
    private static final int GROWTH = 4;

    private final Way<A> way;
    private final int most;
    private final Consumer<A> dropped;
    /** All that is not in the log yet. */
    private final Map<Object, Entry<A>> entries = new HashMap<>();
    /** Those of them that were not tried yet. */
    private final ArrayDeque<Entry<A>> fresh = new ArrayDeque<>();

    /** Those of them that have to be tried again, in the order in which they failed. */
    private final ArrayDeque<Entry<A>> waiting = new ArrayDeque<>();

    private int atOnce = FEWEST_AT_ONCE / GROWTH;
    /** How many of the last try are still under way. */
    private int trying;

    private boolean failing;
    private boolean overflowing;
    private long losses;

    /** One announcement, or several that have become one. */
    private static final class Entry<A> {

        final Object key;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        A newest;
        /** It has become another while it was under way. */
        boolean again;

        boolean underWay = true;
        boolean retried;
        /** The log has it, whatever becomes of what is under way. */
        boolean settled;

        Entry(Object key, A first) {
            this.key = key;
            this.newest = first;
        }
    }

    /**
     * How announcements get into a log.
     *
     * @param log takes one, and fails if it is unknown whether it has
     * @param key of an announcement: those that have the same become one
     * @param merged of an older one and a newer one
     */
    public record Way<A>(
            Function<A, ? extends CompletionStage<?>> log, Function<A, Object> key, BinaryOperator<A> merged) {}

    /** Announcements that are equal become one. */
    public Announcer(Function<A, ? extends CompletionStage<?>> log, int most) {
        this(new Way<>(log, announcement -> announcement, (older, newer) -> newer), most, lost -> {});
    }

    /**
     * @param most maximum number that may be on their way to the log
     * @param dropped is told of each that finds no room
     */
    public Announcer(Way<A> way, int most, Consumer<A> dropped) {
        this.way = way;
        this.most = most;
        this.dropped = dropped;
    }

    /** Once only: whether the log has it is unknown if that fails. */
    public CompletionStage<?> append(A announcement) {
        return way.log.apply(announcement);
    }

    /** Done when the log has it, however long that takes; fails only if too many wait already. It may come twice. */
    public CompletableFuture<Void> insist(A announcement) {
        Object key = way.key.apply(announcement);
        Entry<A> entry;
        boolean isNew;
        synchronized (this) {
            Entry<A> known = merge(key, announcement);
            isNew = known == null && entries.size() < most;
            entry = isNew ? begin(key, announcement) : known;
        }
        if (isNew && entry != null) {
            append(entry);
        }
        if (entry == null) {
            lose(announcement);
            return CompletableFuture.failedFuture(new LogUnavailable("too many wait for the log"));
        }
        return entry.done.copy();
    }

    /** The same, but nothing is appended before {@link #flush}. */
    public void put(A announcement) {
        Object key = way.key.apply(announcement);
        boolean fits;
        synchronized (this) {
            fits = merge(key, announcement) != null || entries.size() < most;
            if (fits && !entries.containsKey(key)) {
                fresh.addLast(begin(key, announcement));
            }
        }
        if (!fits) {
            lose(announcement);
        }
    }

    private @Nullable Entry<A> merge(Object key, A announcement) {
        Entry<A> known = entries.get(key);
        if (known != null) {
            known.newest = way.merged.apply(known.newest, announcement);
            known.again = known.underWay;
        }
        return known;
    }

    private Entry<A> begin(Object key, A announcement) {
        Entry<A> entry = new Entry<>(key, announcement);
        entries.put(key, entry);
        return entry;
    }

    /** The log has it, as its reader has seen: what waits under its key is not tried again. */
    public void seen(A announcement) {
        Entry<A> entry;
        synchronized (this) {
            entry = entries.remove(way.key.apply(announcement));
            if (entry != null) {
                entry.settled = true;
                calmDown();
            }
        }
        if (entry != null) {
            entry.done.complete(null);
        }
    }

    private void calmDown() {
        overflowing &= entries.size() > most / 2;
    }

    /** Appends what was put in. */
    public void flush() {
        for (Entry<A> next = nextFresh(); next != null; next = nextFresh()) {
            append(next);
        }
    }

    private synchronized @Nullable Entry<A> nextFresh() {
        return fresh.pollFirst();
    }

    private void lose(A announcement) {
        boolean isNews;
        synchronized (this) {
            losses++;
            isNews = !overflowing;
            overflowing = true;
        }
        if (isNews) {
            LOG.log(System.Logger.Level.ERROR, "announcements are lost, for {0} wait for the log", most);
        }
        dropped.accept(announcement);
    }

    private void append(Entry<A> entry) {
        A next;
        synchronized (this) {
            if (entry.settled) {
                settle(entry, null);
                return;
            }
            next = entry.newest;
            entry.again = false;
            entry.underWay = true;
        }
        taken(next).whenComplete((value, failure) -> answered(entry, failure));
    }

    private CompletionStage<?> taken(A announcement) {
        try {
            return way.log.apply(announcement);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(Entry<A> entry, @Nullable Throwable failure) {
        if (settle(entry, failure)) {
            entry.done.complete(null);
        } else if (failure == null) {
            append(entry);
        }
    }

    /** @return whether all of it is in the log */
    private synchronized boolean settle(Entry<A> entry, @Nullable Throwable failure) {
        if (entry.retried) {
            entry.retried = false;
            trying--;
            failing |= failure != null;
        }
        if (entry.settled) {
            return true;
        }
        if (failure != null) {
            entry.underWay = false;
            waiting.addLast(entry);
            return false;
        }
        if (entry.again) {
            return false;
        }
        entries.remove(entry.key);
        calmDown();
        return true;
    }

    /** Tries again with some of what waits, once the last try is over. Called once a second. */
    public void retry() {
        List<Entry<A>> next = new ArrayList<>();
        synchronized (this) {
            if (trying > 0) {
                return;
            }
            atOnce = failing || waiting.isEmpty() ? FEWEST_AT_ONCE : Math.min(MOST_AT_ONCE, atOnce * GROWTH);
            failing = false;
            while (!waiting.isEmpty() && next.size() < atOnce) {
                Entry<A> entry = waiting.removeFirst();
                if (!entry.settled) {
                    entry.underWay = true;
                    entry.retried = true;
                    next.add(entry);
                }
            }
            trying = next.size();
        }
        next.forEach(this::append);
    }

    /** How many are on their way to the log. */
    public synchronized int size() {
        return entries.size();
    }

    /** How many found no room. */
    public synchronized long losses() {
        return losses;
    }
}
