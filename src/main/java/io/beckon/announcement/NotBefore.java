package io.beckon.announcement;

import io.beckon.identity.Caller;
import java.time.Instant;

/** An issuer's tokens that were made before a time count no more; those made in the very second of it do. */
public record NotBefore(String issuer, Instant at) implements Announcement {

    public boolean covers(Caller caller) {
        return issuer.equals(caller.issuer()) && caller.issuedAt().getEpochSecond() < at.getEpochSecond();
    }

    @Override
    public String subject() {
        return issuer;
    }
}
