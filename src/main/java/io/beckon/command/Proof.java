package io.beckon.command;

import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.Spot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether there being no fault proves something: not where records that are older than a minute, by the clock of whoever verifies, have
 * no seal; an export ends wherever it was taken, though, mostly between two seals. Whoever gives keys wants signatures, so a seal at
 * least; whoever is strict wants them in any case, and seals to the end of exports, too.
 *
 * @param openEnd what has no seal behind the last one does not matter, however old it is, in any file
 */
record Proof(boolean withKeys, boolean strict, boolean openEnd) {

    private static final Duration SEALED_WITHIN = Duration.ofMinutes(1);

    /** What is not proved, in words; nothing if all is. */
    List<String> lacks(Report report, Instant now) {
        List<String> lacks = new ArrayList<>();
        for (Report.Chain chain : report.chains()) {
            if (!isPart(chain) && isLateWithASeal(chain, now)) {
                lacks.add(chain.unsealed() + " records have no seal, from " + chain.unsealedFrom() + " on, and "
                        + (chain.unsealedSince() == null
                                ? "one of them says what is no time"
                                : "the oldest is of " + chain.unsealedSince()));
            }
            if ((withKeys || strict) && chain.unsignedSeals() > 0) {
                lacks.add(chain.unsignedSeals() + " seals of " + chain.name() + " are not signed");
            }
        }
        if (withKeys && report.chains().stream().allMatch(chain -> chain.lastSeal() == 0)) {
            lacks.add("there is no seal at all");
        }
        if (strict && !withKeys) {
            lacks.add("no key was given");
        }
        return lacks;
    }

    /** Whether its end may be where somebody has taken it, so that nothing follows from a seal that is not there. */
    private boolean isPart(Report.Chain chain) {
        Spot from = chain.unsealedFrom();
        boolean isExport = chain.partition() >= 0 && from != null && from.file() != null;
        return chain.lastSeal() > 0 && (openEnd || isExport && !strict);
    }

    private static boolean isLateWithASeal(Report.Chain chain, Instant now) {
        String since = chain.unsealedSince();
        if (since == null) {
            return chain.unsealed() > 0;
        }
        try {
            Instant at = Instant.parse(since);
            return at.isBefore(now.minus(SEALED_WITHIN)) || at.isAfter(now.plus(SEALED_WITHIN));
        } catch (DateTimeException e) {
            return true;
        }
    }
}
