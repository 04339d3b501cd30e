package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** What holds whatever happens, in whatever order. */
class RoomPropertyTest {

    private static final Tally KNOWN = new Tally();

    /** Resends, resumes on two edges at once, late timers, zombie records: {@link Promises} are watched all along. */
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensThePromisesAreKept(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        World.after(pattern, moves, new Tally());
    }

    /** The same rooms in every run: whether they come to everything is not left to chance. */
    @Property(tries = 1000, seed = "20261201", edgeCases = EdgeCasesMode.NONE)
    void someRoomsComeToEverything(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        World.after(pattern, moves, KNOWN);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void replayingALogGivesTheLiveState(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        World live = World.after(pattern, moves, new Tally());
        Follower replay = new Follower();
        assertEquals(live.outcomes(), replay.follow(live, 0));
        replay.assertSameState(live);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aFollowerThatStartsInTheMiddleAgrees(
            @ForAll Pattern pattern, @ForAll("moves") List<Move> before, @ForAll("moves") List<Move> after) {
        World live = World.after(pattern, before, new Tally());
        int middle = live.log().size();
        List<RoomSnapshot> snapshots = live.snapshots();
        String then = snapshots.toString();
        after.forEach(live::make);
        assertEquals(then, snapshots.toString(), "a snapshot changes no more");
        Follower late = new Follower(snapshots);
        assertEquals(live.outcomes().subList(middle, live.outcomes().size()), late.follow(live, middle));
        late.assertSameState(live);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatARoomTellsOfItsChangesIsAllOfIt(
            @ForAll Pattern pattern,
            @ForAll("moves") List<Move> moves,
            @ForAll @IntRange(min = 1, max = 20) int every) {
        World world = new World(pattern, new Tally());
        Kept kept = new Kept(world.room(0));
        for (int i = 0; i < moves.size(); i++) {
            world.make(moves.get(i));
            if (i % every == 0) {
                kept.assertUpToDate();
            }
        }
        kept.assertUpToDate();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aRoomKnowsTheTimersThatHold(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        World world = World.after(pattern, moves, new Tally());
        for (int number = 0; number < 2; number++) {
            Room room = world.room(number);
            Set<Proposal.Timed> holding =
                    world.armed(number).stream().filter(room::holds).collect(Collectors.toSet());
            assertEquals(holding, Set.copyOf(room.timers()));
            assertEquals(room.timers(), new Room(room.snapshot()).timers());
            Set<String> owners = room.state().members.all().stream()
                    .filter(member -> member.absence() == null)
                    .map(member -> member.incarnation().instance())
                    .collect(Collectors.toSet());
            assertEquals(owners, room.owners());
        }
    }

    /** A room's parts as somebody keeps them who is told of changes only. */
    private static final class Kept {

        private final Map<PartName, RoomPart> parts = new HashMap<>();
        private final Room room;

        Kept(Room room) {
            this.room = room;
            room.noteChanges(false);
        }

        void assertUpToDate() {
            RoomChanges changes = room.changes();
            changes.gone().forEach(parts::remove);
            changes.kept().forEach(part -> parts.put(part.name(), part));
            assertTrue(room.changes().isEmpty());
            List<RoomPart> shuffled = new ArrayList<>(parts.values());
            RoomSnapshot snapshot = RoomSnapshot.of(room.key(), shuffled);
            assertEquals(room.snapshot(), snapshot);
            assertEquals(room.snapshot().toString(), snapshot.toString());
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Move.several();
    }

    @AfterContainer
    static void everythingOccurred() {
        KNOWN.print("Rooms have seen");
        KNOWN.assertAllOccurred("proposals", names(Proposal.Framed.class, Proposal.Timed.class, Proposal.class));
        KNOWN.assertAllOccurred("orders", List.of("DONE", "NO_SUCH_ROOM", "NO_SUCH_PEER", "again"));
        KNOWN.assertAllOccurred("replies", names(Reply.class));
        KNOWN.assertAllOccurred(
                "refusals", Arrays.stream(Refusal.values()).map(Refusal::name).toList());
        KNOWN.assertAllOccurred("events", events());
        KNOWN.assertAllOccurred(
                "void",
                List.of(
                        "Join",
                        "Message",
                        "Offer",
                        "Answer",
                        "Disconnected",
                        "InstanceLost",
                        "WindowElapsed",
                        "NegotiationTimedOut"));
    }

    private static List<String> names(Class<?>... sealed) {
        return Arrays.stream(sealed)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .filter(type -> !type.isInterface())
                .map(Class::getSimpleName)
                .toList();
    }

    private static List<String> events() {
        List<String> events = new ArrayList<>(names(Event.class));
        events.removeAll(List.of("PeerLeft", "Relayed", "NegotiationChanged"));
        Arrays.stream(Event.Kind.values()).forEach(kind -> events.add("Relayed " + kind.wireName()));
        Arrays.stream(Event.Change.values()).forEach(change -> events.add("Negotiation " + change));
        Arrays.stream(LeaveReason.values())
                .filter(reason -> reason != LeaveReason.ROOM_CLOSED && reason != LeaveReason.TOKEN_EXPIRED)
                .forEach(reason -> events.add("PeerLeft " + reason.wireName()));
        return events;
    }

    /** Rooms that are fed from a log. */
    private static final class Follower {

        private final List<Room> rooms;

        Follower() {
            rooms = List.of(new Room(World.key(0)), new Room(World.key(1)));
        }

        /** From parts in another order, for they are kept each by itself. */
        Follower(List<RoomSnapshot> snapshots) {
            rooms = snapshots.stream()
                    .map(snapshot ->
                            RoomSnapshot.of(snapshot.key(), snapshot.parts().reversed()))
                    .map(Room::new)
                    .toList();
        }

        List<Outcome> follow(World world, int from) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = from; i < world.log().size(); i++) {
                World.Entry entry = world.log().get(i);
                outcomes.add(rooms.get(entry.room()).apply(entry.proposal(), World.position(i)));
            }
            return outcomes;
        }

        /** In the order of everything, too, which equality of maps would not see. */
        void assertSameState(World world) {
            List<RoomSnapshot> mine = rooms.stream().map(Room::snapshot).toList();
            assertEquals(world.snapshots(), mine);
            assertEquals(world.snapshots().toString(), mine.toString());
        }
    }
}
