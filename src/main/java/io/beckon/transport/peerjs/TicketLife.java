package io.beckon.transport.peerjs;

import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long tickets are good.
 *
 * @param most for how long at the most
 * @param isWanted whether somebody has said so. Else a ticket ends with its token where the realm is asked about tokens: about a ticket it
 *     is not asked, and what it said would stand
 */
public record TicketLife(Duration most, boolean isWanted) {

    /** When a ticket ends that is given now, in whole seconds. A guest's ends with the invitation, as all that comes of it. */
    Instant end(Caller caller, Instant now) {
        Instant end = now.plus(most).truncatedTo(ChronoUnit.SECONDS);
        boolean endsWithToken = caller.issuer().equals(GuestPasses.ISSUER) || !isWanted && caller.token() != null;
        return endsWithToken && caller.expiresAt().isBefore(end) ? caller.expiresAt() : end;
    }
}
