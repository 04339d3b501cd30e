package io.beckon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.records.AuditCodec;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Map<Pseudonyms.User, String> table = new HashMap<>();
    private final Pseudonyms pseudonyms =
            new Pseudonyms(user -> table.computeIfAbsent(user, missing -> Pseudonyms.draw()));

    private static AuditEvent event(Fact fact, Actor actor) {
        return new AuditEvent("id", Instant.EPOCH, Subject.ofTenant("default"), actor, null, null, null, null, fact);
    }

    private static AuditEvent event(Fact fact) {
        return event(fact, CallScript.actor("anna"));
    }

    private String text(AuditEvent event) {
        return new String(new AuditCodec().encode(pseudonyms.shown(event)).data(), UTF_8);
    }

    /** Of all facts that name somebody beside the actor. */
    private static List<AuditEvent> events() {
        CallScript call = new CallScript();
        List<AuditEvent> events = new ArrayList<>(call.events(CallScript.invite(Set.of(), "ben", "carl")));
        events.addAll(
                call.events(new CallProposal.Decline(CallScript.origin("ben"), CallScript.person("ben"), "later")));
        events.add(event(new Fact.CallRinging(new Id("c-1"), new Id("ben"), 1L)));
        events.add(event(new Fact.KnockAnswered(new Id("ben"), true)));
        events.add(event(new Fact.Administered(new Id("disconnect"), new Id("ben"), new Label("reason"))));
        events.addAll(new RoomScript().events(Guest.named("ben").joins()));
        return events;
    }

    @Test
    void noUserIsNamed() {
        List<AuditEvent> events = events();
        assertTrue(events.stream().anyMatch(event -> event.fact() instanceof Fact.CallSettled), events::toString);
        for (AuditEvent event : events) {
            String text = text(event);
            for (String name : List.of("anna", "ANNA", "ben", "BEN", "carl", "u-ben")) {
                assertTrue(!text.contains('"' + name + '"'), text);
            }
        }
        assertEquals(
                Set.of("anna", "ben", "carl", "u-ben"),
                Set.copyOf(table.keySet().stream().map(Pseudonyms.User::user).toList()));
    }

    @Test
    void aUserHasTheSamePseudonymWhereverItIsMet() {
        String anna = pseudonyms
                .shown(event(new Fact.SessionRefreshed()))
                .actor()
                .subject()
                .value();
        assertTrue(anna.matches("~[A-Za-z0-9_-]{22}"), anna);
        assertTrue(text(event(new Fact.CallStarted(new Id("c"), List.of(new Id("anna")), 30), CallScript.actor("ben")))
                .contains("[\"" + anna + "\"]"));
        assertTrue(text(event(new Fact.Administered(new Id("disconnect"), new Id("anna"), new Label("r"))))
                .contains("\"target\":\"" + anna + '"'));
    }

    @Test
    void aSessionWhoseUserIsNotKnownIsNotNamedEither() {
        Actor unknown = new Actor(new Id("https://issuer"), null, null, new Id("s-anna"), null);
        Fact refused = new Fact.SignalRefused(new Id("lock"), new Id("not-in-room"));
        assertTrue(!text(event(refused, unknown)).contains("s-anna"), () -> text(event(refused, unknown)));
        Fact resumed = new Fact.SessionResumed(new Id("s-anna"));
        assertTrue(!text(event(resumed, unknown)).contains("s-anna"), () -> text(event(resumed, unknown)));
    }

    @Test
    void whatIsAboutNoUserStaysAsItIs() {
        Fact.Administered level = new Fact.Administered(new Id("log-level"), new Id("io.beckon DEBUG"), new Label("r"));
        assertEquals(level, pseudonyms.shown(event(level)).fact());
        assertEquals(
                Set.of("anna"),
                Set.copyOf(table.keySet().stream().map(Pseudonyms.User::user).toList()));
    }

    /** So that nobody is named by a fact which comes later: whoever adds an id says here what it is of. */
    @Test
    void everyIdOfAFactIsKnownToBeAUsersOrNot() {
        Set<String> ofUsers = Set.of("user", "callee", "callees", "target");
        Set<String> others = Set.of(
                "provisional",
                "reason",
                "what",
                "origin",
                "own",
                "limit",
                "code",
                "peer",
                "to",
                "pc",
                "type",
                "frame",
                "offerer",
                "answerer",
                "call",
                "action",
                "session",
                "keyId",
                "invitation");
        Set<String> named = new TreeSet<>();
        for (Class<?> kind : List.of(Fact.OfLog.class, Fact.OfNode.class)) {
            records(kind).forEach(fact -> {
                for (RecordComponent component : fact.getRecordComponents()) {
                    if (component.getGenericType().getTypeName().contains(Id.class.getName())) {
                        named.add(component.getName());
                        assertTrue(
                                ofUsers.contains(component.getName()) || others.contains(component.getName()),
                                fact + " has " + component.getName());
                    }
                }
            });
        }
        assertTrue(named.containsAll(ofUsers), named::toString);
        Set<Class<?>> shown =
                events().stream().map(event -> event.fact().getClass()).collect(Collectors.toCollection(HashSet::new));
        for (Class<?> kind : List.of(Fact.OfLog.class, Fact.OfNode.class)) {
            records(kind)
                    .filter(fact -> Arrays.stream(fact.getRecordComponents())
                            .anyMatch(component -> ofUsers.contains(component.getName())))
                    .forEach(fact -> assertTrue(shown.contains(fact), fact + " is not among the events"));
        }
    }

    private static Stream<Class<?>> records(Class<?> kind) {
        return kind.isRecord()
                ? Stream.of(kind)
                : Arrays.stream(kind.getPermittedSubclasses()).flatMap(PseudonymsTest::records);
    }

    @Test
    void whoIsForgottenIsSomebodyElseAfterwards() {
        AuditEvent event = event(new Fact.SessionRefreshed());
        Actor before = pseudonyms.shown(event).actor();
        assertEquals(before, pseudonyms.shown(event).actor());
        table.clear();
        Actor after = pseudonyms.shown(event).actor();
        assertNotEquals(before.subject(), after.subject());
        assertNotEquals(before.session(), after.session());
    }

    @Test
    void theSessionThatIsResumedIsNamedAsInItsOwnRecords() {
        Actor anna = CallScript.actor("anna");
        AuditEvent shown = pseudonyms.shown(event(new Fact.SessionResumed(anna.session()), anna));
        assertEquals(shown.actor().session(), ((Fact.SessionResumed) shown.fact()).provisional());
    }
}
