package io.beckon.call;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A call to which an example happens. */
final class CallScene {

    static final String ID = "c-1";

    private final List<Device> devices;
    private final CallBook book = new CallBook();

    CallScene(List<Device> devices) {
        this.devices = devices;
    }

    CallBook book() {
        return book;
    }

    Call call() {
        return Objects.requireNonNull(book.call(ID));
    }

    /** More that has happened; all of it has an effect, and is not refused. */
    CallScene given(CallProposal... proposals) {
        for (CallProposal proposal : proposals) {
            Call before = book.call(ID);
            CallOutcome outcome = book.apply(ID, proposal);
            assertNotEquals(before, outcome.next(), () -> "void: " + proposal);
            outcome.notices().forEach(notice -> assertFalse(isRefusal(notice), () -> proposal + ": " + notice));
        }
        return this;
    }

    private static boolean isRefusal(CallNotice notice) {
        return notice instanceof CallNotice.Replied replied && replied.reply() instanceof CallReply.Refused;
    }

    Result when(CallProposal proposal) {
        return new Result(book.apply(ID, proposal));
    }

    /** What a record has led to. */
    final class Result {

        private final CallOutcome outcome;

        private Result(CallOutcome outcome) {
            this.outcome = outcome;
        }

        /** These are told this, each in this order, and nobody anything else. */
        CallScene then(Told... expected) {
            assertEquals(bySession(Arrays.asList(expected)), bySession(Told.by(outcome.notices(), devices)));
            return CallScene.this;
        }

        CallScene thenNothing() {
            assertEquals(List.of(), outcome.notices());
            return CallScene.this;
        }

        private static Map<String, List<Told>> bySession(List<Told> told) {
            return told.stream().collect(groupingBy(Told::session));
        }
    }
}
