package io.beckon.audit;

import io.beckon.room.Right;
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
 * An audit trail in which denials, which anybody can cause at will, are summed up: the first of a user, room and right is passed on
 * at once, those that follow as one record a minute with their count. Of a user only so many rooms are told apart, and only so many
 * in all; the rest is summed up together. Everything else is passed on as it is. Safe for use by several threads.
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

    private record Someone(String tenant, String issuer, String user) {}

    private record Key(Someone who, String room, Right missing) {}

    /** Denials that are not passed on yet, the last of them, and since when. */
    private static final class Tally {
        long count;
        AuditRecord.@Nullable Denied last;
        long since;

        Tally(long since) {
            this.since = since;
        }

        void add(AuditRecord.Denied denied) {
            count += denied.count();
            last = denied;
        }
    }

    /** @param clock nanoseconds, monotonic */
    public Denials(AuditTrail trail, LongSupplier clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void add(AuditRecord record) {
        if (!(record instanceof AuditRecord.Denied denied) || isFirst(denied)) {
            trail.add(record);
        }
    }

    /** If not, it is counted. */
    private synchronized boolean isFirst(AuditRecord.Denied denied) {
        Someone who = new Someone(denied.room().tenant(), denied.issuer(), denied.user());
        Key key = new Key(who, denied.room().name(), denied.missing());
        Tally tally = tallies.get(key);
        if (tally != null) {
            tally.add(denied);
            return false;
        }
        boolean isOneOfMany = ofUser.getOrDefault(who, 0) >= MOST_OF_A_USER;
        if (tallies.size() < MOST && !isOneOfMany) {
            open(key);
            return true;
        }
        count(key, denied);
        return false;
    }

    /** Too many rooms to tell apart, of this user or of all. */
    private void count(Key key, AuditRecord.Denied denied) {
        Key all = new Key(key.who, SEVERAL, key.missing);
        if (!tallies.containsKey(all) && tallies.size() >= MOST) {
            all = new Key(new Someone(key.who.tenant, "", ""), SEVERAL, key.missing);
        }
        Tally tally = tallies.get(all);
        (tally == null ? open(all) : tally)
                .add(new AuditRecord.Denied(
                        denied.at(),
                        new RoomKey(all.who.tenant, SEVERAL),
                        all.who.issuer,
                        all.who.user,
                        all.who.user.isEmpty() ? "" : denied.session(),
                        denied.missing(),
                        denied.what(),
                        denied.count()));
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
            AuditRecord.Denied last = tally.last;
            if (last == null) {
                all.remove();
                ofUser.computeIfPresent(each.getKey().who, (who, count) -> count == 1 ? null : count - 1);
            } else {
                due.add(sum(last, tally.count));
                tally.count = 0;
                tally.last = null;
                tally.since += MINUTE;
            }
        }
        return due;
    }

    private static AuditRecord sum(AuditRecord.Denied last, long count) {
        return new AuditRecord.Denied(
                last.at(), last.room(), last.issuer(), last.user(), last.session(), last.missing(), last.what(), count);
    }

    synchronized int size() {
        return tallies.size();
    }
}
