package io.beckon.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallReplayTest {

    private static final Instant BEGIN = Story.BEGIN;

    private final CallReplay call = new CallReplay("c-1", Instant.EPOCH);
    private long offset;

    private static Person person(String user) {
        return new Person("default", user, user.toUpperCase(), Set.of(Right.JOIN));
    }

    private static Origin origin(String user) {
        return new Origin("s-" + user, new Incarnation(1, "node-1"), null, 7);
    }

    private static CallProposal invite(String... callees) {
        long end = BEGIN.plusSeconds(30).toEpochMilli();
        return new CallProposal.Invite(
                origin("anna"), person("anna"), List.of(callees), Set.of(), 30, end, false, Json.EMPTY_OBJECT);
    }

    private CallReplayTest at(int second, CallProposal proposal) {
        LogPlace place = new LogPlace(LogPlace.Log.CALLS, 0, offset++);
        call.apply(proposal, new Happening(place, BEGIN.plusSeconds(second), "node-1"));
        return this;
    }

    private CallReplayTest rings(int second, String user) {
        return at(second, new CallProposal.Ringing(user, user.toUpperCase()));
    }

    private List<String> labels() {
        return call.ladder().rows().stream().map(Row::label).toList();
    }

    private List<String> findings() {
        return Diagnosis.of(call.ladder()).stream().map(Finding::words).toList();
    }

    @Test
    void aCallIsAccepted() {
        at(0, invite("ben", "cleo")).rings(1, "ben").rings(1, "cleo");
        at(4, new CallProposal.Accept(origin("ben"), person("ben")));
        at(5, new CallProposal.Decline(origin("cleo"), person("cleo"), "later"));
        assertEquals(
                List.of(
                        "calls, for 30 s",
                        "calls, for 30 s",
                        "rings after 1 s",
                        "rings after 1 s",
                        "accepted after 4 s",
                        "declined after 5 s: other"),
                labels());
        assertEquals(new Ends("ben", "anna", null), call.ladder().rows().get(4).ends());
        assertEquals(
                List.of("ANNA", "BEN", "CLEO"),
                call.ladder().columns().stream().map(Column::name).toList());
        assertEquals(List.of("CLEO declined the call"), findings());
        assertEquals(RoomKey.ofCall("default", "c-1"), call.room());
    }

    @Test
    void whatWasAcceptedHasARoomThoughItIsOver() {
        at(0, invite("ben")).rings(1, "ben");
        assertFalse(call.wasAccepted());
        at(4, new CallProposal.Accept(origin("ben"), person("ben")));
        at(9, new CallProposal.Over("hangup"));
        assertTrue(call.wasAccepted());
    }

    @Test
    void nobodyPicksUp() {
        at(0, invite("ben")).rings(1, "ben").at(30, new CallProposal.TimeUp());
        assertEquals(List.of("BEN did not pick up within 30 s"), findings());
    }

    @Test
    void nobodyIsReached() {
        at(0, invite("ben")).at(3, new CallProposal.NobodyAnswered());
        assertEquals(List.of("no device of ben could be reached"), findings());
    }

    @Test
    void whoIsBusyIsSaidToBe() {
        at(0, invite("ben")).at(1, new CallProposal.Busy("ben", "BEN")).at(3, new CallProposal.NobodyAnswered());
        assertEquals(List.of("BEN was busy"), findings());
    }

    @Test
    void theCallerGivesUp() {
        at(0, invite("ben")).rings(1, "ben").at(9, new CallProposal.Cancel(origin("anna"), null, null));
        assertEquals(List.of("the call was cancelled before BEN picked up"), findings());
    }

    @Test
    void aCallWhoseBeginningTheLogHasNotIsNone() {
        rings(1, "ben");
        assertNull(call.room());
    }
}
