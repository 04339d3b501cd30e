package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.session.Limits;
import io.beckon.transport.Rates;
import io.beckon.transport.door.DoorRules;
import io.beckon.transport.peerjs.TicketLife;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final int MANY = 5000;

    private static SmallRyeConfig all(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(BeckonConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values)
                .build();
    }

    private static BeckonConfig config(Map<String, String> values) {
        return all(values).getConfigMapping(BeckonConfig.class);
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(config(values));
    }

    private static Limits limits(String property) {
        return settings(Map.of(property, "0")).session(Set.of()).limits();
    }

    private static boolean endsAtSomeTime(Rates rates) {
        for (int i = 0; i < MANY; i++) {
            if (!rates.take("ann")) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource({
        "beckon.log, in-process, kafka",
        "beckon.identity, development, oidc",
        "beckon.duplicate-log-in, refuse, replace",
        "beckon.keeper, on, off",
        "beckon.calls.when-busy, ring, busy",
        "beckon.access.decided-by, token, keycloak",
        "beckon.audit.addresses, truncated, hashed",
        "beckon.audit.users, named, pseudonyms"
    })
    void whatIsNoChoiceIsRefusedWithThoseThereAre(String property, String one, String another) {
        config(Map.of(property, one));
        config(Map.of(property, another));
        String told = assertThrows(ConfigValidationException.class, () -> config(Map.of(property, "anything")))
                .getMessage();
        for (String part : List.of(property, "anything", one, another)) {
            assertTrue(told.contains(part), told);
        }
    }

    /** Clients, too, are told of a rate of 0, which they know. */
    @ParameterizedTest
    @ValueSource(strings = {"beckon.limits.frames-per-second", "beckon.limits.frames-burst"})
    void framesHaveNoLimitWithEitherAtNothing(String property) {
        Limits limits = limits(property);

        assertEquals(0, limits.framesPerSecond());
        assertEquals(0, limits.refreshesPerMinute());
        assertEquals(0, limits.perUser().joinsPerMinute());
        assertTrue(limits.bytesPerSecond() > 0);
        assertFalse(endsAtSomeTime(settings(Map.of(property, "0")).rates().lists()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beckon.limits.bytes-per-second", "beckon.limits.bytes-burst"})
    void norHaveBytes(String property) {
        assertEquals(0, limits(property).bytesPerSecond());
        assertEquals(50, limits(property).framesPerSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beckon.limits.user-connections-per-second", "beckon.limits.user-connections-burst"})
    void norHaveConnectionsOfAUser(String property) {
        assertEquals(0, limits(property).perUser().connectionsPerSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"beckon.limits.queries-per-second", "beckon.limits.queries-burst"})
    void norHaveQueries(String property) {
        assertFalse(endsAtSomeTime(settings(Map.of(property, "0")).rates().lists()));
        assertTrue(endsAtSomeTime(settings(Map.of()).rates().lists()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beckon.limits.requests-per-address", "beckon.limits.requests-per-address-burst"})
    void norHaveRequestsOfAnAddress(String property) {
        SmallRyeConfig all = all(Map.of(property, "0"));
        DoorRules rules =
                DoorSettings.of(all.getConfigMapping(BeckonConfig.class).limits(), all, address -> false);

        assertEquals(0, rules.requestsPerSecond());
    }

    @Test
    void whatGuestsAndTicketsLiveByDefaultGivesWayToTokens() {
        Settings usual = settings(Map.of());
        assertEquals(Duration.ofHours(2), usual.guestLife());
        assertEquals(new TicketLife(Duration.ofHours(8), false), usual.ticketLife());

        Settings brief = settings(Map.of("beckon.longest-token-life", "1H"));
        assertEquals(Duration.ofHours(1), brief.guestLife());
        assertEquals(new TicketLife(Duration.ofHours(1), false), brief.ticketLife());
    }

    @Test
    void whatIsWrittenIsTakenOrRefusedAndNeverSomethingElse() {
        Settings within = settings(Map.of("beckon.guests.life", "24H", "beckon.peerjs.ticket-life", "3H"));
        assertEquals(Duration.ofHours(24), within.guestLife());
        assertEquals(new TicketLife(Duration.ofHours(3), true), within.ticketLife());

        Settings longer = settings(Map.of("beckon.guests.life", "48H", "beckon.peerjs.ticket-life", "48H"));
        assertEquals(
                "beckon.guests.life=PT48H: it is longer than beckon.longest-token-life (PT24H):"
                        + " shorten the one or lengthen the other",
                assertThrows(Misconfiguration.class, longer::guestLife).getMessage());
        assertThrows(Misconfiguration.class, longer::ticketLife);
    }
}
