package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A room to which an example happens. Its records are at the positions 1, 2, 3… */
final class Scene {

    static final RoomKey KEY = new RoomKey("default", "r");

    private static final Comparator<Told> ORDER =
            Comparator.comparing(Told::session).thenComparing(Told::what);

    private final Room room;
    private final ArrayDeque<Proposal.Timed> armed = new ArrayDeque<>();
    private long position;

    Scene() {
        this(KEY);
    }

    Scene(RoomKey key) {
        room = new Room(key);
    }

    Room room() {
        return room;
    }

    /** {@code seq} of the first frame of the latest record. */
    long seq() {
        return Seq.of(position, 0);
    }

    long position() {
        return position;
    }

    /** The partition's records go on elsewhere. */
    void skipTo(long position) {
        this.position = position;
    }

    /** The timer that was armed last. */
    Proposal.Timed timer() {
        return armed.getLast();
    }

    /** More that has happened; all of it is accepted. */
    Scene given(Proposal... proposals) {
        for (Proposal proposal : proposals) {
            Outcome outcome = apply(proposal);
            assertFalse(outcome.effects().isEmpty(), () -> "void: " + proposal);
            if (outcome.effects().get(0) instanceof Effect.Replied replied) {
                assertFalse(replied.reply() instanceof Reply.Refused, () -> proposal + ": " + replied);
            }
        }
        return this;
    }

    Result when(Proposal proposal) {
        Set<String> before = room.sessions();
        Outcome outcome = apply(proposal);
        return new Result(outcome, Told.by(outcome, before, room.sessions()));
    }

    /** A second room that starts from the first one's state must do the same. */
    private Outcome apply(Proposal proposal) {
        Room follower = new Room(room.snapshot());
        position++;
        Outcome outcome = room.apply(proposal, position);
        assertEquals(outcome, follower.apply(proposal, position));
        assertEquals(room.snapshot(), follower.snapshot());
        outcome.effects().forEach(effect -> {
            if (effect instanceof Effect.Armed timer) {
                armed.add(timer.timer());
            }
        });
        return outcome;
    }

    /** What a record has led to. */
    final class Result {

        private final Outcome outcome;
        private final List<Told> told;

        private Result(Outcome outcome, List<Told> told) {
            this.outcome = outcome;
            this.told = told;
        }

        /** These are told this, and nobody anything else. */
        Scene then(Told... expected) {
            assertEquals(
                    Arrays.stream(expected).sorted(ORDER).toList(),
                    told.stream().sorted(ORDER).toList());
            return Scene.this;
        }

        Scene thenNothing() {
            assertEquals(List.of(), outcome.effects());
            return Scene.this;
        }

        List<Effect> effects() {
            return outcome.effects();
        }

        Reply reply() {
            return ((Effect.Replied) outcome.effects().get(0)).reply();
        }
    }
}
