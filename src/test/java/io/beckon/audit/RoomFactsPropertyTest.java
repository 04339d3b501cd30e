package io.beckon.audit;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Member;
import io.beckon.room.Move;
import io.beckon.room.Negotiation;
import io.beckon.room.Outcome;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Tally;
import io.beckon.room.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** What holds of the facts, whatever happens in rooms. */
class RoomFactsPropertyTest {

    private static final Set<String> KNOWN = new TreeSet<>();

    /** A room, what facts say of it, and the same room as somebody has it who reads it from time to time. */
    private static final class Watched {

        final Room room;
        final Map<String, Role> present = new LinkedHashMap<>();
        /** By their seq. */
        final Set<Long> offers = new HashSet<>();

        Room restored;
        boolean open;
        boolean locked;

        private final Set<String> seen;

        Watched(RoomKey key, Set<String> seen) {
            this.seen = seen;
            room = new Room(key);
            restored = new Room(key);
        }

        void apply(Proposal proposal, long position) {
            RoomSnapshot before = room.snapshot();
            RoomFacts.Applied applied = applied(room, proposal, position);
            assertEquals(applied, applied(restored, proposal, position), "of a room that was restored");
            List<Fact> facts = new ArrayList<>();
            for (AuditEvent event : applied.facts()) {
                assertEquals("events-0-" + (position - 1) + "-" + facts.size(), event.id());
                facts.add(event.fact());
                take(event);
                seen.add(event.fact().getClass().getSimpleName());
            }
            assertEquals(roles(room), present);
            assertEquals(!room.isEmpty(), open);
            assertEquals(room.isLocked(), locked);
            assertRelayed(proposal, applied.outcome(), facts);
            assertSettled(before, room.snapshot(), facts);
        }

        private static RoomFacts.Applied applied(Room room, Proposal proposal, long position) {
            LogPlace place = new LogPlace(LogPlace.Log.EVENTS, 0, position - 1);
            Happening happening = new Happening(place, Instant.ofEpochMilli(position * 10), "node");
            return new RoomFacts(AddressPolicy.FULL)
                    .of(room, proposal, happening, () -> room.apply(proposal, position, position * 10));
        }

        private void take(AuditEvent event) {
            String session =
                    event.actor() == null ? "" : String.valueOf(event.actor().session());
            switch (event.fact()) {
                case Fact.RoomOpened opened -> {
                    assertTrue(!open && present.isEmpty());
                    open = true;
                }
                case Fact.RoomClosed closed -> {
                    assertTrue(open && present.isEmpty());
                    open = false;
                    locked = false;
                }
                case Fact.RoomLocked it -> {
                    assertTrue(!locked);
                    locked = true;
                }
                case Fact.RoomUnlocked it -> {
                    assertTrue(locked);
                    locked = false;
                }
                case Fact.ParticipantJoined joined -> {
                    assertTrue(open);
                    assertEquals(null, present.put(session, joined.role()), "is in already");
                }
                case Fact.ParticipantResumed resumed -> assertTrue(present.containsKey(session));
                case Fact.ParticipantLeft left -> assertTrue(present.remove(session) != null, "was not in");
                case Fact.RoleChanged changed -> {
                    Member member = Objects.requireNonNull(
                            room.participant(changed.peer().value()));
                    assertTrue(present.put(member.session(), changed.role()) != changed.role());
                }
                case Fact.OfferRelayed offer -> assertTrue(offers.add(offer.offer()), "is another one");
                case Fact.AnswerRelayed answer -> assertTrue(answer.offer() == null || offers.contains(answer.offer()));
                case Fact.CandidateRelayed it -> assertTrue(it.offer() == null || offers.contains(it.offer()));
                case Fact.TransportReported it -> assertTrue(it.offer() == null || offers.contains(it.offer()));
                case Fact.NegotiationSettled settled -> assertTrue(offers.contains(settled.offer()));
                default -> assertTrue(event.fact() instanceof Fact.OfLog);
            }
        }
    }

    private static Map<String, Role> roles(Room room) {
        Map<String, Role> roles = new LinkedHashMap<>();
        room.members(-1, Integer.MAX_VALUE)
                .forEach(member ->
                        roles.put(member.session(), member.participant().role()));
        return roles;
    }

