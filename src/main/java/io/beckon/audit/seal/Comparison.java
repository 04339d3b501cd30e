package io.beckon.audit.seal;

import io.beckon.audit.seal.Gap.Missing;
import io.beckon.records.Seal;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that wait, against the leaves of the next seal.
 *
 * <p>In a topic records may stand before a seal that only a later one is about: they have greater offsets than its last. In a file
 * whatever stands before a seal is its own.
 */
final class Comparison {

    private final Seal seal;
    private final Spot at;
    private final boolean open;
    private final long from;
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final List<Pending> extra = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private boolean anchored;
    private int taken;
    private long notHere;

    /**
     * @param open whether the first records may be another seal's
     * @param from the first offset that is kept; sealed records before it are not missing
     */
    Comparison(Seal seal, Spot at, boolean open, long from) {
        this.seal = seal;
        this.at = at;
        this.open = open;
        this.from = from;
    }

    Comparison with(List<Pending> records) {
        int[] leaves = Alignment.of(records, seal);
        int leaf = 0;
        for (int i = 0; i < leaves.length; i++) {
            if (leaves[i] < 0) {
                continue;
            }
            extra.addAll(records.subList(taken, i));
            leaf = missing(leaf, leaves[i]);
            endGap(records.get(i).at());
            checkOffset(records.get(i), leaf++);
            anchored = true;
            taken = i + 1;
        }
        missing(leaf, seal.records());
        while (taken < records.size() && isOfSeal(records.get(taken))) {
            extra.add(records.get(taken++));
        }
        endGap(taken < records.size() ? records.get(taken).at() : at);
        return this;
    }

    private int missing(int leaf, int to) {
        for (int i = leaf; i < to; i++) {
            if (seal.offsets()[i] < from) {
                notHere++;
            } else {
                missing.add(new Missing(Alignment.leaf(seal, i), seal.offsets()[i]));
            }
        }
        return to;
    }

    /** Of records behind the last that the seal is known to have. */
    private boolean isOfSeal(Pending record) {
        if (record.offset() >= 0) {
            return record.offset() <= seal.last();
        }
        return at.partition() < 0 || extra.size() < missing.size();
    }

    private void endGap(Spot behind) {
        if (!missing.isEmpty() || !extra.isEmpty()) {
            gaps.add(new Gap(seal.number(), behind, open && !anchored, missing, extra));
            missing.clear();
            extra.clear();
        }
    }

    private void checkOffset(Pending record, int leaf) {
        if (record.offset() >= 0 && record.offset() != seal.offsets()[leaf]) {
            faults.add(new Fault(
                    Fault.Kind.CHANGED,
                    record.at(),
                    record.event(),
                    "seal " + seal.number() + " has it at offset " + seal.offsets()[leaf]));
        }
    }

    List<Gap> gaps() {
        return gaps;
    }

    /** Records that are where they are, but say something else of it. */
    List<Fault> faults() {
        return faults;
    }

    /** Records that the seal is about, or that are in its place: the first of those that wait. */
    int taken() {
        return taken;
    }

    /** Sealed records that are before the beginning of what is kept. */
    long notHere() {
        return notHere;
    }
}
