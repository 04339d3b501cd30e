package io.beckon.audit.seal;

import io.beckon.records.Seal;
import io.beckon.records.StoredEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the records of one chain with its seals, as they come. */
final class ChainVerifier {

    /** Records that wait for a seal; beyond it they are only counted. */
    static final int MOST_PENDING = 100_000;

    private final int partition;
    private final Consumer<Fault> faults;
    private final SealSequence sequence;
    private final Differences differences;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long begin;
    private boolean knowsBegin;
    private long records;
    private long notHere;
    private long dropped;
    private long droppedTo = -1;
    private @Nullable Pending firstDropped;
    private @Nullable Spot lastSeal;

    ChainVerifier(int partition, SealCheck check, Consumer<Fault> faults) {
        this.partition = partition;
        this.faults = faults;
        this.sequence = new SealSequence(partition, check, faults);
        this.differences = new Differences(faults);
    }

    /** The first offset that the topic still has. */
    void begins(long offset) {
        begin = offset;
        knowsBegin = true;
    }

    void take(StoredEvent event, byte[] hash, Spot at, long written) {
        if (!knowsBegin && partition >= 0 && records == 0 && sequence.isEmpty()) {
            begin = event.offset();
        }
        if (SealCheck.isSeal(event)) {
            lastSeal = at;
            sequence.next(event, hash, at, pending.size()).ifPresent(next -> compare(next, at));
        } else {
            records++;
            checkOffsetOfSeal(at);
            await(new Pending(Pending.Key.of(hash, 0), at, event.id(), event.time(), written, null));
        }
    }

    /** Which no signature is over; those of records are sealed. */
    private void checkOffsetOfSeal(Spot next) {
        if (lastSeal != null && partition >= 0 && next.offset() <= lastSeal.offset()) {
            faults.accept(new Fault(
                    Fault.Kind.REORDERED, lastSeal, null, "it is a seal, and behind it comes offset " + next.offset()));
        }
        lastSeal = null;
    }

    void unreadable(String why, Spot at) {
        records++;
        await(new Pending(Pending.Key.NONE, at, new byte[0], new byte[0], Pending.AS_IT_SAYS, why));
    }

    private void await(Pending record) {
        if (pending.size() == MOST_PENDING) {
            firstDropped = dropped == 0 ? pending.getFirst() : firstDropped;
            droppedTo = pending.getLast().offset();
            dropped += pending.size();
            pending.stream().filter(one -> one.unreadable() != null).forEach(differences::unreadable);
            pending.clear();
        }
        pending.add(record);
    }

    private void compare(SealSequence.Next next, Spot at) {
        Seal seal = next.seal();
        if (dropped > 0 && (partition < 0 || seal.first() <= droppedTo)) {
            passOver(seal, at);
            return;
        }
        dropped = 0;
        tellOfThoseTooEarly(at);
        boolean open = next.skipped() > 0 && setAside(next);
        if (startsWith(seal)) {
            remove(seal.records());
            differences.found(List.of());
            return;
        }
        Comparison comparison = new Comparison(seal, at, open, from()).with(new ArrayList<>(pending));
        comparison.faults().forEach(faults);
        remove(comparison.taken());
        notHere += comparison.notHere();
        differences.found(comparison.gaps());
    }

    /** What retention has deleted is not missing; in an export whose chain does not begin with seal 1 that is all before the first record. */
    private long from() {
        return knowsBegin || sequence.first() > 1 ? begin : 0;
    }

    /** The records of this seal were too many to be kept. */
    private void passOver(Seal seal, Spot at) {
        faults.accept(new Fault(
                Fault.Kind.UNSEALED,
                at,
                null,
                "the records of seal " + seal.number() + " cannot be compared: more than " + MOST_PENDING
                        + " records stand before it without a seal"));
        while (!pending.isEmpty() && (partition < 0 || pending.getFirst().offset() <= seal.last())) {
            pending.removeFirst();
        }
        if (partition < 0 || seal.last() >= droppedTo) {
            dropped = 0;
        }
        differences.found(List.of());
    }

    /** In a topic, those before a seal have lower offsets than it has. */
    private void tellOfThoseTooEarly(Spot seal) {
        for (Iterator<Pending> i = pending.descendingIterator(); i.hasNext(); ) {
            Pending record = i.next();
            if (seal.offset() < 0 || record.offset() <= seal.offset()) {
                return;
            }
            faults.accept(new Fault(
                    Fault.Kind.REORDERED,
                    record.at(),
                    record.event(),
                    "it stands before the seal at offset " + seal.offset()));
        }
    }

    /**
     * Takes away what seals are about that are not there, or not genuine.
     *
     * @return whether there may be more of it
     */
    private boolean setAside(SealSequence.Next next) {
        List<Pending> theirs = new ArrayList<>();
        if (partition >= 0) {
            while (!pending.isEmpty()
                    && pending.getFirst().offset() < next.seal().first()) {
                theirs.add(pending.removeFirst());
            }
        } else {
            for (int i = 0; i < next.recordsBeforeSuspect(); i++) {
                theirs.add(pending.removeFirst());
            }
        }
        differences.unsealed(theirs);
        return partition < 0 && next.suspects() < next.skipped();
    }

    private boolean startsWith(Seal seal) {
        if (pending.size() < seal.records() || partition < 0 && pending.size() > seal.records()) {
            return false;
        }
        Iterator<Pending> record = pending.iterator();
        for (int i = 0; i < seal.records(); i++) {
            Pending one = record.next();
            if (!one.leaf().equals(Alignment.leaf(seal, i)) || one.offset() >= 0 && one.offset() != seal.offsets()[i]) {
                return false;
            }
        }
        return !record.hasNext() || record.next().offset() > seal.last();
    }

    private void remove(int first) {
        for (int i = 0; i < first; i++) {
            pending.removeFirst();
        }
    }

    /** Tells of what is left, and of the whole chain. To be called once, at the end. */
    Report.Chain end() {
        differences.end(pending);
        pending.stream().filter(record -> record.unreadable() != null).forEach(differences::unreadable);
        return new Report.Chain(
                sequence.chain(),
                partition,
                records,
                sequence.first(),
                sequence.last(),
                sequence.lastHash(),
                sequence.unsigned(),
                notHere,
                dropped + pending.size(),
                unsealedFrom(),
                unsealedSince());
    }

    private @Nullable Spot unsealedFrom() {
        return unsealed().findFirst().map(Pending::at).orElse(null);
    }

    /** The first of those that were only counted stands for all of them. */
    private Stream<Pending> unsealed() {
        return Stream.concat(dropped > 0 ? Stream.ofNullable(firstDropped) : Stream.empty(), pending.stream());
    }

    /** The oldest about which no seal is yet; {@code null} if there is none, or one says what is no time. */
    private @Nullable String unsealedSince() {
        try {
            return unsealed()
                    .map(Pending::since)
                    .min(Comparator.naturalOrder())
                    .map(Instant::toString)
                    .orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    SealSequence sequence() {
        return sequence;
    }
}
