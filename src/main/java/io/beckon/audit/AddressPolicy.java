package io.beckon.audit;

import java.time.Instant;
import java.time.InstantSource;

/** How much of clients' addresses events show. Safe for use by several threads. */
@FunctionalInterface
public interface AddressPolicy {

    /** An address is shown as it is. */
    AddressPolicy FULL = AuditAddress::new;

    /** Its network: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address. */
    AddressPolicy TRUNCATED = TruncatedAddress::of;

    /** As it may be shown now. */
    AuditAddress of(String address);

    /** As it may be shown of something that happened then: the same whoever asks, and whenever. */
    default AuditAddress at(Instant time, String address) {
        return of(address);
    }

    /**
     * A hash by which events of one day (UTC) can be told to come from the same address, and those of different days cannot.
     *
     * @param secret of which each day's key is made; without it nobody can find out whose address a hash is
     */
    static AddressPolicy hashed(byte[] secret, InstantSource clock) {
        return new HashedAddresses(secret, clock);
    }
}
