package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPolicyTest {

    private static final Instant EVENING = Instant.parse("2026-03-01T23:59:59.999Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-02T00:00:00Z");

    private static AddressPolicy hashed(String secret) {
        return AddressPolicy.hashed(secret.getBytes(StandardCharsets.UTF_8), InstantSource.fixed(EVENING));
    }

    @Test
    void inFullItIsTheAddress() {
        assertEquals("2001:db8::7", AddressPolicy.FULL.of("2001:db8::7").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:12:34::7, 2001:db8:12::/48",
        "[2001:db8:12:34::7], 2001:db8:12::/48",
        "::1, 0:0:0::/48",
        "::ffff:192.0.2.77, 192.0.2.0/24",
        "192.0.2, unknown",
        "192.0.2.777, unknown",
        "192.0.2.7.1, unknown",
        "192.0..7, unknown",
        "host.example, unknown",
        "2001:db8:xyz::1, unknown",
        "'', unknown"
    })
    void truncatedItIsTheNetwork(String address, String shown) {
        assertEquals(shown, AddressPolicy.TRUNCATED.of(address).toString());
    }

    @Test
    void aHashTellsADaysAddressesApart() {
        AddressPolicy policy = hashed("secret");
        String hash = policy.of("192.0.2.7").toString();
        assertTrue(hash.matches("[0-9a-f]{16}"), hash);
        assertEquals(hash, policy.of("192.0.2.7").toString());
        assertNotEquals(hash, policy.of("192.0.2.8").toString());
    }

    @Test
    void anotherDayOrSecretMakesAnotherHash() {
        AddressPolicy policy = hashed("secret");
        String hash = policy.at(EVENING, "192.0.2.7").toString();
        assertEquals(policy.of("192.0.2.7").toString(), hash);
        assertNotEquals(hash, policy.at(NEXT_DAY, "192.0.2.7").toString());
        assertEquals(hash, policy.at(EVENING, "192.0.2.7").toString(), "whenever it is asked for");
        assertNotEquals(hash, hashed("another").of("192.0.2.7").toString());
    }
}
