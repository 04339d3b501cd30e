package io.beckon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Addresses as HMAC-SHA-256 under a key of the day: 16 hexadecimal digits. */
final class HashedAddresses implements AddressPolicy {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 8;

    private final SecretKeySpec secret;
    private final InstantSource clock;
    private volatile Day today;

    /** A date and its key. */
    private record Day(LocalDate date, SecretKeySpec key) {}

    HashedAddresses(byte[] secret, InstantSource clock) {
        this.secret = new SecretKeySpec(secret, HMAC);
        this.clock = clock;
        this.today = day(date(clock.instant()));
    }

    @Override
    public AuditAddress of(String address) {
        return at(clock.instant(), address);
    }

    @Override
    public AuditAddress at(Instant time, String address) {
        LocalDate date = date(time);
        Day day = today;
        if (!day.date.equals(date)) {
            day = day(date);
            today = day;
        }
        return new AuditAddress(HexFormat.of().formatHex(hmac(day.key, address), 0, BYTES));
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private Day day(LocalDate date) {
        return new Day(date, new SecretKeySpec(hmac(secret, date.toString()), HMAC));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
        }
    }
}
