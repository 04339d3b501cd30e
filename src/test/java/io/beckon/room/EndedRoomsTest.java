package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Proposal.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Which rooms are remembered though nobody is in them, alike by all who apply a partition's records. */
class EndedRoomsTest {

    private static final int MOST = 3;

    /** One who applies a partition. */
    private static final class Partition {

        final Map<RoomKey, Room> rooms = new LinkedHashMap<>();
        final EndedRooms ended;
        final List<Outcome> outcomes = new ArrayList<>();

        Partition(int most) {
            ended = new EndedRooms(most);
        }

        /** From parts in another order, for they are kept each by itself. */
        Partition(List<RoomSnapshot> checkpoint) {
            this(MOST);
            for (RoomSnapshot snapshot : checkpoint.reversed()) {
                Room room = new Room(
                        RoomSnapshot.of(snapshot.key(), snapshot.parts().reversed()));
                rooms.put(room.key(), room);
                ended.restored(room);
            }
        }

        void apply(Entry entry) {
            Room room = rooms.computeIfAbsent(key(entry.room), Room::new);
            outcomes.add(room.apply(entry.proposal, entry.position));
            ended.applied(room, entry.position).forEach(gone -> assertEquals(gone, rooms.remove(gone.key())));
        }

        List<RoomSnapshot> checkpoint() {
            return rooms.values().stream().map(Room::snapshot).toList();
        }

        Map<String, RoomSnapshot> state() {
            Map<String, RoomSnapshot> state = new TreeMap<>();
            checkpoint().forEach(room -> state.put(room.key().name(), room));
            return state;
        }

        void check(long position) {
            List<Room> empty = rooms.values().stream().filter(Room::isEmpty).toList();
            assertEquals(empty.size(), ended.size());
            assertTrue(empty.size() <= MOST, "too many rooms that have ended");
            for (Room room : empty) {
                assertTrue(room.lastTrace() + EndedRooms.RECORDS_REMEMBERED > position, "remembered for too long");
            }
        }
    }

    private record Entry(int room, Proposal proposal, long position) {}

    private enum Kind {
        JOIN,
        LEAVE,
        LEAVE_UNASKED,
        MESSAGE,
        LOCK,
        DISSOLVE,
        KICK,
        CALL,
        HANG_UP,
        VOID
    }

    /** @param gap records of other rooms before it, which leave no trace */
    private record Step(int room, int who, Kind kind, int gap) {}

    private static RoomKey key(int room) {
        return room % 4 == 3 ? RoomKey.ofCall("default", "c-" + room) : new RoomKey("default", "room-" + room);
    }

    private static Proposal proposal(Step step, int nth) {
        String session = "s-" + step.who;
        String id = "f-" + nth % 7;
        Incarnation incarnation = new Incarnation(1, "i");
        Origin origin = new Origin(session, incarnation, id, Origin.NOBODY_WAITS);
        Origin unasked = new Origin(session, incarnation, null, Origin.NOBODY_WAITS);
        return switch (step.kind) {
            case JOIN -> new Proposal.Join(origin, applicant(step.who), Pattern.MESH, null, RoomRules.DEFAULT);
            case LEAVE -> new Proposal.Leave(origin, LeaveReason.LEFT);
            case LEAVE_UNASKED -> new Proposal.Leave(unasked, LeaveReason.TIMEOUT);
            case MESSAGE -> new Proposal.Message(origin, null, Json.of("{\"data\":1}"));
            case LOCK -> order(nth, new Action.SetLock(nth % 2 == 0));
            case DISSOLVE -> order(nth, new Action.Dissolve());
            case KICK -> new Proposal.Kick(origin, "p-" + step.who, null, 60);
            case CALL ->
                new Proposal.OpenCall(
                        "c-" + step.room,
                        List.of(
                                new CallParty("s-0", incarnation, applicant(0)),
                                new CallParty("s-" + (1 + step.who), incarnation, applicant(1 + step.who))),
                        RoomRules.DEFAULT);
            case HANG_UP -> new Proposal.HangUp(origin, null);
            case VOID -> new Proposal.InstanceLost("nobody");
        };
    }

    private static Proposal order(int nth, Action action) {
        return new Proposal.Order("o-" + nth, "issuer", "root", "why", action);
    }