    /** One for each frame that was acknowledged and passed on, none for one that was sent again. */
    private static void assertRelayed(Proposal proposal, Outcome outcome, List<Fact> facts) {
        boolean relays = switch (proposal) {
            case Proposal.Offer it -> true;
            case Proposal.Answer it -> true;
            case Proposal.Candidate it -> true;
            case Proposal.Message it -> true;
            default -> false;
        };
        boolean passedOn = outcome.effects().stream()
                .anyMatch(
                        effect -> effect instanceof Effect.Emitted emitted && emitted.event() instanceof Event.Relayed);
        long relayed = facts.stream()
                .filter(fact -> fact instanceof Fact.OfferRelayed
                        || fact instanceof Fact.AnswerRelayed
                        || fact instanceof Fact.CandidateRelayed
                        || fact instanceof Fact.MessageRelayed)
                .count();
        assertEquals(relays && passedOn ? 1 : 0, relayed);
        boolean refused = outcome.effects().stream()
                .anyMatch(effect -> effect instanceof Effect.Replied(var origin, Reply.Refused why));
        assertEquals(
                refused, facts.stream().anyMatch(Fact.SignalRefused.class::isInstance), () -> proposal + ": " + facts);
    }

    /** Whatever was open and is no longer has a fact, and nothing has two. */
    private static void assertSettled(RoomSnapshot before, RoomSnapshot after, List<Fact> facts) {
        List<Fact.NegotiationSettled> settled = facts.stream()
                .filter(Fact.NegotiationSettled.class::isInstance)
                .map(Fact.NegotiationSettled.class::cast)
                .toList();
        assertEquals(settled.size(), new HashSet<>(settled).size());
        Map<List<String>, Long> open = open(after);
        for (Negotiation was : before.negotiations()) {
            boolean isOver = was.open() != null
                    && !Objects.equals(open.get(key(was)), was.open().seq());
            if (isOver) {
                assertTrue(settled.stream().anyMatch(fact -> concerns(fact, was)), () -> was + " in " + facts);
            }
        }
        settled.stream()
                .filter(fact -> fact.outcome() != Fact.Settlement.GLARE)
                .forEach(fact -> assertTrue(
                        before.negotiations().stream().anyMatch(was -> concerns(fact, was)), fact::toString));
    }

    private static boolean concerns(Fact.NegotiationSettled fact, Negotiation was) {
        if (was.open() == null || !fact.pc().value().equals(was.pc())) {
            return false;
        }
        String offerer = was.open().offerer();
        Id answerer = fact.answerer();
        boolean unaddressed =
                !was.open().addressed() && (answerer == null || fact.outcome() == Fact.Settlement.ANSWERED);
        return fact.offerer().value().equals(offerer)
                && (unaddressed || answerer != null && answerer.value().equals(was.other(offerer)));
    }

    private static Map<List<String>, Long> open(RoomSnapshot room) {
        return room.negotiations().stream()
                .filter(negotiation -> negotiation.open() != null)
                .collect(toMap(
                        RoomFactsPropertyTest::key,
                        negotiation ->
                                Objects.requireNonNull(negotiation.open()).seq()));
    }

    private static List<String> key(Negotiation negotiation) {
        return List.of(negotiation.first(), negotiation.second(), negotiation.pc());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void factsSayWhatARoomIs(
            @ForAll Pattern pattern, @ForAll("moves") List<Move> moves, @ForAll @IntRange(min = 1, max = 9) int every) {
        watch(pattern, moves, every, new TreeSet<>());
    }

    /** The same rooms in every run: whether they come to everything is not left to chance. */
    @Property(tries = 500, seed = "20261201", edgeCases = EdgeCasesMode.NONE)
    void someRoomsComeToEverything(@ForAll Pattern pattern, @ForAll("moves") List<Move> moves) {
        watch(pattern, moves, 5, KNOWN);
    }

    private static void watch(Pattern pattern, List<Move> moves, int every, Set<String> seen) {
        World world = World.after(pattern, moves, new Tally());
        List<Watched> rooms = List.of(new Watched(World.key(0), seen), new Watched(World.key(1), seen));
        for (int i = 0; i < world.log().size(); i++) {
            World.Entry entry = world.log().get(i);
            Watched watched = rooms.get(entry.room());
            if (i % every == 0) {
                watched.restored = new Room(watched.room.snapshot());
            }
            watched.apply(entry.proposal(), World.position(i));
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Move.several();
    }

    /** But for the ends of calls, which random rooms hardly ever come to, and what the other log tells. */
    @AfterContainer
    static void everythingOccurred() {
        Set<String> all = new TreeSet<>();
        Stream.of(Fact.OfLog.class, Fact.OfSignaling.class)
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .filter(Class::isRecord)
                .map(Class::getSimpleName)
                .forEach(all::add);
        all.removeAll(KNOWN);
        assertEquals(Set.of(), all);
    }
}
