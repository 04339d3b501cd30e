package io.beckon.benchmark.load;

import java.util.HashSet;
import java.util.Set;

/** One sender's messages as one receiver sees them: tells new, late and repeated ones apart by their sequence numbers. */
final class Flow {

    private final Set<Integer> missing = new HashSet<>();
    private int next;
    private int distinct;
    private int reordered;
    private int duplicates;

    void accept(int seq) {
        if (seq == next) {
            next++;
            distinct++;
        } else if (seq > next) {
            for (int skipped = next; skipped < seq; skipped++) {
                missing.add(skipped);
            }
            next = seq + 1;
            distinct++;
        } else if (missing.remove(seq)) {
            reordered++;
            distinct++;
        } else {
            duplicates++;
        }
    }

    int distinct() {
        return distinct;
    }

    int reordered() {
        return reordered;
    }

    int duplicates() {
        return duplicates;
    }
}
