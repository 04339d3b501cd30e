package io.beckon.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.call.Call;
import io.beckon.call.CallProposal;
import io.beckon.call.CallState;
import io.beckon.call.Person;
import io.beckon.identity.KeyedHash;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Instances;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.session.TestNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node does about an accepted call that it has nothing to do with, once the process of its parties is lost. */
class OrphanedCallsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CALL = "c-1";
    private static final String LOST = "lost";

    private final AtomicLong elapsedNanos = new AtomicLong();
    private final InstantSource wallClock = () -> START.plusNanos(elapsedNanos.get());
    private final InProcessCallLog log = new InProcessCallLog(100);
    private final InProcessRoomLog rooms = new InProcessRoomLog(1, 1 << 20);
    private final Instances instances = new Instances(1);
    private final TestNode node =
            new TestNode.Plan(rooms).clocks(elapsedNanos::get, wallClock).start();
    private final Switchboard switchboard = switchboard();

    private Switchboard switchboard() {
        return new Switchboard(
                new CallRecords(log, Runnable::run),
                node.sessions,
                node.follower,
                instances,
                node.settings,
                new CallSettings(
                        false,
                        WakeUp.NOBODY,
                        30,
                        new KeyedHash("a key for tests only".getBytes(StandardCharsets.UTF_8))),
                elapsedNanos::get,
                wallClock);
    }

    private void say(CallProposal proposal) {
        log.append(CALL, proposal).toCompletableFuture().join();
    }

    private static Origin origin(String user) {
        return new Origin("session of " + user, new Incarnation(1, LOST), null, Origin.NOBODY_WAITS);
    }

    private static Person person(String user) {
        return new Person("default", user, "Name of " + user, Set.of(Right.JOIN));
    }

    private static CallProposal accept(String user) {
        return new CallProposal.Accept(origin(user), person(user));
    }

    /** Two who talk are on one process; this one is another. */
    @BeforeEach
    void talk() {
        switchboard.start();
        instances.heard(LOST);
        say(new CallProposal.Invite(
                origin("anna"),
                person("anna"),
                List.of("ben", "carl"),
                Set.of(),
                30,
                START.plusSeconds(30).toEpochMilli(),
                false,
                Json.EMPTY_OBJECT));
        say(accept("ben"));
        say(accept("carl"));
    }

    private Call call() {
        return Objects.requireNonNull(switchboard.call(CALL));
    }

    private void lose(String instance) {
        instances.heard(instance);
        instances.heard("who outlives " + instance);
    }

    private void pass(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
        switchboard.tick();
    }

    @Test
    void theyNeverCameTogetherAndNobodyComesBack() {
        lose(LOST);
        pass(Duration.ofMinutes(4));
        assertEquals(CallState.ACCEPTED, call().state());
        pass(Duration.ofMinutes(2));
        assertEquals(CallState.ENDED, call().state());
    }

    @Test
    void theyCameBackElsewhereAndTalkOn() {
        lose(LOST);
        say(new CallProposal.CallerMoved(new Incarnation(2, "next")));
        pass(Duration.ofMinutes(6));
        assertEquals(CallState.ACCEPTED, call().state());
    }

    @Test
    void whereTheyCameBackToMayBeLostAsWell() {
        lose(LOST);
        say(new CallProposal.CallerMoved(new Incarnation(2, "next")));
        pass(Duration.ofMinutes(6));
        lose("next");
        pass(Duration.ofMinutes(6));
        assertEquals(CallState.ENDED, call().state());
    }

    /** The log of calls says nothing of a callee's return. */
    @Test
    void aCallGoesOnAsLongAsItsRoomDoes() {
        switchboard.open(call()).join();
        lose(LOST);
        pass(Duration.ofMinutes(6));
        assertEquals(CallState.ACCEPTED, call().state());
        for (String user : List.of("anna", "ben")) {
            hangUp(user);
        }
        pass(Duration.ofMinutes(6));
        assertEquals(CallState.ENDED, call().state());
    }

    private void hangUp(String user) {
        node.follower
                .propose(CallWording.room(call()), new Proposal.HangUp(origin(user), null))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aNodeThatStartsAfterwardsLooksToo() {
        lose(LOST);
        Switchboard late = switchboard();
        late.start();
        elapsedNanos.addAndGet(Duration.ofMinutes(6).toNanos());
        late.tick();
        assertEquals(CallState.ENDED, call().state());
    }
}
