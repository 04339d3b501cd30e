package io.beckon.following;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The members that rooms believe to be here, and of whom nobody is: what said so was never written, for there was too much of it while
 * the log took nothing. Partitions are looked at in turn; who strays in two looks that are far enough apart is gone. Used by one
 * thread, but for {@link #owes}.
 */
final class Strayed {

    /** In less time whoever resumes has become the session that its rooms know already. */
    private static final long LONGEST_RESUME_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Instance instance;
    private final Receivers receivers;
    /** Since when each is missed, by partition. */
    private final Map<Integer, Map<MemberHere, Long>> missed = new HashMap<>();
    /** Partitions for which a record was given up, and when. */
    private final Map<Integer, Long> owed = new ConcurrentHashMap<>();

    private final int partitions;
    private int next;

    Strayed(int partitions, Instance instance, Receivers receivers) {
        this.partitions = partitions;
        this.instance = instance;
        this.receivers = receivers;
    }

    /** A record of this partition was given up: it is to be looked at whoever else needs it. */
    void owes(int partition, long now) {
        owed.put(partition, now);
    }

    /** The partitions that have to be looked at. */
    Set<Integer> owed() {
        return owed.keySet();
    }

    /** Whose turn it is. */
    int next() {
        next = (next + 1) % partitions;
        return next;
    }

    /**
     * Those who are gone.
     *
     * @param members that this instance has, as the partition's rooms see it
     */
    List<MemberHere> among(int partition, List<MemberHere> members, long now) {
        Map<MemberHere, Long> before = missed.getOrDefault(partition, Map.of());
        Map<MemberHere, Long> since = new HashMap<>();
        members.stream().filter(this::isMissed).forEach(member -> since.put(member, before.getOrDefault(member, now)));
        if (since.isEmpty()) {
            missed.remove(partition);
            owed.computeIfPresent(partition, (number, lost) -> now - lost > LONGEST_RESUME_NANOS ? null : lost);
        } else {
            missed.put(partition, since);
        }
        return since.entrySet().stream()
                .filter(entry -> now - entry.getValue() >= LONGEST_RESUME_NANOS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isMissed(MemberHere member) {
        Receiver receiver = receivers.connected(member.session());
        return member.incarnation().instance().equals(instance.id())
                && (receiver == null || !receiver.incarnation().equals(member.incarnation()));
    }
}
