package io.beckon.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An audit trail in which refusals, which anybody can cause at will, are summed up: the first of a kind, user and room is passed on
 * at once, those that follow as one event a minute with their count. Of a user only {@value #MOST_OF_A_USER} rooms are told apart,
 * and only {@value #MOST} in all; the rest is summed up together. Everything else is passed on as it is. Safe for use by several
 * threads.
 */
public final class Denials implements AuditTrail {

    static final int MOST_OF_A_USER = 16;
    static final int MOST = 4096;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AuditTrail trail;
    private final LongSupplier clock;
    private final Map<Refused, Tally> tallies = new HashMap<>();
    private final Map<Refused.Someone, Integer> ofUser = new HashMap<>();

    /** Refusals that are not passed on yet, the last of them, and since when. */
    private static final class Tally {
        long count;

        @Nullable AuditEvent last;

        long since;

        Tally(long since) {
            this.since = since;
        }

        void add(AuditEvent event, Fact.Refusal refusal) {
            count += refusal.count();
            last = event;
        }
    }

    /** @param clock nanoseconds, monotonic */
    public Denials(AuditTrail trail, LongSupplier clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void add(AuditEvent event) {
        if (!(event.fact() instanceof Fact.Refusal refusal) || isFirst(event, refusal)) {
            trail.add(event);
        }
    }

    /** If not, it is counted. */
    private synchronized boolean isFirst(AuditEvent event, Fact.Refusal refusal) {
        Refused kind = Refused.of(event, refusal);
        Tally tally = tallies.get(kind);
        if (tally != null) {
            tally.add(event, refusal);
            return false;
        }
        boolean isOneOfMany = ofUser.getOrDefault(kind.who(), 0) >= MOST_OF_A_USER;
        if (tallies.size() < MOST && !isOneOfMany) {
            open(kind);
            return true;
        }
        count(kind, event, refusal);
        return false;
    }

    /** Too many rooms to tell apart, of this user or of all. */
    private void count(Refused kind, AuditEvent event, Fact.Refusal refusal) {
        Refused all = kind.anywhere();
        if (!tallies.containsKey(all) && tallies.size() >= MOST) {
            all = kind.byAnybody();
        }
        Tally tally = tallies.get(all);
        (tally == null ? open(all) : tally).add(all.applied(event), refusal);
    }

    private Tally open(Refused kind) {
        Tally tally = new Tally(clock.getAsLong());
        tallies.put(kind, tally);
        ofUser.merge(kind.who(), 1, Integer::sum);
        return tally;
    }

    /** Passes on what a minute has brought. Called once a second. */
    public void everySecond() {
        long now = clock.getAsLong();
        due(now - MINUTE).forEach(trail::add);
    }

    /** Passes on all that there is. */
    public void flush() {
        due(clock.getAsLong()).forEach(trail::add);
    }

    private synchronized List<AuditEvent> due(long until) {
        List<AuditEvent> due = new ArrayList<>();
        Iterator<Map.Entry<Refused, Tally>> all = tallies.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Refused, Tally> each = all.next();
            Tally tally = each.getValue();
            if (tally.since - until > 0) {
                continue;
            }
            AuditEvent last = tally.last;
            if (last == null) {
                all.remove();
                ofUser.computeIfPresent(each.getKey().who(), (who, count) -> count == 1 ? null : count - 1);
            } else {
                due.add(Refused.times(last, tally.count));
                tally.count = 0;
                tally.last = null;
                tally.since += MINUTE;
            }
        }
        return due;
    }

    synchronized int size() {
        return tallies.size();
    }
}
