package io.beckon.session;

import static io.beckon.session.Scene.ROOM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Ids;
import io.beckon.log.ManualRoomLog;
import io.beckon.log.RoomLog;
import io.beckon.room.Applicant;
import io.beckon.room.CallParty;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.session.Scene.Guest;
import io.beckon.wire.Sdp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What two threads do at once, in the orders in which it went wrong. */
class RacesTest {

    private static final String CANDIDATE =
            "{'type':'ice-candidate','id':'c1','candidate':{'candidate':'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host',"
                    + "'sdpMid':'0','sdpMLineIndex':0,'usernameFragment':'abcd'}}";

    private final ManualRoomLog log = new ManualRoomLog();
    private final Scene scene = new Scene(log);

    private static String offer() {
        String text = Sdp.offer("abcd").text().replace("\r\n", "\\r\\n");
        return "{'type':'offer','id':'o1','offer':{'type':'offer','sdp':'" + text + "'}}";
    }

    /** Two who are in the room; the first has made an offer that is still on its way. */
    private Guest offering() {
        Guest offerer = scene.connect("anna");
        Guest other = scene.connect("ben");
        offerer.joins();
        other.joins();
        log.deliver();
        offerer.says(offer());
        assertEquals(
                1,
                log.proposals(Proposal.Offer.class).size(),
                () -> offerer.frames().toString());
        return offerer;
    }

    @Test
    void aCandidateIsNotHeldWhenItsDescriptionComesInBetween() throws InterruptedException {
        Guest offerer = offering();
        Thread saying = new Thread(() ->
                scene.intake.frame(offerer.session, CANDIDATE.replace('\'', '"').getBytes(UTF_8)));
        Thread delivering = new Thread(log::deliver);
        // It was decided that the candidate waits; before it does, its description comes.
        synchronized (offerer.session.held()) {
            saying.start();
            Scene.awaitStuckOrOver(saying);
            delivering.start();
            Scene.awaitStuckOrOver(saying, delivering);
        }
        Scene.join(saying, delivering);
        log.deliver();
        assertEquals(
                1,
                log.proposals(Proposal.Candidate.class).size(),
                () -> offerer.frames().toString());
    }

    @Test
    void aCandidateBeforeTheRoomIsKnownGoesOnceItsDescriptionIsThere() {
        Guest offerer = scene.connect("anna");
        Guest other = scene.connect("ben");
        other.joins();
        offerer.joins();
        offerer.says(offer());
        offerer.says(CANDIDATE);
        assertEquals(0, log.proposals(Proposal.Candidate.class).size());
        log.deliver();
        assertEquals(1, log.proposals(Proposal.Candidate.class).size());
    }

    private static Proposal.OpenCall callFor(Guest... parties) {
        return new Proposal.OpenCall(
                "c-1",
                List.of(parties).stream()
                        .map(guest -> new CallParty(
                                guest.session.id(),
                                guest.session.incarnation(),
                                new Applicant(
                                        Ids.random(),
                                        guest.session.caller().user(),
                                        guest.session.caller().name(),
                                        Set.of(Right.JOIN, Right.PUBLISH),
                                        null,
                                        null,
                                        Json.EMPTY_OBJECT,
                                        false)))
                        .toList(),
                RoomRules.DEFAULT);
    }

    private boolean isPresent(RoomKey room, Guest guest) {
        return Boolean.TRUE.equals(
                scene.follower.read(room, followed -> followed.room().isPresent(guest.session.id())));
    }

    @Test
    void whoIsSeatedWhileTheConnectionEndsLeavesNoGhost() {
        RoomKey room = RoomKey.ofCall("default", "c-1");
        Guest anna = scene.connect("anna");
        Guest ben = scene.connect("ben");
        log.append(room, callFor(anna, ben));
        // The connection was there when the seat was given; before the room is noted, it is gone.
        scene.whileSeated = session -> {
            if (session == anna.session) {
                anna.vanishes();
            }
        };
        log.deliver();
        assertFalse(isPresent(room, anna), "somebody sits there without a connection");
        assertTrue(isPresent(room, ben));
    }