    private static Applicant applicant(int who) {
        return new Applicant(
                "p-" + who, "u-" + who, "User", Set.of(Right.values()), null, Role.MODERATOR, Json.EMPTY_OBJECT, false);
    }

    private static List<Entry> log(List<Step> steps) {
        List<Entry> log = new ArrayList<>();
        long position = 0;
        for (Step step : steps) {
            position += 1 + step.gap;
            log.add(new Entry(step.room, proposal(step, log.size()), position));
        }
        return log;
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whoeverBeginsFromACheckpointRemembersTheSame(@ForAll("steps") List<Step> steps, @ForAll("places") int place) {
        List<Entry> log = log(steps);
        int middle = log.isEmpty() ? 0 : place % log.size();
        Partition live = new Partition(MOST);
        log.subList(0, middle).forEach(live::apply);
        Partition late = new Partition(live.checkpoint());
        assertEquals(live.state(), late.state());
        int known = live.outcomes.size();
        for (Entry entry : log.subList(middle, log.size())) {
            live.apply(entry);
            late.apply(entry);
            live.check(entry.position);
            assertEquals(live.state(), late.state());
        }
        assertEquals(live.outcomes.subList(known, live.outcomes.size()), late.outcomes);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> gaps = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 3000)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(Kind.values()),
                        gaps)
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 1000);
    }

    private static Entry join(int room, long position) {
        return new Entry(room, proposal(new Step(room, 0, Kind.JOIN, 0), (int) position), position);
    }

    private static Entry leave(int room, long position) {
        return new Entry(room, proposal(new Step(room, 0, Kind.LEAVE, 0), (int) position), position);
    }

    @Test
    void theOneThatLeftNoTraceForLongestIsForgotten() {
        Partition partition = new Partition(2);
        for (int i = 0; i < 3; i++) {
            partition.apply(join(4 * i, 2 * i + 1));
            partition.apply(leave(4 * i, 2 * i + 2));
        }
        assertEquals(Set.of(key(4), key(8)), partition.rooms.keySet());
    }

    @Test
    void oneThatIsEnteredAgainDoesNotCount() {
        Partition partition = new Partition(1);
        partition.apply(join(0, 1));
        partition.apply(leave(0, 2));
        partition.apply(join(0, 3));
        partition.apply(join(4, 4));
        partition.apply(leave(4, 5));
        assertEquals(Set.of(key(0), key(4)), partition.rooms.keySet());
        partition.apply(leave(0, 6));
        assertEquals(Set.of(key(0)), partition.rooms.keySet());
    }

    @Test
    void whatLeavesNoTraceIsForgottenAtOnce() {
        Partition partition = new Partition(MOST);
        partition.apply(new Entry(0, new Proposal.InstanceLost("nobody"), 1));
        partition.apply(leave(4, 2));
        assertEquals(Set.of(), partition.rooms.keySet());
    }

    @Test
    @Fills("room.EndedRooms.RECORDS_REMEMBERED")
    void timePassesWithTheRecordsOfOthers() {
        Partition partition = new Partition(MOST);
        partition.apply(join(0, 1));
        partition.apply(leave(0, 2));
        long until = 2 + EndedRooms.RECORDS_REMEMBERED;
        partition.apply(new Entry(4, new Proposal.InstanceLost("nobody"), until - 1));
        assertEquals(Set.of(key(0)), partition.rooms.keySet());
        partition.apply(new Entry(4, new Proposal.InstanceLost("nobody"), until));
        assertEquals(Set.of(), partition.rooms.keySet());
    }

    @Test
    @Fills("room.EndedRooms.MOST")
    void aPartitionRemembersNoMoreHoweverManyThereWere() {
        Partition partition = new Partition(EndedRooms.MOST);
        for (int i = 0; i < 10 * EndedRooms.MOST; i++) {
            partition.apply(join(4 * i, 2L * i + 1));
            partition.apply(leave(4 * i, 2L * i + 2));
        }
        assertEquals(EndedRooms.MOST, partition.rooms.size());
        assertEquals(EndedRooms.MOST, partition.ended.size());
        assertTrue(partition.rooms.containsKey(key(4 * (10 * EndedRooms.MOST - 1))));
    }
}
