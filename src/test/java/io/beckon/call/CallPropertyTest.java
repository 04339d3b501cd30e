package io.beckon.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** What holds whatever happens to a call, in whatever order. */
class CallPropertyTest {

    private static final String ID = "c-1";
    private static final Device ANNA = Device.of("default", "anna", 1);
    private static final Device BEN = Device.of("default", "ben", 1);
    private static final Device CARL = Device.of("default", "carl", 1);
    private static final Device STRANGER = Device.of("default", "eve", 1);
    private static final Device OTHER_BEN = Device.of("elsewhere", "ben", 1);
    private static final List<Device> DEVICES = List.of(
            ANNA, Device.of("default", "anna", 2), BEN, Device.of("default", "ben", 2), CARL, STRANGER, OTHER_BEN);

    private static final Set<String> KNOWN = new TreeSet<>();

    /** What one log has led to. */
    private static final class Run {

        final CallBook book = new CallBook();
        final List<CallOutcome> outcomes = new ArrayList<>();

        Run(List<CallProposal> log) {
            log.forEach(proposal -> outcomes.add(book.apply(ID, proposal)));
        }

        Call call() {
            return Objects.requireNonNull(book.call(ID));
        }

        List<CallNotice> notices() {
            return outcomes.stream()
                    .flatMap(outcome -> outcome.notices().stream())
                    .toList();
        }

