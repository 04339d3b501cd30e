package io.beckon.audit.seal;

import java.util.ArrayList;
import java.util.List;

/** A stretch between two records that are as sealed, in which something is not. */
final class Gap {

    /** A sealed record that is not there. */
    record Missing(Pending.Key leaf, long offset) {}

    final long seal;
    final Spot at;
    final boolean open;
    final List<Missing> missing;
    final List<Pending> extra;

    /**
     * @param seal its number
     * @param at what stands behind the stretch
     * @param open whether there may be records at its beginning that another seal is about, which is missing
     */
    Gap(long seal, Spot at, boolean open, List<Missing> missing, List<Pending> extra) {
        this.seal = seal;
        this.at = at;
        this.open = open;
        this.missing = new ArrayList<>(missing);
        this.extra = new ArrayList<>(extra);
    }
}
