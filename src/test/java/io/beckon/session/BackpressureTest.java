package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.session.OneNode.Visitor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that asks for more than it takes. */
class BackpressureTest {

    private static final String JOIN = "{'type':'join','room':'r','id':'j'}";
    private static final String PING = "{'type':'ping'}";

    private final OneNode node = new OneNode(Limits.DEFAULT);

    private static String[] times(int count, String frame) {
        return Collections.nCopies(count, frame).toArray(String[]::new);
    }

    @Test
    void aJoinIsRepeatedOnceTheOneBeforeIsTaken() {
        Visitor client = node.connect("greedy").stopsTaking();

        client.sends(times(500, JOIN));

        assertFalse(client.isRead());
        assertEquals(1, client.session.outbox().deferred());
        assertEquals(1, node.log.appended);

        client.takesOne();
        assertEquals(List.of(1, 2), List.of(client.received("joined").size(), node.log.appended));
        assertEquals(1, client.session.outbox().deferred());

        client.takesAgain();
        assertEquals(500, client.received("joined").size());
        assertTrue(client.isRead());
    }

    @Test
    void aJoinThatIsOnItsWayHoldsUpItsRepetition() {
        node.log.hold();
        Visitor client = node.connect("eager");
        client.sends(JOIN, JOIN, PING);
        assertEquals(1, node.log.appended);
        assertEquals(List.of(), client.frames);

        node.log.release();
        client.turn();

        assertEquals(2, client.received("joined").size());
        assertEquals(1, client.received("pong").size());
        assertTrue(client.isRead());
    }

    @Test
    void aJoinThatWasGivenUpHoldsUpNothing() {
        node.log.hold();
        Visitor client = node.connect("patient");
        client.sends(JOIN, JOIN);
        node.pass(Duration.ofSeconds(16));
        node.edge.watch();
        client.turn();

        assertEquals(1, client.received("error").size());
        node.log.release();
        client.turn();
        assertEquals(1, client.received("joined").size());
    }

    @Test
    void theRosterOfAJoinIsThatOfItsPlaceInTheRoom() {
        Visitor slow = node.connect("slow").stopsTaking();
        slow.sends(JOIN);
        node.connect("later").sends("{'type':'join','room':'r','name':'Later'}");

        slow.takesAgain();

        assertFalse(slow.received("joined").getFirst().contains("Later"), slow.frames::toString);
        assertTrue(slow.received("peer-joined").getFirst().contains("Later"), slow.frames::toString);
    }

    @Test
    void leavingAndJoiningPilesUpNoRosters() {
        Visitor client = node.connect("restless").stopsTaking();
        for (int i = 0; i < 200; i++) {
            client.sends(JOIN.replace("'j'", "'j" + i + "'"), "{'type':'leave','room':'r'}");
        }
        assertEquals(1, client.session.outbox().deferred());

        client.takesAgain();
        assertEquals(200, client.received("joined").size());
        assertEquals(200, client.received("left").size());
    }

    @Test
    @Fills("beckon.limits.rooms-per-connection")
    void noMoreRoomsRostersWaitThanAConnectionMayBeIn() {
        Visitor client = node.connect("wanderer").stopsTaking();
        for (int i = 0; i < 100; i++) {
            String room = "'room':'r" + i + "'";
            client.sends("{'type':'join'," + room + "}", "{'type':'leave'," + room + "}");
        }
        assertEquals(
                Limits.DEFAULT.roomsPerConnection(), client.session.outbox().deferred());

        client.takesAgain();
        assertEquals(100, client.received("joined").size());
    }

    @Test
    void ofARoomOneRosterWaits() {
        Visitor client = node.connect("curious").sends(JOIN).stopsTaking();
        client.sends(times(300, "{'type':'roster'}"));
        assertEquals(1, client.session.outbox().deferred());
        assertFalse(client.isRead());

        client.takesAgain();
        assertEquals(300, client.received("roster").size());
    }

    @Test
    void anOverlongCursorIsNone() {
        Visitor client = node.connect("curious").sends(JOIN);
        client.sends("{'type':'roster','after':'" + "0".repeat(1000) + "1'}");
        assertTrue(client.received("error").getFirst().contains("bad-message"));
    }

    @Test
    @Fills("session.Replies.MOST")
    void framesWithoutAReplyAreBoundedWhateverTheyAre() {
        Visitor client = node.connect("hasty").sends(JOIN);
        node.log.hold();
        client.sends("{'type':'message','data':1}");
        client.sends(times(700, PING));

        assertEquals(Replies.MOST, client.session.replies().unanswered());
        assertFalse(client.isRead());

        node.log.release();
        client.turn();
        assertEquals(700, client.received("pong").size());
        assertEquals(0, client.session.replies().unanswered());
        assertTrue(client.isRead());
    }

    @Test
    void framesThatWaitKeepTheirOrder() {
        Visitor client = node.connect("hasty").sends(JOIN);
        node.log.hold();
        String[] frames = IntStream.range(0, 600)
                .mapToObj(i -> "{'type':'message','data':1,'id':'m" + i + "'}")
                .toArray(String[]::new);
        client.sends(frames);
        assertEquals(1 + Replies.MOST, node.log.appended);

        node.log.release();
        client.turn();
        List<String> acks = client.received("ack");
        assertEquals(600, acks.size());
        for (int i = 0; i < 600; i++) {
            assertTrue(acks.get(i).contains("\"m" + i + "\""), acks.get(i));
        }
    }

    @Test
    @Fills("beckon.limits.stalled-after")
    void whoeverTakesNothingIsLetGo() {
        Visitor client = node.connect("gone").stopsTaking();
        client.sends(times(3, JOIN));
        watch(client, Duration.ZERO);
        watch(client, Duration.ofSeconds(29));
        assertEquals(List.of(), client.closed);

        watch(client, Duration.ofSeconds(2));
        assertEquals(List.of(4013), client.closed);
    }

    @Test
    void whoeverTakesSomethingNowAndThenIsNot() {
        Visitor client = node.connect("slow").stopsTaking();
        client.sends(times(20, JOIN));
        for (int i = 0; i < 10; i++) {
            watch(client, Duration.ofSeconds(20));
            client.takesOne();
        }
        assertEquals(List.of(), client.closed);
        assertEquals(10, client.received("joined").size());
    }

    @Test
    void whoeverHasNothingToTakeIsNot() {
        Visitor client = node.connect("silent").stopsTaking();
        for (int i = 0; i < 5; i++) {
            node.intake.control(client.session);
            watch(client, Duration.ofSeconds(20));
        }
        assertEquals(List.of(), client.closed);
    }

    @Test
    void whoeverIsNotReadIsNotTakenForDead() {
        OneNode patient =
                new OneNode(new LimitsOf().stalledAfter(Duration.ofMinutes(5)).limits());
        Visitor client = patient.connect("slow").stopsTaking();
        client.sends(times(3, JOIN));
        for (int i = 0; i < 4; i++) {
            patient.pass(Duration.ofSeconds(30));
            patient.edge.watch();
        }
        assertEquals(List.of(), client.closed);
    }

    private void watch(Visitor client, Duration time) {
        node.pass(time);
        node.edge.watch();
        client.turn();
    }
}