    @Test
    void whoIsSeatedAfterTheConnectionHasEndedLeavesNoGhost() {
        RoomKey room = RoomKey.ofCall("default", "c-1");
        Guest anna = scene.connect("anna");
        Guest ben = scene.connect("ben");
        log.append(room, callFor(anna, ben));
        anna.vanishes();
        log.deliver();
        assertFalse(isPresent(room, anna));
        assertTrue(isPresent(room, ben));
    }

    @Test
    void whoIsAdmittedAfterOneOfTwoJoinsWasRefusedLeavesNoGhost() {
        Guest anna = scene.connect("anna");
        anna.says("{'type':'join','id':'j1','room':'stand-up','role':'host'}");
        anna.says("{'type':'join','id':'j2','room':'stand-up'}");
        log.deliverOne();
        anna.vanishes();
        log.deliver();
        assertFalse(scene.isPresent(anna), "somebody is there without a connection");
    }

    @Test
    void aMembershipThatHasEndedTakesNoRoom() {
        Membership membership = new Membership();
        RoomKey other = new RoomKey("default", "other");
        assertTrue(membership.add(ROOM));
        assertEquals(List.of(ROOM), membership.close());
        assertTrue(membership.add(ROOM), "the end has found it");
        assertFalse(membership.add(other));
        assertEquals(List.of(ROOM), membership.all());
    }

    @Test
    void noTwoAttemptsHaveOneNumber() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> numbers = new ConcurrentLinkedQueue<>();
        Thread[] threads = IntStream.range(0, 4)
                .mapToObj(index -> new Thread(() -> IntStream.range(0, 500)
                        .forEach(each -> numbers.add(scene.node.sessions.tryNext("s-1", 1, Long.MAX_VALUE)))))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        Scene.join(threads);
        assertEquals(2000, new HashSet<>(numbers).size());
    }

    @Test
    void whatWasTriedIsRememberedWhenTheConnectionEnds() {
        Guest anna = scene.connect("anna");
        anna.joins();
        log.deliver();
        assertEquals(2, scene.node.sessions.tryNext(anna.session.id(), 1, Long.MAX_VALUE));
        anna.vanishes();
        assertEquals(3, scene.node.sessions.tryNext(anna.session.id(), 1, Long.MAX_VALUE));
    }

    @Test
    void whereWhatIsKnownIsNotToBeReliedOnSessionsComeBackElsewhere() {
        Guest anna = scene.connect("anna");
        anna.joins();
        log.deliver();
        RoomLog.Listener following = log.listener(0);
        assertNotNull(following);
        following.onEnd(RoomLog.Ended.FAILED);
        assertTrue(anna.closed.getFirst().startsWith("4013"), anna.closed::toString);
        assertEquals(0, scene.follower.followed());
        anna.vanishes();
    }

    @Test
    void aMemberWhoseEndWasNeverWrittenIsFound() {
        Guest anna = scene.connect("anna");
        anna.joins();
        log.deliver();
        // The log takes nothing, and more than can wait is to be said.
        log.away = true;
        for (int i = 0; i < 50_000; i++) {
            scene.follower.insist(
                    ROOM,
                    new Proposal.Disconnected(
                            "s-" + i, new Incarnation(1, anna.session.instance()), LeaveReason.TIMEOUT));
        }
        anna.vanishes();
        assertEquals(1, scene.follower.losses());
        assertEquals(50_000, scene.follower.insisted());
        log.away = false;
        for (int second = 0; second < 60; second++) {
            scene.pass(Duration.ofSeconds(1));
            scene.follower.tidy();
        }
        assertEquals(0, scene.follower.insisted());
        log.deliver();
        assertFalse(scene.isPresent(anna));
    }
}
