package io.beckon.audit.seal;

import io.beckon.records.Seal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records are which leaves of a seal: the longest sequence that both have in common, so that a record that was taken out or put
 * in shifts none of the others.
 *
 * @see <a href="https://doi.org/10.1145/359581.359603">Hunt, Szymanski: A fast algorithm for computing longest common subsequences</a>
 */
final class Alignment {

    /** A pair, and the one before it in the same sequence. */
    private record Match(int record, int leaf, @Nullable Match before) {}

    private Alignment() {}

    /** For each record the index of its leaf; -1 where it has none. */
    static int[] of(List<Pending> records, Seal seal) {
        int[] leaves = new int[records.size()];
        Arrays.fill(leaves, -1);
        int same = 0;
        while (same < Math.min(records.size(), seal.records())
                && records.get(same).leaf().equals(leaf(seal, same))) {
            leaves[same] = same++;
        }
        @Nullable Match match = longest(records, seal, same);
        while (match != null) {
            leaves[match.record] = match.leaf;
            match = match.before;
        }
        return leaves;
    }

    static Pending.Key leaf(Seal seal, int index) {
        return Pending.Key.of(seal.leaves(), index * Seal.LEAF_BYTES);
    }

    /** The last pair of it; for each length the sequence that ends earliest is kept. */
    private static @Nullable Match longest(List<Pending> records, Seal seal, int from) {
        Map<Pending.Key, List<Integer>> places = new HashMap<>();
        for (int i = seal.records() - 1; i >= from; i--) {
            places.computeIfAbsent(leaf(seal, i), leaf -> new ArrayList<>()).add(i);
        }
        List<Match> ends = new ArrayList<>();
        for (int i = from; i < records.size(); i++) {
            for (int leaf : places.getOrDefault(records.get(i).leaf(), List.of())) {
                int length = shorter(ends, leaf);
                Match match = new Match(i, leaf, length == 0 ? null : ends.get(length - 1));
                if (length == ends.size()) {
                    ends.add(match);
                } else {
                    ends.set(length, match);
                }
            }
        }
        return ends.isEmpty() ? null : ends.getLast();
    }

    /** How many sequences end before this leaf. */
    private static int shorter(List<Match> ends, int leaf) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle).leaf < leaf) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