        List<Told> told() {
            return Told.by(notices(), DEVICES);
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void replayingALogGivesTheLiveState(@ForAll("logs") List<CallProposal> log) {
        Run live = new Run(log);
        Run replay = new Run(log);
        assertEquals(live.outcomes, replay.outcomes);
        assertEquals(live.call(), replay.call());
    }

    /** The same calls in every run: whether they come to everything is not left to chance. */
    @Property(tries = 1000, seed = "20261201", edgeCases = EdgeCasesMode.NONE)
    void someCallsComeToEverything(@ForAll("logs") List<CallProposal> log) {
        log.forEach(proposal -> KNOWN.add(proposal.getClass().getSimpleName()));
        new Run(log).told().forEach(told -> KNOWN.add(name(told.what())));
    }

    private static String name(Object what) {
        return what instanceof CallReply.Refused(CallRefusal refusal)
                ? refusal.name()
                : what.getClass().getSimpleName();
    }

    /** One outcome that never changes, and all who are told of one are told of the same. */
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void eachCalleeHasExactlyOneOutcomeOnAllSides(@ForAll("logs") List<CallProposal> log) {
        List<CallProposal> whole = new ArrayList<>(log);
        whole.add(new CallProposal.TimeUp());
        Run run = new Run(whole);
        Map<String, CalleeState> decided = new HashMap<>();
        for (CallOutcome outcome : run.outcomes) {
            for (Callee callee : Objects.requireNonNull(outcome.next()).callees()) {
                CalleeState state = callee.state() == CalleeState.ENDED ? CalleeState.ACCEPTED : callee.state();
                CalleeState before = decided.get(callee.user());
                assertTrue(before == null || before == state, () -> callee + " was " + before);
                if (!callee.state().isOpen()) {
                    decided.put(callee.user(), state);
                }
            }
        }
        for (Callee callee : run.call().callees()) {
            CalleeState outcome = decided.get(callee.user());
            assertNotNull(outcome, () -> "no outcome: " + callee);
            boolean callerKnows =
                    outcome == CalleeState.CANCELLED || run.call().replies().toInvite() instanceof CallReply.Refused;
            assertTrue(
                    callerKnows || outcomes(run, callee.user(), ANNA.session()).size() == 1, callee::toString);
            for (Device device : DEVICES) {
                List<CallEvent> heard = outcomes(run, callee.user(), device.session());
                assertTrue(heard.size() <= 1, () -> device.session() + " heard " + heard);
                heard.forEach(event -> assertTrue(fits(event, outcome)));
            }
        }
    }

    private static List<CallEvent> outcomes(Run run, String callee, String session) {
        return run.told().stream()
                .filter(told -> told.session().equals(session) && told.about().equals(callee))
                .map(told -> (CallEvent) told.what())
                .filter(event -> !(event instanceof CallEvent.Incoming) && !(event instanceof CallEvent.Rang))
                .toList();
    }

    private static boolean fits(CallEvent event, CalleeState state) {
        return switch (event) {
            case CallEvent.Incoming incoming -> true;
            case CallEvent.Rang rang -> true;
            case CallEvent.Accepted accepted -> state == CalleeState.ACCEPTED;
            case CallEvent.AnsweredElsewhere elsewhere -> state == CalleeState.ACCEPTED;
            case CallEvent.Declined declined -> state == CalleeState.DECLINED;
            case CallEvent.Busy busy -> state == CalleeState.BUSY;
            case CallEvent.NoAnswer none -> state == CalleeState.NO_ANSWER || state == CalleeState.UNREACHABLE;
            case CallEvent.Cancelled cancelled -> state == CalleeState.CANCELLED;
        };
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whoeverRingsHearsHowItEnded(@ForAll("logs") List<CallProposal> log) {
        List<CallProposal> whole = new ArrayList<>(log);
        whole.add(new CallProposal.TimeUp());
        Run run = new Run(whole);
        Set<String> acted = run.notices().stream()
                .filter(notice -> notice instanceof CallNotice.Replied(Origin origin, CallReply.Acknowledged done))
                .map(notice -> ((CallNotice.Replied) notice).origin().session())
                .collect(Collectors.toSet());
        for (Told told : run.told()) {
            if (told.what() instanceof CallEvent.Incoming && !acted.contains(told.session())) {
                assertEquals(
                        1, outcomes(run, (String) told.about(), told.session()).size(), told::toString);
            }
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void nobodyWhoIsNoPartyGetsANotice(@ForAll("logs") List<CallProposal> log) {
        Run run = new Run(log);
        Set<String> called = run.call().callees().stream().map(Callee::user).collect(Collectors.toSet());
        Set<String> parties = DEVICES.stream()
                .filter(device -> device.person().tenant().equals("default") && called.contains(device.user()))
                .map(Device::session)
                .collect(Collectors.toCollection(HashSet::new));
        parties.add(ANNA.session());
        for (CallNotice notice : run.notices()) {
            if (notice instanceof CallNotice.Replied(Origin origin, CallReply reply)) {
                assertTrue(
                        parties.contains(origin.session())
                                || reply.equals(new CallReply.Refused(CallRefusal.NO_SUCH_CALL)),
                        notice::toString);
            } else {
                Told.by(List.of(notice), DEVICES)
                        .forEach(told -> assertTrue(parties.contains(told.session()), told::toString));
            }
        }
    }

    /** Nobody waits for ever, and whoever sends a frame again is told what it was told before. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyFrameGetsOneReplyAndAnAcceptedOneAlwaysTheSame(@ForAll("logs") List<CallProposal> log) {
        List<CallProposal> whole = new ArrayList<>(log);
        whole.add(new CallProposal.TimeUp());
        Map<Origin, CallReply> byOrigin = new HashMap<>();
        Map<List<Object>, CallReply> byFrame = new HashMap<>();
        for (CallNotice notice : new Run(whole).notices()) {
            if (notice instanceof CallNotice.Replied(Origin origin, CallReply reply)) {
                assertEquals(null, byOrigin.put(origin, reply), () -> "twice: " + notice);
                CallReply before =
                        byFrame.putIfAbsent(List.of(origin.session(), Objects.requireNonNull(origin.id())), reply);
                assertTrue(before == null || before.equals(reply), () -> notice + " was " + before);
            }
        }
        whole.forEach(proposal -> {
            if (proposal instanceof CallProposal.Framed framed) {
                assertNotNull(byOrigin.get(framed.origin()), framed::toString);
            }
        });
    }

    /** Resent frames change neither the call nor what anybody is told but the replies. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void resendsChangeNothing(@ForAll("logs") List<CallProposal> log) {
        Set<List<Object>> known = new HashSet<>();
        List<CallProposal> once = log.stream()
                .filter(proposal -> !(proposal instanceof CallProposal.Framed framed)
                        || known.add(List.of(
                                framed.origin().session(),
                                Objects.requireNonNull(framed.origin().id()))))
                .toList();
        Run all = new Run(log);
        Run first = new Run(once);
        assertEquals(first.call().callees(), all.call().callees());
        assertEquals(events(first), events(all));
    }

    private static List<CallNotice> events(Run run) {
        return run.notices().stream()
                .filter(notice -> notice instanceof CallNotice.Told)
                .toList();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theBookFindsWhatACallSays(@ForAll("logs") List<CallProposal> log) {
        Run run = new Run(log);
        Call call = run.call();
        boolean open = call.state() != CallState.ENDED;
        assertEquals(open ? List.of(call) : List.of(), run.book.open());
        for (Device device : DEVICES) {
            if (device.person().tenant().equals("default")) {
                String user = device.user();
                assertEquals(open && call.has(user, CalleeState.RINGING), found(run.book.ringingFor("default", user)));
                assertEquals(open && call.has(user, CalleeState.WAITING), found(run.book.waitingFor("default", user)));
                assertEquals(call.isTalking(user), found(run.book.talking("default", user)));
            }
            assertEquals(open && call.isParty(device.session()), found(run.book.ofSession(device.session())));
        }
    }

    private static boolean found(List<Call> calls) {
        return !calls.isEmpty();
    }

    /** Anna calls, then anything may happen; each frame comes up to three times, from wherever. */
    @Provide
    Arbitrary<List<CallProposal>> logs() {
        Arbitrary<CallProposal> invites = Arbitraries.of(
                ANNA.calls(BEN),
                ANNA.wakes(BEN),
                ANNA.calls(BEN, CARL),
                ANNA.wakes(BEN, CARL),
                ANNA.calls(BEN, ANNA),
                ANNA.calls(ANNA),
                ANNA.callsAgain("carl", BEN, CARL));
        Arbitrary<List<CallProposal>> rest = Arbitraries.integers()
                .between(0, moves(ANNA.calls(BEN)).size() - 1)
                .list()
                .ofMaxSize(25)
                .map(numbers ->
                        numbers.stream().map(n -> moves(ANNA.calls(BEN)).get(n)).toList());
        return invites.flatMap(invite -> rest.map(more -> oneAttempt(numbered(invite, more))));
    }

    /** A call that was refused may be tried again, and is another call then. */
    private static List<CallProposal> oneAttempt(List<CallProposal> log) {
        CallBook book = new CallBook();
        List<CallProposal> attempt = new ArrayList<>();
        for (CallProposal proposal : log) {
            Call call = book.call(ID);
            if (call == null || !call.replies().neverWas() || !(proposal instanceof CallProposal.Invite)) {
                book.apply(ID, proposal);
                attempt.add(proposal);
            }
        }
        return attempt;
    }

    private static List<CallProposal> moves(CallProposal again) {
        Stream<CallProposal> frames = DEVICES.stream()
                .flatMap(device -> Stream.of(
                        device.with("a").accepts(),
                        device.with("d").declines("no"),
                        device.with("c").cancels("never mind")));
        Stream<CallProposal> known = Stream.of(BEN, CARL, STRANGER, ANNA)
                .flatMap(device -> Stream.of(device.rings(), device.rings(), device.isBusy()));
        Stream<CallProposal> others = Stream.of(
                again,
                new CallProposal.NobodyAnswered(),
                new CallProposal.TimeUp(),
                new CallProposal.Crossed("ben"),
                new CallProposal.Stopped("https://issuer.example", "root", "test"),
                new CallProposal.Over("hangup"),
                ANNA.resumed().moves(),
                ANNA.isGone(),
                ANNA.resumed().isGone());
        return Stream.of(frames, known, others).flatMap(all -> all).toList();
    }

    /** Each frame waits for its reply in a place of its own. */
    private static List<CallProposal> numbered(CallProposal invite, List<CallProposal> rest) {
        List<CallProposal> log = new ArrayList<>(List.of(invite));
        log.addAll(rest);
        return IntStream.range(0, log.size())
                .mapToObj(n -> log.get(n) instanceof CallProposal.Framed framed ? at(n, framed, invite) : log.get(n))
                .toList();
    }

    private static CallProposal at(int slot, CallProposal.Framed framed, CallProposal first) {
        Origin from = framed.origin();
        Origin origin = new Origin(from.session(), from.incarnation(), from.id() == null ? "i" : from.id(), slot);
        return switch (framed) {
            case CallProposal.Accept accept -> new CallProposal.Accept(origin, accept.by());
            case CallProposal.Decline decline -> new CallProposal.Decline(origin, decline.by(), decline.reason());
            case CallProposal.Cancel cancel -> new CallProposal.Cancel(origin, cancel.by(), cancel.reason());
            case CallProposal.Invite any -> {
                CallProposal.Invite invite = (CallProposal.Invite) first;
                yield new CallProposal.Invite(
                        origin,
                        invite.caller(),
                        invite.callees(),
                        invite.alreadyRinging(),
                        invite.timeoutSeconds(),
                        invite.expiresAtMillis(),
                        invite.wakes(),
                        invite.metadata());
            }
        };
    }

    @AfterContainer
    static void everythingOccurred() {
        List<String> wanted = new ArrayList<>();
        for (Class<?> sealed : List.of(CallProposal.Framed.class, CallProposal.Noted.class, CallEvent.class)) {
            Arrays.stream(sealed.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .forEach(wanted::add);
        }
        wanted.addAll(List.of("Calling", "Acknowledged"));
        Arrays.stream(CallRefusal.values()).map(CallRefusal::name).forEach(wanted::add);
        wanted.removeAll(KNOWN);
        assertEquals(List.of(), wanted, "never occurred; seen " + KNOWN);
    }
}
