package io.beckon.audit;

import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An audit trail in which refusals, which anybody can cause at will, are summed up: the first of a user, room and right is passed on
 * at once, those that follow as one record a minute with their count. Of a user only so many rooms are told apart, and only so many
 * in all; the rest is summed up together. Web origins count as the rooms of one user whom nobody knows. Everything else is passed on
 * as it is. Safe for use by several threads.
 */
public final class Denials implements AuditTrail {

    static final int MOST_OF_A_USER = 16;
    static final int MOST = 4096;
    static final String SEVERAL = "*";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final AuditTrail trail;
    private final LongSupplier clock;
    private final Map<Key, Tally> tallies = new HashMap<>();
    private final Map<Someone, Integer> ofUser = new HashMap<>();

    /** Whose token, if any, was not looked at. */
    private static final Someone NOBODY_KNOWN = new Someone("", "", "");

    private record Someone(String tenant, String issuer, String user) {}

    /**
     * @param what a room or an origin
     * @param missing the right; empty where it is not about one
     */
    private record Key(Someone who, String what, String missing) {

        static Key of(AuditRecord.Refusal refusal) {
            return switch (refusal) {
                case AuditRecord.Denied denied ->
                    new Key(
                            new Someone(denied.room().tenant(), denied.issuer(), denied.user()),
                            denied.room().name(),
                            denied.missing().wireName());
                case AuditRecord.Foreign foreign -> new Key(NOBODY_KNOWN, foreign.origin(), "");
            };
        }

        Key ofSeveral() {
            return new Key(who, SEVERAL, missing);
        }

        Key ofSeveralUsers() {
            return new Key(new Someone(who.tenant, "", ""), SEVERAL, missing);
        }

        /** Says no more than this tells apart. */
        AuditRecord.Refusal applied(AuditRecord.Refusal refusal) {
            return switch (refusal) {
                case AuditRecord.Denied denied ->
                    new AuditRecord.Denied(
                            denied.at(),
                            new RoomKey(who.tenant, what),
                            who.issuer,
                            who.user,
                            who.user.isEmpty() ? "" : denied.session(),
                            denied.missing(),
                            denied.what(),
                            denied.count());
                case AuditRecord.Foreign foreign ->
                    new AuditRecord.Foreign(foreign.at(), what, foreign.own(), foreign.count());
            };
        }
    }

    /** Refusals that are not passed on yet, the last of them, and since when. */
    private static final class Tally {
        long count;
        AuditRecord.@Nullable Refusal last;
        long since;

        Tally(long since) {
            this.since = since;
        }

        void add(AuditRecord.Refusal refusal) {
            count += refusal.count();
            last = refusal;
        }
    }

    /** @param clock nanoseconds, monotonic */
    public Denials(AuditTrail trail, LongSupplier clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void add(AuditRecord record) {
        if (!(record instanceof AuditRecord.Refusal refusal) || isFirst(refusal)) {
            trail.add(record);
        }
    }

    /** If not, it is counted. */
    private synchronized boolean isFirst(AuditRecord.Refusal refusal) {
        Key key = Key.of(refusal);
        Tally tally = tallies.get(key);
        if (tally != null) {
            tally.add(refusal);
            return false;
        }
        boolean isOneOfMany = ofUser.getOrDefault(key.who, 0) >= MOST_OF_A_USER;
        if (tallies.size() < MOST && !isOneOfMany) {
            open(key);
            return true;
        }
        count(key, refusal);
        return false;
    }

    /** Too many rooms to tell apart, of this user or of all. */
    private void count(Key key, AuditRecord.Refusal refusal) {
        Key all = key.ofSeveral();
        if (!tallies.containsKey(all) && tallies.size() >= MOST) {
            all = key.ofSeveralUsers();
        }
        Tally tally = tallies.get(all);
        (tally == null ? open(all) : tally).add(all.applied(refusal));
    }

    private Tally open(Key key) {
        Tally tally = new Tally(clock.getAsLong());
        tallies.put(key, tally);
        ofUser.merge(key.who, 1, Integer::sum);
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

    private synchronized List<AuditRecord> due(long until) {
        List<AuditRecord> due = new ArrayList<>();
        Iterator<Map.Entry<Key, Tally>> all = tallies.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Tally> each = all.next();
            Tally tally = each.getValue();
            if (tally.since - until > 0) {
                continue;
            }
            AuditRecord.Refusal last = tally.last;
            if (last == null) {
                all.remove();
                ofUser.computeIfPresent(each.getKey().who, (who, count) -> count == 1 ? null : count - 1);
            } else {
                due.add(last.times(tally.count));
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
