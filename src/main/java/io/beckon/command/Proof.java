package io.beckon.command;

import io.beckon.audit.seal.Report;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether there being no fault proves something: not where records that are older than a minute are of a chain without any seal.
 * Whoever gives keys wants signatures, so a seal at least; whoever is strict wants them, and a seal over everything that is older than
 * a minute.
 */
record Proof(boolean withKeys, boolean strict) {

    private static final Duration SEALED_WITHIN = Duration.ofMinutes(1);

    int status(Report report, Instant now) {
        boolean isSealed = report.chains().stream().anyMatch(chain -> chain.lastSeal() > 0);
        boolean isProved = report.chains().stream().allMatch(chain -> isProved(chain, now));
        return isProved && (isSealed || !withKeys) && (withKeys || !strict) ? Command.WHOLE : Command.UNPROVED;
    }

    private boolean isProved(Report.Chain chain, Instant now) {
        boolean isNeverSealed = chain.lastSeal() == 0;
        if ((strict || isNeverSealed) && isLateWithASeal(chain, now)) {
            return false;
        }
        return !(withKeys || strict) || chain.unsignedSeals() == 0;
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
