package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialsTest {

    private final List<AuditRecord> passed = new ArrayList<>();
    private long nanos;
    private final Denials denials = new Denials(passed::add, () -> nanos);

    private void deny(String user, String room, Right right) {
        denials.add(new AuditRecord.Denied(
                Instant.EPOCH.plusNanos(nanos),
                new RoomKey("default", room),
                "issuer",
                user,
                "session of " + user,
                right,
                "to do it"));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        denials.everySecond();
    }

    private AuditRecord.Denied last() {
        return (AuditRecord.Denied) passed.getLast();
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
        assertEquals("anna", last().user());
        assertEquals("r", last().room().name());

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
    void manyRoomsOfAUserAreOne() {
        for (int i = 0; i < 1000; i++) {
            deny("anna", "r" + i, Right.HOST);
        }
        assertEquals(Denials.MOST_OF_A_USER, passed.size());
        deny("ben", "r", Right.HOST);
        assertEquals("ben", last().user());

        pass(Duration.ofMinutes(1));
        assertEquals(Denials.MOST_OF_A_USER + 2, passed.size());
        assertEquals(1000 - Denials.MOST_OF_A_USER, last().count());
        assertEquals(Denials.SEVERAL, last().room().name());
        assertEquals("anna", last().user());
    }

    @Test
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
        assertEquals("", last().user());
        assertEquals(new RoomKey("default", Denials.SEVERAL), last().room());
        pass(Duration.ofMinutes(1));
        assertEquals(0, denials.size());
    }

    private void foreign(String origin) {
        denials.add(new AuditRecord.Foreign(Instant.EPOCH.plusNanos(nanos), origin, "https://own.example", 1));
    }

    @Test
    void foreignOriginsAreSummedUpLikeTheRoomsOfOneUser() {
        for (int i = 0; i < 10; i++) {
            foreign("https://one.example");
        }
        assertEquals(1, passed.size());
        pass(Duration.ofMinutes(1));
        assertEquals(9, ((AuditRecord.Foreign) passed.getLast()).count());

        pass(Duration.ofMinutes(1));
        passed.clear();
        for (int i = 0; i < 10_000; i++) {
            foreign("https://" + i + ".example");
        }
        assertEquals(Denials.MOST_OF_A_USER, passed.size());
        deny("anna", "r", Right.HOST);
        assertEquals("anna", last().user(), "users are told apart all the same");
        pass(Duration.ofMinutes(1));
        AuditRecord.Foreign rest = (AuditRecord.Foreign) passed.getLast();
        assertEquals(Denials.SEVERAL, rest.origin());
        assertEquals(10_000 - Denials.MOST_OF_A_USER, rest.count());
    }

    @Test
    void anOriginIsKeptInPartWhenItIsLong() {
        foreign("x".repeat(5000));
        assertEquals(
                AuditRecord.Foreign.MOST_CHARACTERS, passed.getLast().subject().length());
    }

    @Test
    void whatAdministratorsDoIsPassedOnAsItIs() {
        for (int i = 0; i < 3; i++) {
            denials.add(new AuditRecord.Administered(
                    Instant.EPOCH, "default", "r", "issuer", "root", "lock", null, "because"));
        }
        assertEquals(3, passed.size());
    }

    @Test
    void nothingIsLostAtTheEnd() {
        deny("anna", "r", Right.HOST);
        deny("anna", "r", Right.HOST);
        denials.flush();
        assertEquals(2, passed.size());
    }
}
