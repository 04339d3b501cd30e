package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.HeapCensus;
import io.beckon.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What rooms say that they weigh, held against the heap. */
class WeightTest {

    private static final double EITHER_WAY = 1.3;

    private static long position;

    /** So many alike that the rest of the heap does not matter. */
    private static void assertWeighed(String what, int many, IntFunction<Room> room) {
        HeapCensus.Taken<List<Room>> taken =
                HeapCensus.of(() -> IntStream.range(0, many).mapToObj(room).toList());
        long said = taken.value().stream().mapToLong(Room::weight).sum();
        double ratio = (double) taken.bytes() / said;
        System.out.printf("%s: %d bytes each, heap / weight = %.2f%n", what, taken.bytes() / many, ratio);
        assertTrue(ratio < EITHER_WAY && ratio > 1 / EITHER_WAY, what + ": " + ratio);
    }

    private static Room room(int number) {
        return new Room(new RoomKey("default", "room number " + number));
    }

    private static Origin origin(String session, int frame) {
        return new Origin(session, new Incarnation(1, "instance"), "frame-" + frame, Origin.NOBODY_WAITS);
    }

    private static String session(int who) {
        return String.format("session%017d", who);
    }

    private static String peer(int who) {
        return String.format("peer%020d", who);
    }

    private static Room joined(Room room, int who, int metadata, String name) {
        Applicant applicant = new Applicant(
                peer(who),
                String.format("user-%031d", who),
                "User Number " + who,
                Set.of(Right.JOIN, Right.PUBLISH),
                name + who,
                null,
                new Json(new byte[metadata]),
                false);
        room.apply(
                new Proposal.Join(origin(session(who), 0), applicant, Pattern.MESH, null, RoomRules.DEFAULT),
                ++position);
        return room;
    }

    private static Room withOffers(Room room, int members, int connections, int fragments) {
        IntStream.range(0, members).forEach(who -> joined(room, who, 2, "n"));
        for (int pc = 0; pc < connections; pc++) {
            for (int who = 1; who < members; who++) {
                for (int generation = 0; generation < 2; generation++) {
                    String mark = "/" + generation + "/" + pc;
                    List<String> all = IntStream.range(0, fragments)
                            .mapToObj(i -> "fragment" + i + mark)
                            .toList();
                    room.apply(
                            new Proposal.Offer(
                                    origin(session(who), 1 + 2 * pc + generation),
                                    peer(0),
                                    "connection " + pc,
                                    new SessionDescription(1, generation, 1, all),
                                    Json.EMPTY_OBJECT),
                            ++position);
                }
            }
        }
        return room;
    }

    @Test
    void roomsWeighWhatTheyTake() {
        assertWeighed("empty", 20_000, WeightTest::room);
        assertWeighed("one member", 20_000, number -> joined(room(number), number, 2, "n"));
        assertWeighed("one member with metadata", 5_000, number -> joined(room(number), number, 4096, "n"));
        assertWeighed(
                "one member with a name", 5_000, number -> joined(room(number), number, 2, "\uD83E\uDD8A".repeat(128)));
        assertWeighed("fifty members", 400, number -> {
            Room room = room(number);
            IntStream.range(0, 50).forEach(who -> joined(room, who, 100, "n"));
            return room;
        });
        assertWeighed("negotiations", 300, number -> withOffers(room(number), 20, 2, 2));
        assertWeighed("negotiations of many fragments", 50, number -> withOffers(room(number), 4, 16, 257));
        assertWeighed("receipts", 1000, number -> {
            Room room = joined(room(number), number, 2, "n");
            for (int frame = 1; frame < 300; frame++) {
                room.apply(new Proposal.Message(origin(session(number), frame), null, Json.EMPTY_OBJECT), ++position);
            }
            return room;
        });
        assertWeighed("ended", 10_000, number -> {
            Room room = joined(room(number), number, 4096, "n");
            room.apply(new Proposal.Leave(origin(session(number), 1), LeaveReason.LEFT), ++position);
            return room;
        });
        assertWeighed("many departed", 100, number -> {
            Room room = room(number);
            for (int who = 0; who < 500; who++) {
                joined(room, who, 10, "n");
                room.apply(new Proposal.Leave(origin(session(who), 1), LeaveReason.LEFT), ++position);
            }
            return room;
        });
    }

    @Test
    void anEndedRoomCostsLittle() {
        Room room = room(1);
        for (int who = 0; who < 50; who++) {
            joined(room, who, 4096, "n");
        }
        for (int who = 0; who < 50; who++) {
            room.apply(new Proposal.Leave(origin(session(who), 1), LeaveReason.LEFT), ++position);
        }
        assertTrue(room.isEmpty());
        assertTrue(room.weight() < 12_500, "bytes: " + room.weight());
    }

    /** Sums that run do not run away. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensTheSumsAreRight(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        World world = World.after(pattern, moves, new Tally());
        for (int number = 0; number < 2; number++) {
            Room room = world.room(number);
            Room anew = new Room(room.snapshot());
            assertEquals(anew.state().members.weight(), room.state().members.weight());
            assertEquals(
                    anew.state().negotiations.weight(),
                    room.state().negotiations.weight());
            assertEquals(anew.state().bars.weight(), room.state().bars.weight());
            assertEquals(weight(room), room.state().receipts.weight());
            assertEquals(weight(anew), anew.state().receipts.weight());
        }
    }

    private static long weight(Room room) {
        List<Long> weights = new ArrayList<>();
        room.state()
                .receipts
                .books((session, book) -> weights.add((long) book.weight()
                        + (book.isOpen() ? Footprint.HASH_ENTRY : Footprint.LINKED_ENTRY + Footprint.text(session))));
        return weights.stream().mapToLong(Long::longValue).sum();
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Move.several();
    }
}
