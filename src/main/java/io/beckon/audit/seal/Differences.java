package io.beckon.audit.seal;

import io.beckon.audit.seal.Gap.Missing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the gaps between records and seals mean. Those of one seal wait for the next {@value #SEALS_HELD}, since what is missing in
 * one may have been moved into another.
 */
final class Differences {

    /** Seals after which a record that is missing is no longer looked for. */
    static final int SEALS_HELD = 100;

    private final Consumer<Fault> faults;
    private final Deque<Held> held = new ArrayDeque<>();
    private long seals;

    /** The gaps of one seal, which was the n-th. */
    private record Held(long seal, List<Gap> gaps) {}

    Differences(Consumer<Fault> faults) {
        this.faults = faults;
    }

    /** Takes the gaps of the next seal. */
    void found(List<Gap> gaps) {
        seals++;
        if (!gaps.isEmpty()) {
            held.add(new Held(seals, gaps));
            Map<Pending.Key, Gap> places = places();
            held.forEach(one -> one.gaps.forEach(gap -> gap.extra.removeIf(record -> isMoved(record, places))));
        }
        while (!held.isEmpty() && held.getFirst().seal <= seals - SEALS_HELD) {
            held.removeFirst().gaps.forEach(this::tell);
        }
    }

    /** There is no further seal, only these records. */
    void end(Iterable<Pending> tail) {
        Map<Pending.Key, Gap> places = places();
        for (Pending record : tail) {
            isMoved(record, places);
        }
        held.forEach(one -> one.gaps.forEach(this::tell));
        held.clear();
    }

    private Map<Pending.Key, Gap> places() {
        Map<Pending.Key, Gap> places = new HashMap<>();
        held.forEach(one -> one.gaps.forEach(gap -> gap.missing.forEach(missing -> places.put(missing.leaf(), gap))));
        return places;
    }

    /** Whether the record is missing elsewhere; then that is told, and nothing else of it. */
    private boolean isMoved(Pending record, Map<Pending.Key, Gap> places) {
        Gap place = places.get(record.leaf());
        Missing missing = place == null ? null : take(place.missing, record.leaf());
        if (place == null || missing == null) {
            return false;
        }
        tell(
                Fault.Kind.REORDERED,
                record,
                "seal " + place.seal + " has it as record " + missing.offset() + " of the chain, at another place");
        return true;
    }

    private static @Nullable Missing take(List<Missing> from, Pending.Key leaf) {
        for (Iterator<Missing> i = from.iterator(); i.hasNext(); ) {
            Missing missing = i.next();
            if (missing.leaf().equals(leaf)) {
                i.remove();
                return missing;
            }
        }
        return null;
    }

    private void tell(Gap gap) {
        gap.extra.removeIf(record -> {
            boolean isChanged = gap.missing.removeIf(missing -> missing.offset() == record.offset());
            if (isChanged) {
                changed(gap, record, record.offset());
            }
            return isChanged;
        });
        pair(gap);
        for (Missing missing : gap.missing) {
            faults.accept(new Fault(
                    Fault.Kind.REMOVED,
                    gap.at.at(missing.offset()),
                    null,
                    "record " + missing.offset() + " of the chain, which seal " + gap.seal
                            + " has, is missing; it stood before this place"));
        }
        if (gap.open) {
            unsealed(gap.extra);
        } else {
            gap.extra.forEach(record -> tell(Fault.Kind.INSERTED, record, "seal " + gap.seal + " does not have it"));
        }
    }

    /** What has no offset of its own is told by its order, from the end where the beginning is not certain. */
    private void pair(Gap gap) {
        List<Pending> extra = gap.open ? gap.extra.reversed() : gap.extra;
        List<Missing> missing = gap.open ? gap.missing.reversed() : gap.missing;
        for (Iterator<Pending> i = extra.iterator(); i.hasNext() && !missing.isEmpty(); ) {
            Pending record = i.next();
            if (record.offset() < 0) {
                changed(gap, record, missing.removeFirst().offset());
                i.remove();
            }
        }
    }

    private void changed(Gap gap, Pending record, long offset) {
        tell(
                Fault.Kind.CHANGED,
                record,
                "it is not what seal " + gap.seal + " has as record " + offset + " of the chain");
    }

    /** Tells of records that no seal can be compared with. */
    void unsealed(List<Pending> records) {
        records.stream().filter(record -> record.unreadable() != null).forEach(this::unreadable);
        if (!records.isEmpty()) {
            tell(
                    Fault.Kind.UNSEALED,
                    records.getFirst(),
                    (records.size() == 1 ? "it" : "it and " + (records.size() - 1) + " records after it")
                            + " cannot be compared: the seal over it is missing or not genuine");
        }
    }

    void unreadable(Pending record) {
        faults.accept(new Fault(Fault.Kind.UNREADABLE, record.at(), null, String.valueOf(record.unreadable())));
    }

    private void tell(Fault.Kind kind, Pending record, String words) {
        String unreadable = record.unreadable();
        faults.accept(
                unreadable == null
                        ? new Fault(kind, record.at(), record.event(), words)
                        : new Fault(
                                kind == Fault.Kind.UNSEALED ? kind : Fault.Kind.UNREADABLE,
                                record.at(),
                                null,
                                unreadable + "; " + words));
    }
}
