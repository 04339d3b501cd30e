package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.identity.AccessToken;
import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketLifeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Instant END_OF_TOKEN = Instant.parse("2026-01-01T00:05:00Z");
    private static final Instant END_OF_LIFE = Instant.parse("2026-01-01T08:00:00Z");
    private static final TicketLife USUAL = new TicketLife(Duration.ofHours(8), false);
    private static final TicketLife WANTED = new TicketLife(Duration.ofHours(8), true);
    private static final AccessToken KEPT = new AccessToken("a.b.c");

    private static Caller caller(String issuer, @Nullable AccessToken token) {
        return new Caller(
                Caller.DEFAULT_TENANT,
                issuer,
                "ann",
                "Ann",
                null,
                List.of(),
                List.of(),
                NOW,
                END_OF_TOKEN,
                END_OF_TOKEN,
                token);
    }

    @Test
    void aTicketOutlivesItsToken() {
        assertEquals(END_OF_LIFE, USUAL.end(caller("realm", null), NOW));
    }

    @Test
    void butNotATokenThatItsRealmIsAskedAboutUnlessSomebodyWantsIt() {
        assertEquals(END_OF_TOKEN, USUAL.end(caller("realm", KEPT), NOW));
        assertEquals(END_OF_LIFE, WANTED.end(caller("realm", KEPT), NOW));
    }

    @Test
    void norAnInvitation() {
        assertEquals(END_OF_TOKEN, USUAL.end(caller(GuestPasses.ISSUER, null), NOW));
        assertEquals(END_OF_TOKEN, WANTED.end(caller(GuestPasses.ISSUER, null), NOW));
    }

    @Test
    void itIsNeverLongerThanItMayBe() {
        TicketLife brief = new TicketLife(Duration.ofMinutes(1), false);
        assertEquals(Instant.parse("2026-01-01T00:01:00Z"), brief.end(caller("realm", KEPT), NOW));
    }
}
