package io.beckon.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallBookTest extends CallSpecification {

    private final CallBook book = call.book();

    private void on(String id, CallProposal... proposals) {
        for (CallProposal proposal : proposals) {
            book.apply(id, proposal);
        }
    }

    private static List<String> ids(List<Call> calls) {
        return calls.stream().map(Call::id).toList();
    }

    @Test
    void whatRingsForAUserIsFoundOldestFirst() {
        on("2", anna.calls(ben), ben.rings());
        on("1", carl.calls(dora, ben), ben.rings());
        on("3", dora.calls(ben));
        assertEquals(List.of("2", "1"), ids(book.ringingFor("default", "ben")));
        assertEquals(List.of("3"), ids(book.waitingFor("default", "ben")));
        assertEquals(List.of("1"), ids(book.waitingFor("default", "dora")));
        assertEquals(List.of(), book.ringingFor("elsewhere", "ben"));
        on("2", ben.declines(null));
        assertEquals(List.of("1"), ids(book.ringingFor("default", "ben")));
    }

    @Test
    void whoTalksIsFoundUntilTheRoomEnds() {
        on("1", anna.calls(ben, carl), ben.rings());
        assertEquals(List.of(), book.talking("default", "anna"));
        on("1", ben.accepts());
        assertEquals(List.of("1"), ids(book.talking("default", "anna")));
        assertEquals(List.of("1"), ids(book.talking("default", "ben")));
        assertEquals(List.of(), book.talking("default", "carl"));
        on("1", OVER);
        assertEquals(List.of(), book.talking("default", "anna"));
        assertEquals(List.of(), book.talking("default", "ben"));
    }

    @Test
    void theCallsOfASessionAreThoseItMadeAndThoseItAccepted() {
        on("1", anna.calls(ben), ben.rings());
        on("2", carl.calls(annasOther), anna.rings(), anna.accepts());
        assertEquals(List.of("1", "2"), ids(book.ofSession(anna.session())));
        assertEquals(List.of(), book.ofSession(ben.session()));
        assertEquals(List.of(), book.ofSession(annasOther.session()));
        on("1", anna.cancels(null));
        on("2", OVER);
        assertEquals(List.of(), book.ofSession(anna.session()));
    }

    @Test
    void aPairIsFoundWhileOneCallsTheOther() {
        on("1", anna.calls(ben));
        assertEquals(List.of("1"), ids(book.pending("default", "anna", "ben")));
        assertEquals(List.of(), book.pending("default", "ben", "anna"));
        on("1", ben.rings());
        assertEquals(List.of("1"), ids(book.pending("default", "anna", "ben")));
        on("1", ben.accepts());
        assertEquals(List.of(), book.pending("default", "anna", "ben"));
    }

    @Test
    void aCallThatHasEndedIsKeptUntilItIsForgotten() {
        on("1", anna.calls(ben), ben.rings(), anna.cancels(null));
        assertEquals(List.of(), book.open());
        assertNotNull(book.call("1"));
        book.forget("1");
        assertNull(book.call("1"));
    }

    @Test
    void aCallThatIsOnIsNotForgotten() {
        on("1", anna.calls(ben), ben.rings());
        book.forget("1");
        assertEquals(List.of("1"), ids(book.open()));
    }

    @Test
    @Fills("call.CallBook.ENDED_KEPT")
    void ofTheCallsThatHaveEndedTheNewestAreKept() {
        for (int i = 0; i <= CallBook.ENDED_KEPT; i++) {
            on("c-" + i, anna.calls(ben), NOBODY_ANSWERED);
        }
        assertNull(book.call("c-0"));
        assertNotNull(book.call("c-1"));
        assertNotNull(book.call("c-" + CallBook.ENDED_KEPT));
    }

    /** Each weighs as much as clients can make it. */
    @Test
    @Fills("call.CallBook.ENDED_BYTES")
    void ofTheCallsThatHaveEndedNoMoreBytesAreKeptThanMayBe() {
        HeapCensus.Taken<CallBook> taken = HeapCensus.of(() -> {
            CallBook full = new CallBook();
            for (int i = 0; i < 4000; i++) {
                String call = "call-" + i;
                List<String> callees = IntStream.range(0, 16)
                        .mapToObj(callee -> call + "-" + callee + "-" + "\uD83E\uDD8A".repeat(100))
                        .toList();
                Origin origin = new Origin("session-" + call, new Incarnation(1, "node"), "f-" + i, 1);
                full.apply(
                        call,
                        new CallProposal.Invite(
                                origin,
                                new Person("default", "user-" + i, "User", Set.of()),
                                callees,
                                Set.of(),
                                30,
                                1,
                                false,
                                Json.of("{\"x\":\"" + "x".repeat(4000) + "\"}")));
                full.apply(call, new CallProposal.NobodyAnswered());
                assertTrue(full.endedWeight() <= CallBook.ENDED_BYTES);
            }
            return full;
        });
        assertTrue(taken.value().endedWeight() > CallBook.ENDED_BYTES * 9 / 10, "it is full");
        double ratio = (double) taken.bytes() / taken.value().endedWeight();
        System.out.printf("ended calls: heap / weight = %.2f%n", ratio);
        assertTrue(ratio < 1.3 && ratio > 1 / 1.3, "heap / weight = " + ratio);
    }

    @Test
    void aCallThatHasEndedRingsNowhereAndNeedsNoMetadata() {
        on("1", anna.calls(ben), ben.rings(), ben.declines(null));
        assertEquals(
                Json.EMPTY_OBJECT,
                Objects.requireNonNull(book.call("1")).invite().metadata());
        book.forget("1");
        assertEquals(0, book.endedWeight());
    }

    @Test
    void theCallsThatConcernAUserAreKnownUntilTheyAreForgotten() {
        on("1", anna.calls(ben), new CallProposal.NobodyAnswered());
        on("2", carl.calls(ben), ben.rings());
        on("3", ben.calls(anna), anna.rings(), anna.declines(null));
        assertEquals(Set.of("1", "2", "3"), Set.copyOf(ids(book.concerning("default", "ben"))));
        assertEquals(Set.of("1", "3"), Set.copyOf(ids(book.concerning("default", "anna"))));
        assertEquals(List.of(), book.concerning("elsewhere", "ben"));
        List.of("1", "2", "3").forEach(book::forget);
        assertEquals(List.of("2"), ids(book.concerning("default", "ben")), "it has not ended");
    }

    @Test
    void aCallThatBeginsAnewIsKnownOnce() {
        on("1", anna.calls(ben), new CallProposal.NobodyAnswered(), anna.calls(ben), ben.rings());
        assertEquals(List.of("1"), ids(book.concerning("default", "ben")));
        on("1", ben.declines(null), ben.declines(null));
        assertEquals(List.of("1"), ids(book.concerning("default", "ben")));
        book.forget("1");
        assertEquals(List.of(), book.concerning("default", "ben"));
    }
}
