package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialsTest {

    private static final Fact.OfNode HELD = new Fact.Administered(new Id("lock"), null, new Label("because"));

    private final List<AuditEvent> passed = new ArrayList<>();
    private long nanos;
    private final Denials denials = new Denials(passed::add, () -> nanos);
    private final Journal journal =
            new Journal(denials, AddressPolicy.FULL, () -> "node", () -> Instant.EPOCH.plusNanos(nanos));

    private void deny(String user, String room, Right right) {
        refuse(user, room, new Fact.AuthorizationDenied(new Id("to do it"), Missing.of(right), 1));
    }

    private void refuse(String user, String room, Fact.Refusal refusal) {
        journal.write(
                refusal,
                Subject.of(new RoomKey("default", room)),
                Actor.user("issuer", user, null, "session of " + user),
                "192.0.2.1",
                null);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        denials.everySecond();
    }

    private Fact.Refusal last() {
        return (Fact.Refusal) passed.getLast().fact();
    }

    private String lastUser() {
        Actor actor = passed.getLast().actor();
        return actor == null ? "nobody" : String.valueOf(actor.subject());
    }

    private String lastRoom() {
        return passed.getLast().subject().key();
    }

    @Test
    void theFirstIsPassedOnAtOnceAndTheRestOnceAMinute() {
        deny("anna", "r", Right.HOST);
        assertEquals(1, passed.size());
        assertEquals(1, last().count());

        for (int i = 0; i < 1000; i++) {
            deny("anna", "r", Right.HOST);
        }
        pass(Duration.ofSeconds(59));
        assertEquals(1, passed.size());
        pass(Duration.ofSeconds(1));
        assertEquals(2, passed.size());
        assertEquals(1000, last().count());
        assertEquals("anna", lastUser());
        assertEquals("default/r", lastRoom());

        deny("anna", "r", Right.HOST);
        assertEquals(2, passed.size());
        pass(Duration.ofMinutes(1));
        assertEquals(1, last().count());
    }

    @Test
    void afterAMinuteOfPeaceItIsTheFirstAgain() {
        deny("anna", "r", Right.HOST);
        pass(Duration.ofMinutes(1));
        assertEquals(0, denials.size());
        deny("anna", "r", Right.HOST);
        assertEquals(2, passed.size());
    }

    @Test
    void usersRoomsAndRightsAreToldApart() {
        deny("anna", "r", Right.HOST);
        deny("anna", "r", Right.MODERATOR);
        deny("anna", "s", Right.HOST);
        deny("ben", "r", Right.HOST);
        assertEquals(4, passed.size());
    }

    @Test
    @Fills("audit.Denials.MOST_OF_A_USER")
    void manyRoomsOfAUserAreOne() {
        for (int i = 0; i < 1000; i++) {
            deny("anna", "r" + i, Right.HOST);
        }
        assertEquals(Denials.MOST_OF_A_USER, passed.size());
        deny("ben", "r", Right.HOST);
        assertEquals("ben", lastUser());

        pass(Duration.ofMinutes(1));
        assertEquals(Denials.MOST_OF_A_USER + 2, passed.size());
        assertEquals(1000 - Denials.MOST_OF_A_USER, last().count());
        assertEquals("default/*", lastRoom());
        assertEquals("anna", lastUser());
    }

    @Test
    @Fills("audit.Denials.MOST")
    void manyUsersAreOneInTheEnd() {
        int users = 2 * Denials.MOST;
        for (int i = 0; i < users; i++) {
            deny("user" + i, "r", Right.HOST);
        }
        assertEquals(Denials.MOST, passed.size());
        assertTrue(denials.size() <= Denials.MOST + Right.values().length);

        pass(Duration.ofMinutes(1));
        assertEquals(Denials.MOST + 1, passed.size());
        assertEquals(users - Denials.MOST, last().count());
        assertEquals("nobody", lastUser());
        assertEquals("default/*", lastRoom());
        assertNull(passed.getLast().address());
        pass(Duration.ofMinutes(1));
        assertEquals(0, denials.size());
    }

    private void foreign(String origin) {
        journal.write(
                new Fact.OriginDenied(new Id(origin), new Id("https://own.example"), 1),
                Subject.UNKNOWN,
                null,
                "192.0.2.1",
                null);
    }

    private void unknown(String address) {
        journal.write(new Fact.AuthenticationDenied(new Id("bad-token"), 1), Subject.UNKNOWN, null, address, null);
    }

    @Test
    void foreignOriginsAreSummedUpLikeTheRoomsOfOneUser() {
        for (int i = 0; i < 10; i++) {
            foreign("https://one.example");
        }
        assertEquals(1, passed.size());
        pass(Duration.ofMinutes(1));
        assertEquals(9, last().count());

        pass(Duration.ofMinutes(1));
        passed.clear();
        for (int i = 0; i < 10_000; i++) {
            foreign("https://" + i + ".example");
        }
        assertEquals(Denials.MOST_OF_A_USER, passed.size());
        deny("anna", "r", Right.HOST);
        assertEquals("anna", lastUser(), "users are told apart all the same");
        unknown("192.0.2.1");
        assertInstanceOf(Fact.AuthenticationDenied.class, last(), "and so are those without a token");
        pass(Duration.ofMinutes(1));
        Fact.OriginDenied rest = passed.stream()
                .map(AuditEvent::fact)
                .filter(Fact.OriginDenied.class::isInstance)
                .map(Fact.OriginDenied.class::cast)
                .toList()
                .getLast();
        assertEquals(new Id(Refused.SEVERAL), rest.origin());
        assertEquals(10_000 - Denials.MOST_OF_A_USER, rest.count());
    }

    @Test
    void addressesWithBadTokensAreSummedUpInTheSameWay() {
        for (int i = 0; i < 1000; i++) {
            unknown("192.0.2." + i);
        }
        assertEquals(Denials.MOST_OF_A_USER, passed.size());
        assertEquals("192.0.2.15", String.valueOf(passed.getLast().address()));
        pass(Duration.ofMinutes(1));
        assertEquals(1000 - Denials.MOST_OF_A_USER, last().count());
        assertNull(passed.getLast().address());
    }

    @Test
    void kindsOfRefusalsAreToldApart() {
        refuse("anna", "r", new Fact.LimitHit(new Id("rate-limited"), 1));
        refuse("anna", "r", new Fact.FrameRefused(new Id("bad-sdp"), null, 1));
        refuse("anna", "r", new Fact.FrameRefused(new Id("bad-json"), null, 1));
        refuse("anna", "r", new Fact.FrameRefused(new Id("bad-json"), null, 1));
        assertEquals(3, passed.size());
        pass(Duration.ofMinutes(1));
        assertEquals(new Fact.FrameRefused(new Id("bad-json"), null, 1), last());
    }

    @Test
    void eachEventHasAnIdOfItsOwn() {
        for (int i = 0; i < 100; i++) {
            deny("anna", "r" + i % 40, Right.HOST);
        }
        pass(Duration.ofMinutes(1));
        assertEquals(
                passed.size(), passed.stream().map(AuditEvent::id).distinct().count());
    }

    @Test
    void everythingElseIsPassedOnAsItIs() {
        for (int i = 0; i < 3; i++) {
            journal.write(HELD, Subject.ofTenant("default"), null, "", null);
        }
        assertEquals(
                List.of(HELD, HELD, HELD), passed.stream().map(AuditEvent::fact).toList());
    }

    @Test
    void nothingIsLostAtTheEnd() {
        deny("anna", "r", Right.HOST);
        deny("anna", "r", Right.HOST);
        denials.flush();
        assertEquals(2, passed.size());
    }
}
