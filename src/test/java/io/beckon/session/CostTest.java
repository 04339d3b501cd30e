package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.Grant;
import io.beckon.room.Right;
import io.beckon.session.OneNode.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is charged for what a frame makes go out. */
class CostTest {

    private static final int BURST = 100_000;
    private static final int MEMBERS = 20;
    private static final String METADATA = "{'m':'" + "x".repeat(3000) + "'}";

    private final OneNode node = new OneNode(
            new LimitsOf().bytes(1000, BURST).perUser(100, 10, 200, 600).limits());

    private List<Visitor> room(String pattern) {
        List<Visitor> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(node.connect(mighty("member" + i)).sends("{'type':'join','room':'r'" + pattern + "}"));
        }
        return members;
    }

    private static Caller mighty(String user) {
        return Callers.with(user, "Name of " + user, Grant.everywhere(EnumSet.allOf(Right.class)));
    }

    /** So many of these frames, each with another id, are accepted at once. */
    private static int accepted(Visitor client, String reply, String frame) {
        int before = client.received(reply).size();
        for (int i = 0; i < 90; i++) {
            client.sends(frame.replace("}$", ",'id':'f" + i + "'}"));
        }
        return client.received(reply).size() - before;
    }

    @Test
    void anUpdateIsChargedForEachWhoIsToldOfIt() {
        Visitor first = room("").getFirst();
        int accepted = accepted(first, "ack", "{'type':'update','metadata':" + METADATA + "}$");
        assertEquals(BURST / (3200 * (MEMBERS - 1)), accepted);
    }

    @Test
    void ofAnUpdateWhatGoesOutCountsNotWhatCame() {
        Visitor first = room("").getFirst();
        first.sends("{'type':'update','metadata':" + METADATA + "}");
        int accepted = accepted(first, "ack", "{'type':'update','name':'n'}$");
        assertTrue(accepted <= 1, () -> accepted + " of 60 kB each");
    }

    @Test
    void aJoinIsChargedForEachWhoIsToldAndALeaveIsChargedButNeverRefused() {
        room("");
        Visitor newcomer = node.connect("newcomer");
        for (int i = 0; i < 90; i++) {
            newcomer.sends("{'type':'join','room':'r','metadata':" + METADATA + "}", "{'type':'leave','room':'r'}");
        }
        int joined = newcomer.received("joined").size();
        assertEquals(1, joined, "64 kB, and the leave");
        assertEquals(joined, newcomer.received("left").size());
    }

    @Test
    void aLeaveInDebtIsAccepted() {
        Visitor first = room("").getFirst();
        for (int i = 0; i < 5; i++) {
            first.sends("{'type':'update','metadata':" + METADATA + "}");
        }
        assertTrue(first.received("error").getLast().contains("rate-limited"));
        first.sends("{'type':'leave'}");
        assertEquals(1, first.received("left").size());
    }

    @Test
    void lockingAndGivingRolesAreCharged() {
        Visitor moderator = room(",'role':'moderator'").getFirst();
        String frame = "{'type':'%s'}$";
        int accepted = 0;
        for (int i = 0; i < 80; i++) {
            accepted += accepted(moderator, frame.formatted(i % 2 == 0 ? "lock" : "unlock"), i);
        }
        assertTrue(accepted > 60 && accepted < 100_000 / (50 * MEMBERS) + 1, accepted + " locks");
    }

    private static int accepted(Visitor client, String frame, int number) {
        int before = client.received("ack").size();
        client.sends(frame.replace("}$", ",'id':'l" + number + "'}"));
        return client.received("ack").size() - before;
    }

    @Test
    void aHostsUpdateCountsForAllViewersAndNoFrameMoreThanTheBurst() {
        Visitor host = node.connect(mighty("host"));
        host.sends("{'type':'join','room':'b','pattern':'broadcast','role':'host'}");
        for (int i = 0; i < 50; i++) {
            node.connect("viewer" + i).sends("{'type':'join','room':'b'}");
        }
        node.pass(Duration.ofMinutes(5));
        String update = "{'type':'update','metadata':" + METADATA + "}$";
        assertEquals(1, accepted(host, "ack", update), "150 kB of a burst of 100 kB");
        node.pass(Duration.ofMinutes(5));
        host.sends("{'type':'update','metadata':{},'id':'small'}");
        assertEquals(2, host.received("ack").size());
    }

    @Test
    void whoeverIsToldOfNobodyCostsNothing() {
        Visitor viewer = null;
        node.connect(mighty("host")).sends("{'type':'join','room':'b','pattern':'broadcast','role':'host'}");
        for (int i = 0; i < 30; i++) {
            viewer = node.connect("viewer" + i).sends("{'type':'join','room':'b'}");
        }
        assertTrue(accepted(viewer, "ack", "{'type':'update','metadata':" + METADATA + "}$") >= 25);
    }

    @Test
    void rostersAreChargedByWhatTheyWeigh() {
        Visitor first = room(",'metadata':{'m':'" + "x".repeat(1000) + "'}").getFirst();
        node.pass(Duration.ofMinutes(5));
        int rosters = accepted(first, "roster", "{'type':'roster'}$");
        assertTrue(rosters >= 4 && rosters <= 6, () -> rosters + " of 23 kB each");
        String error = first.received("error").getLast();
        assertTrue(error.contains("\"rate-limited\"") && error.contains("retryAfterMs"), error);
        assertTrue(first.closed.isEmpty());
    }

    @Test
    void repeatedJoinsAreChargedByWhatTheyBring() {
        Visitor first = room(",'metadata':{'m':'" + "x".repeat(1000) + "'}").getFirst();
        first.sends("{'type':'leave'}", "{'type':'join','room':'r','id':'again'}");
        node.pass(Duration.ofMinutes(5));
        int before = first.received("joined").size();
        for (int i = 0; i < 50; i++) {
            first.sends("{'type':'join','room':'r','id':'again'}");
        }
        int repeated = first.received("joined").size() - before;
        assertTrue(repeated >= 4 && repeated <= 6, () -> repeated + " of 23 kB each");
    }

    @Test
    void aRefreshTellsRoomsOnlyWhatTheyDoNotKnow() {
        Visitor client = node.connect(mighty("anna"));
        client.sends("{'type':'join','room':'a'}", "{'type':'join','room':'b'}");
        node.tokens.put("same", mighty("anna"));
        node.tokens.put("less", Callers.of("default", "anna"));
        int before = node.log.appended;

        client.sends("{'type':'refresh','token':'same'}");
        assertEquals(before, node.log.appended);
        client.sends("{'type':'refresh','token':'less'}");
        assertEquals(before + 2, node.log.appended);
        client.sends("{'type':'refresh','token':'less'}");
        assertEquals(before + 2, node.log.appended);
        assertEquals(3, client.received("refreshed").size());
    }

    @Test
    void aRefreshKnowsWhatIsOnItsWay() {
        Visitor client = node.connect(mighty("anna"));
        client.sends("{'type':'join','room':'a'}");
        node.tokens.put("full", mighty("anna"));
        node.tokens.put("less", Callers.of("default", "anna"));
        node.log.hold();
        client.sends("{'type':'refresh','token':'less'}", "{'type':'refresh','token':'full'}");
        node.log.release();

        Set<Right> rights = node.follower.read(
                client.session.room("a"),
                followed -> followed.room().member(client.session.id()).rights());
        assertEquals(EnumSet.allOf(Right.class), rights);
    }

    @Test
    void refreshesAreCounted() {
        Visitor client = node.connect(mighty("anna"));
        node.tokens.put("same", mighty("anna"));
        for (int i = 0; i < 25; i++) {
            client.sends("{'type':'refresh','token':'same'}");
        }
        assertEquals(20, client.received("refreshed").size());
        assertTrue(client.received("error").getFirst().contains("rate-limited"));
        node.pass(Duration.ofSeconds(3));
        client.sends("{'type':'refresh','token':'same'}");
        assertEquals(21, client.received("refreshed").size());
    }
}
