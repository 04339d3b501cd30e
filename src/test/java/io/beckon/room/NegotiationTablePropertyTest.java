package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** The room against {@link NegotiationTable}: four people in a mesh, the last of them never polite. */
class NegotiationTablePropertyTest {

    private static final Tally KNOWN = new Tally();

    private static final List<Person> PEOPLE = List.of(
            Person.named("anna"),
            Person.named("ben"),
            Person.named("carl"),
            Person.named("server").cast(Role.MEDIA_SERVER));

    enum Kind {
        OFFER,
        ANSWER,
        PRANSWER,
        REJECT,
        ROLLBACK,
        REPORT,
        TIMEOUT
    }

    /** @param to nobody when it is the sender itself */
    record Event(Kind kind, int sender, int to, int sections, int choice) {

        @Nullable Integer addressee() {
            return sender == to ? null : Integer.valueOf(to);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theRoomFollowsTheTable(@ForAll("events") List<Event> events) {
        new Comparison(new Tally()).run(events);
    }

    /** The same negotiations in every run: whether they come to every row is not left to chance. */
    @Property(tries = 500, seed = "20261201", edgeCases = EdgeCasesMode.NONE)
    void someNegotiationsComeToEveryRow(@ForAll("events") List<Event> events) {
        new Comparison(KNOWN).run(events);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> person =
                Arbitraries.integers().between(0, PEOPLE.size() - 1).withoutEdgeCases();
        Arbitrary<Kind> kind = Arbitraries.of(
                Kind.OFFER,
                Kind.OFFER,
                Kind.OFFER,
                Kind.ANSWER,
                Kind.ANSWER,
                Kind.PRANSWER,
                Kind.PRANSWER,
                Kind.REJECT,
                Kind.ROLLBACK,
                Kind.REPORT,
                Kind.REPORT,
                Kind.TIMEOUT);
        Arbitrary<Integer> sections = Arbitraries.of(1, 1, 1, 1, 2);
        return Combinators.combine(kind, person, person, sections, Arbitraries.randomValue(Random::nextInt))
                .as(Event::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    @AfterContainer
    static void everyRowOccurred() {
        KNOWN.print("The table of negotiations was seen");
        KNOWN.assertAllOccurred("rows", NegotiationTable.ROWS);
    }

    private static final class Comparison {

        private final Scene scene = new Scene();
        private final NegotiationTable table;
        private final List<Proposal.NegotiationTimedOut> timers = new ArrayList<>();
        private final Set<Long> addressed = new HashSet<>();

        Comparison(Tally tally) {
            table = new NegotiationTable(PEOPLE, tally);
        }

        void run(List<Event> events) {
            PEOPLE.forEach(person -> scene.given(person.joins()));
            for (Event event : events) {
                happen(steered(event));
                assertSameStates();
            }
        }

        /** Answers mostly go to an offer, and reports mostly follow an answer. */
        private Event steered(Event event) {
            List<int[]> pairs = switch (event.kind) {
                case ANSWER, PRANSWER, REJECT -> table.answerable();
                case REPORT -> table.answered();
                case OFFER, ROLLBACK, TIMEOUT -> List.of();
            };
            if (pairs.isEmpty() || event.choice % 4 == 1) {
                return event;
            }
            int[] pair = pairs.get(Math.floorMod(event.choice >> 4, pairs.size()));
            boolean unaddressed = event.kind != Kind.REPORT && event.choice % 4 == 2;
            return new Event(event.kind, pair[0], pair[unaddressed ? 0 : 1], event.sections, event.choice);
        }

        private void happen(Event event) {
            Person sender = PEOPLE.get(event.sender);
            Person to = event.addressee() == null ? null : PEOPLE.get(event.to);
            switch (event.kind) {
                case OFFER -> offer(event, sender, to);
                case ANSWER, PRANSWER -> answer(event, sender, to);
                case REJECT ->
                    when(sender.rejects(to), table.reject(event.sender, event.addressee(), scene.position() + 1));
                case ROLLBACK ->
                    when(sender.rollsBack(to), table.rollback(event.sender, event.addressee(), scene.position() + 1));
                case REPORT -> {
                    TransportState state = TransportState.values()[Math.floorMod(event.choice, 4)];
                    if (to != null) {
                        when(sender.reports(to, state), table.report(event.sender, event.to, state));
                    }
                }
                case TIMEOUT -> {
                    if (!timers.isEmpty()) {
                        timeOut(recent(event));
                    }
                }
            }
        }

        private void offer(Event event, Person sender, @Nullable Person to) {
            long position = scene.position() + 1;
            if (to != null) {
                addressed.add(position);
            }
            when(
                    sender.offers(to, "", sender.description(1, event.sections)),
                    table.offer(event.sender, event.addressee(), event.sections, position));
        }

        private void answer(Event event, Person sender, @Nullable Person to) {
            long position = scene.position() + 1;
            boolean provisional = event.kind == Kind.PRANSWER;
            boolean names = event.choice % 4 == 0 && !timers.isEmpty();
            Long re = names ? Long.valueOf(recent(event).offer()) : null;
            when(
                    sender.answers(to, re, provisional, sender.description(1, event.sections)),
                    table.answer(event.sender, event.addressee(), re, provisional, event.sections, position));
        }

        private void timeOut(Proposal.NegotiationTimedOut timer) {
            int offerer = PEOPLE.stream().map(Person::peer).toList().indexOf(timer.offerer());
            long offer = Seq.position(timer.offer());
            when(timer, table.timeout(offerer, offer, Seq.position(timer.armed()), addressed.contains(offer)));
        }

        /** One of the last timers that were set. */
        private Proposal.NegotiationTimedOut recent(Event event) {
            return timers.get(timers.size() - 1 - Math.floorMod(event.choice >> 8, Math.min(4, timers.size())));
        }

        private void when(Proposal proposal, List<Told> predicted) {
            Scene.Result result = scene.when(proposal);
            result.then(predicted.toArray(Told[]::new));
            for (Effect effect : result.effects()) {
                if (effect instanceof Effect.Armed armed
                        && armed.timer() instanceof Proposal.NegotiationTimedOut timer) {
                    timers.add(timer);
                }
            }
        }

        private void assertSameStates() {
            for (int one = 0; one < PEOPLE.size(); one++) {
                for (int other = one + 1; other < PEOPLE.size(); other++) {
                    Negotiation negotiation = scene.room()
                            .state()
                            .negotiations
                            .get(PEOPLE.get(one).peer(), PEOPLE.get(other).peer(), "");
                    assertEquals(
                            table.state(one, other).name(), negotiation.state().name());
                }
            }
        }
    }
}
