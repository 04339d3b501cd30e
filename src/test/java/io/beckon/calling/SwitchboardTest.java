package io.beckon.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.log.CallLog;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Right;
import io.beckon.session.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What users can look up of their calls. */
class SwitchboardTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RINGS_SECONDS = 30;

    private final AtomicLong elapsedNanos = new AtomicLong();
    private final InProcessCallLog log = new InProcessCallLog(100);
    private final InstantSource wallClock = () -> START.plusNanos(elapsedNanos.get());
    private final Switchboard switchboard = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20))
            .calls(log)
            .clocks(elapsedNanos::get, wallClock)
            .start()
            .switchboard;
    private final PhoneBook phoneBook = new PhoneBook(switchboard, wallClock);

    private void pass(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
        switchboard.everySecond();
    }

    private void say(String call, CallProposal proposal) {
        log.append(call, proposal).toCompletableFuture().join();
    }

    private void call(String id, String from, String... to) {
        Instant now = START.plusNanos(elapsedNanos.get());
        say(
                id,
                new CallProposal.Invite(
                        new Origin("session of " + from, new Incarnation(1, "i"), null, Origin.NOBODY_WAITS),
                        new Person("default", from, "Name of " + from, Set.of(Right.JOIN)),
                        List.of(to),
                        Set.of(),
                        RINGS_SECONDS,
                        now.plusSeconds(RINGS_SECONDS).toEpochMilli(),
                        false,
                        Json.of("{\"video\":true}")));
    }

    private List<String> history(String user) {
        return phoneBook.history("default", user, 100).stream()
                .map(call -> call.id() + " " + call.outcomeFor(user).wireName())
                .toList();
    }

    @Test
    void aCallThatNobodyWasThereForIsMissed() {
        call("c-1", "anna", "ben");
        say("c-1", new CallProposal.NobodyAnswered());
        assertEquals(List.of("c-1 no-answer"), history("ben"));
        PastCall missed = phoneBook.history("default", "ben", 100).getFirst();
        assertEquals(START, missed.at());
        assertEquals(new Someone("anna", "Name of anna"), missed.from());
        assertEquals(new Someone("ben", "ben"), missed.to().getFirst().callee(), "nobody has said a name");
        assertEquals(List.of(), history("carl"));
        assertEquals(List.of(), phoneBook.history("elsewhere", "ben", 100));
    }

    @Test
    void theNewestAreTold() {
        for (int i = 1; i <= 5; i++) {
            call("c-" + i, "anna", "ben");
            say("c-" + i, new CallProposal.NobodyAnswered());
            pass(Duration.ofMinutes(1));
        }
        List<String> newest = phoneBook.history("default", "anna", 2).stream()
                .map(PastCall::id)
                .toList();
        assertEquals(List.of("c-5", "c-4"), newest);
    }

    @Test
    void aCallIsForgottenAnHourAfterItsEnd() {
        call("c-1", "anna", "ben");
        say("c-1", new CallProposal.NobodyAnswered());
        pass(CallLog.HISTORY.minusSeconds(1));
        assertEquals(List.of("c-1 no-answer"), history("ben"));
        assertNotNull(switchboard.call("c-1"));
        pass(Duration.ofSeconds(1));
        assertEquals(List.of(), history("ben"));
        assertNull(switchboard.call("c-1"));
    }

    @Test
    void ofACallToSeveralEachHasItsOwnOutcomeAndTheCallerTheBest() {
        call("c-1", "anna", "ben", "carl");
        say("c-1", new CallProposal.Ringing("ben", "Ben"));
        assertEquals(List.of("c-1 ringing"), history("anna"));
        say("c-1", new CallProposal.NobodyAnswered());
        assertEquals(List.of("c-1 no-answer"), history("carl"));
        assertEquals(List.of("c-1 ringing"), history("ben"));
        say(
                "c-1",
                new CallProposal.Accept(
                        new Origin("session of ben", new Incarnation(1, "i"), null, Origin.NOBODY_WAITS),
                        new Person("default", "ben", "Ben", Set.of(Right.JOIN))));
        say("c-1", new CallProposal.Over("hangup"));
        assertEquals(List.of("c-1 accepted"), history("anna"));
        assertEquals(List.of("c-1 accepted"), history("ben"));
        assertEquals(List.of("c-1 no-answer"), history("carl"));
    }
}
