package io.beckon.room;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Something that is tried in a {@link World}. What it amounts to depends on the state that it finds there.
 *
 * @param who by whom
 * @param whom with whom
 * @param twist what else is left to chance
 */
public record Move(Kind kind, int who, int whom, int twist) {

    enum Kind {
        JOIN(8),
        JOIN_ANEW(2),
        LEAVE(1),
        RESUME(3),
        RESUME_TWICE(2),
        ENTITLE(2),
        DISCONNECT(3),
        LOSE_INSTANCE(1),
        FIRE_TIMER(6),
        OFFER(12),
        ANSWER(8),
        PRANSWER(3),
        REJECT(3),
        ROLLBACK(3),
        CANDIDATE(6),
        REPORT(3),
        MESSAGE(6),
        UPDATE(3),
        KICK(1),
        SET_ROLE(2),
        MUTE(2),
        KNOCK(6),
        ADMIT(4),
        REFUSE(1),
        LOCK(3),
        UNLOCK(3),
        CLOSE(2),
        OPEN_CALL(4),
        HANG_UP(4),
        ORDER(4),
        RESEND(10),
        ZOMBIE(6);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /** Whether chance wants something that happens once in so many times; different {@code salt}s are independent. */
    boolean oneIn(int times, int salt) {
        return pick(times, salt) == 0;
    }

    int pick(int among, int salt) {
        int mixed = (twist ^ salt * 0x9e3779b9) * 0x85ebca6b;
        return Math.floorMod(mixed ^ mixed >>> 15, among);
    }

    public static Arbitrary<List<Move>> several() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Tuple.Tuple2<Integer, Kind>[] weights = new Tuple.Tuple2[Kind.values().length];
        for (Kind kind : Kind.values()) {
            weights[kind.ordinal()] = Tuple.of(kind.weight, kind);
        }
        Arbitrary<Integer> person =
                Arbitraries.integers().between(0, World.PEOPLE - 1).withoutEdgeCases();
        Arbitrary<Integer> twist = Arbitraries.randomValue(java.util.Random::nextInt);
        return Combinators.combine(Arbitraries.frequency(weights), person, person, twist)
                .as(Move::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(150);
    }
}
