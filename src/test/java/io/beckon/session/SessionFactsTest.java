package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Fact.SessionEnd;
import io.beckon.audit.Id;
import io.beckon.audit.Missing;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.log.Partition;
import io.beckon.protocol.CloseCode;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionFactsTest {

    private final OneNode node = new OneNode(Limits.DEFAULT);

    private List<Fact> facts() {
        return node.audited.stream().map(AuditEvent::fact).toList();
    }

    private Fact.SessionEnded endOf(Consumer<OneNode.Visitor> what) {
        OneNode.Visitor anna = node.connect("anna");
        node.pass(Duration.ofSeconds(3));
        what.accept(anna);
        anna.turn();
        assertEquals(new Id(anna.session.id()), node.audited.getLast().actor().session());
        return (Fact.SessionEnded) facts().getLast();
    }

    @Test
    void aSessionIsOpenedByAUserFromAnAddress() {
        OneNode.Visitor anna = node.connect("anna");
        assertEquals(List.of(new Fact.SessionOpened(Fact.Transport.WEBSOCKET, Fact.Encoding.JSON)), facts());
        AuditEvent opened = node.audited.getLast();
        var caller = anna.session.caller();
        assertEquals(Actor.user(caller.issuer(), "anna", caller.name(), anna.session.id()), opened.actor());
        assertEquals("192.0.2.7", String.valueOf(opened.address()));
        assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", String.valueOf(opened.trace()));
        assertEquals("default", opened.subject().key());
        assertEquals(new Id(anna.session.instance()), opened.node());
    }

    @Test
    void whoLeavesEndsTheSession() {
        assertEquals(new Fact.SessionEnded(SessionEnd.CLOSED, true, 1000, 3000), endOf(OneNode.Visitor::leaves));
    }

    @Test
    void whoseConnectionBreaksMayComeBack() {
        assertEquals(new Fact.SessionEnded(SessionEnd.CLOSED, false, null, 3000), endOf(OneNode.Visitor::hangsUp));
    }

    @Test
    void aPageThatGoesAwayIsNoNodeThatStops() {
        Fact.SessionEnded end = endOf(anna -> node.edge.closed(anna.session, new Closing(1001, true)));
        assertEquals(SessionEnd.CLOSED, end.why());
    }

    private List<Fact> ends() {
        return facts().stream().filter(Fact.SessionEnded.class::isInstance).toList();
    }

    private OneNode.Visitor joined() {
        return node.connect("anna").sends("{'type':'join','room':'stand-up','id':'1'}");
    }

    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            node.pass(Duration.ofSeconds(1));
            node.edge.tick();
            node.edge.watch();
            node.edge.everySecond();
        }
    }

    @Test
    void whoDoesNotComeBackIsOverOnceTheWindowIs() {
        OneNode.Visitor anna = joined();
        anna.hangsUp();
        Fact broken = new Fact.SessionEnded(SessionEnd.CLOSED, false, null, 0);
        passes(Duration.ofSeconds(29));
        assertEquals(List.of(broken), ends());
        passes(Duration.ofSeconds(60));
        assertEquals(2, ends().size(), () -> ends().toString());
        Fact.SessionEnded over = (Fact.SessionEnded) ends().getLast();
        assertEquals(List.of(SessionEnd.NOT_RESUMED, true), List.of(over.why(), over.over()));
        assertTrue(over.durationMillis() >= 30_000 && over.durationMillis() < 40_000, over::toString);
        AuditEvent event = node.audited.stream()
                .filter(each -> each.fact().equals(over))
                .findFirst()
                .orElseThrow();
        var caller = anna.session.caller();
        assertEquals(Actor.user(caller.issuer(), "anna", caller.name(), anna.session.id()), event.actor());
        assertEquals("192.0.2.7", String.valueOf(event.address()));
    }

    @Test
    void whoComesBackToAnotherNodeIsNotOverHere() {
        OneNode.Visitor anna = joined();
        anna.hangsUp();
        Origin elsewhere = new Origin(anna.session.id(), new Incarnation(2, "another"), null, Origin.NOBODY_WAITS);
        RoomKey room = new RoomKey("default", "stand-up");
        node.log.append(room, new Proposal.Resume(elsewhere, "anna", Set.of(Right.JOIN)));
        node.log.append(room, new Proposal.Leave(elsewhere, LeaveReason.LEFT));
        passes(Duration.ofSeconds(100));
        assertEquals(List.of(new Fact.SessionEnded(SessionEnd.CLOSED, false, null, 0)), ends());
    }

    @Test
    void whoIsPutOutWithoutAConnectionIsOver() {
        joined().hangsUp();
        node.sessions.putOutAbsent(caller -> true, LeaveReason.SIGNED_OUT, node.follower);
        passes(Duration.ofSeconds(90));
        assertEquals(
                List.of(
                        new Fact.SessionEnded(SessionEnd.CLOSED, false, null, 0),
                        new Fact.SessionEnded(SessionEnd.NOT_RESUMED, true, null, 1000)),
                ends());
    }

    /** Of those who have left without a frame. */
    private List<Origin> left() {
        List<Origin> left = new ArrayList<>();
        for (int partition = 0; partition < node.log.partitions(); partition++) {
            node.log.follow(partition, Partition.FIRST, record -> {
                if (record.proposal() instanceof Proposal.Leave leave) {
                    left.add(leave.origin());
                }
            });
        }
        return left;
    }

    @Test
    void whoHangsUpForGoodHasLeftFromAnAddress() {
        OneNode.Visitor anna = joined();
        anna.leaves();
        passes(Duration.ofSeconds(1));
        Origin origin = left().getFirst();
        assertEquals(anna.session.id(), origin.session());
        assertEquals(anna.session.provenance(), origin.provenance());
        assertEquals("192.0.2.7", origin.provenance().address());
    }

    @Test
    void whoIsPutOutWithoutAConnectionHadAnAddress() {
        OneNode.Visitor anna = joined();
        anna.hangsUp();
        node.sessions.putOutAbsent(caller -> true, LeaveReason.SIGNED_OUT, node.follower);
        assertEquals(
                List.of(anna.session.provenance()),
                left().stream().map(Origin::provenance).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_EXPIRED, EXPIRED",
        "HEARTBEAT_MISSED, CLOSED",
        "RESUMED_ELSEWHERE, REPLACED",
        "PROTOCOL_ERROR, REFUSED",
        "INVALID_PAYLOAD, REFUSED",
        "TOO_LARGE, REFUSED",
        "ABUSE, REFUSED",
        "RATE_LIMITED, REFUSED",
        "GOING_AWAY, NODE_STOPPED",
        "TRY_AGAIN_LATER, NODE_STOPPED",
        "INTERNAL_ERROR, NODE_STOPPED"
    })
    void whyTheServiceEndedItIsTold(CloseCode code, SessionEnd why) {
        assertEquals(
                new Fact.SessionEnded(why, false, code.number(), 3000),
                endOf(anna -> anna.session.close(code, "for this test")));
    }

    @Test
    void whoIsPutOutIsOutForGood() {
        assertEquals(
                new Fact.SessionEnded(SessionEnd.SIGNED_OUT, true, 4002, 3000),
                endOf(anna -> anna.session.putOut(CloseCode.SIGNED_OUT, "signed out", LeaveReason.SIGNED_OUT)));
        assertEquals(
                new Fact.SessionEnded(SessionEnd.REMOVED, true, 4003, 3000),
                endOf(anna -> anna.session.putOut(CloseCode.REMOVED, "removed", LeaveReason.KICKED)));
    }

    @Test
    void whoReadsTooSlowlyMeetsALimit() {
        Fact.SessionEnded end = endOf(anna -> anna.session.closeForSlowness());
        assertEquals(new Fact.SessionEnded(SessionEnd.REFUSED, false, 4013, 3000), end);
        assertTrue(facts().contains(new Fact.LimitHit(new Id("4013"), 1)), () -> facts().toString());
    }

    @Test
    void frameByFrameWhatIsRefusedIsTold() {
        OneNode.Visitor anna = node.connect("anna");
        anna.sends("{'type':'offer','id':'1'}", "no json");
        assertEquals(List.of(refused("bad-message", "offer"), refused("bad-json", null)), facts().subList(1, 3));
    }

    private static Fact refused(String code, @Nullable String frame) {
        return new Fact.FrameRefused(new Id(code), frame == null ? null : new Id(frame), 1);
    }

    private List<String> lastSubjects(int count) {
        return node.audited.reversed().stream()
                .limit(count)
                .map(event -> event.subject().key())
                .toList()
                .reversed();
    }

    @Test
    void theRoomThatARefusedFrameNamesIsToldIfThatIsOne() {
        node.connect("anna")
                .sends(
                        "{'type':'message','room':'stand-up'}",
                        "{'type':'message','room':'no\\u0007room','data':1}",
                        "{'type':'lock','room':'twice','a':{'b':1,'b':2}}",
                        "{'type':'of no type','room':'stand-up'}");
        assertEquals(
                List.of(
                        refused("bad-message", "message"),
                        refused("bad-message", "message"),
                        refused("bad-json", "lock"),
                        refused("unknown-type", null)),
                facts().subList(1, 5));
        assertEquals(List.of("default/stand-up", "default", "default/twice", "default/stand-up"), lastSubjects(4));
    }

    @Test
    void whatTheNodeRefusesForWantOfARoomIsTold() {
        node.connect("anna")
                .sends(
                        "{'type':'message','id':'1','room':'elsewhere','data':1}",
                        "{'type':'roster','id':'2'}",
                        "{'type':'hangup','id':'3','call':'AAAAAAAAAAAAAAAAAAAAAA'}");
        assertEquals(
                List.of(
                        refused("not-in-room", "message"),
                        refused("not-in-room", "roster"),
                        refused("no-such-call", "hangup")),
                facts().subList(1, 4));
        assertEquals(List.of("default/elsewhere", "default", "default"), lastSubjects(3));
    }

    @Test
    void whoIsInSeveralRoomsAndDoesNotSayWhichIsTold() {
        OneNode.Visitor anna = node.connect("anna");
        anna.sends("{'type':'join','id':'1','room':'a'}", "{'type':'join','id':'2','room':'b'}");
        anna.turn().sends("{'type':'lock','id':'3'}");
        assertEquals(refused("bad-message", "lock"), facts().getLast());
    }

    @Test
    void candidatesThatWaitWhenTheirRoomIsLeftAreRefused() {
        OneNode.Visitor anna = node.connect("anna");
        anna.sends("{'type':'join','id':'j','room':'stand-up'}").turn();
        node.connect("ben").sends("{'type':'join','id':'j','room':'stand-up'}").turn();
        anna.turn();
        for (int i = 0; i < 3; i++) {
            anna.sends(("{'type':'ice-candidate','id':'c%d','candidate':{'candidate':"
                            + "'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host','sdpMid':'0','sdpMLineIndex':0}}")
                    .formatted(i));
        }
        anna.sends("{'type':'leave','id':'l'}").turn();
        assertTrue(
                facts().contains(new Fact.FrameRefused(new Id("not-in-room"), new Id("ice-candidate"), 3)),
                () -> facts().toString());
    }

    @Test
    void tooManyCandidatesThatWaitAreALimit() {
        OneNode.Visitor anna = node.connect("anna");
        anna.sends("{'type':'join','id':'j','room':'stand-up'}").turn();
        node.connect("ben").sends("{'type':'join','id':'j','room':'stand-up'}").turn();
        anna.turn();
        for (int i = 0; i <= 64; i++) {
            anna.sends(("{'type':'ice-candidate','id':'c%d','candidate':{'candidate':"
                            + "'candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host','sdpMid':'0','sdpMLineIndex':0}}")
                    .formatted(i));
        }
        assertEquals(new Fact.LimitHit(new Id("candidates-waiting"), 1), facts().getLast());
        assertEquals(List.of("default/stand-up"), lastSubjects(1));
    }

    @Test
    void whoHasNotTheSecretOfASessionIsTold() {
        node.connect("anna")
                .sends("{'type':'join','id':'2','room':'stand-up','replace':{'session':'AAAAAAAAAAAAAAAAAAAAAA',"
                        + "'secret':'BBBBBBBBBBBBBBBBBBBBBB'}}");
        Fact denied = new Fact.AuthenticationDenied(new Id("bad-resume"), 1);
        assertEquals(denied, facts().getLast());
        assertEquals(List.of("default/stand-up"), lastSubjects(1));
        node.connect("ben")
                .sends("{'type':'resume','id':'1','session':'AAAAAAAAAAAAAAAAAAAAAA',"
                        + "'secret':'BBBBBBBBBBBBBBBBBBBBBB','rooms':{}}");
        assertEquals(denied, facts().getLast());
        assertEquals(List.of("default"), lastSubjects(1));
    }

    @Test
    void whoMayNotCallIsTold() {
        Caller nobodysCaller = Callers.callingNobody("anna");
        node.connect(nobodysCaller).sends("{'type':'call','id':'1','user':'ben','timeoutSeconds':30}");
        assertEquals(
                new Fact.AuthorizationDenied(new Id("no right to call this user"), Missing.CALL, 1), facts().getLast());
    }

    @Test
    void whoCallsTooOftenIsTold() {
        OneNode.Visitor anna = node.connect("anna");
        for (int i = 0; i <= TestNode.CALLS_PER_MINUTE; i++) {
            anna.sends("{'type':'call','id':'%d','user':'ben','timeoutSeconds':30}".formatted(i));
        }
        assertEquals(new Fact.LimitHit(new Id("calls-per-minute"), 1), facts().getLast());
    }

    @Test
    void aNewTokenIsTold() {
        OneNode.Visitor anna = node.connect("anna");
        node.tokens.put("a newer one", Callers.of("default", "anna"));
        anna.sends("{'type':'refresh','token':'a newer one'}", "{'type':'refresh','token':'a bad one'}");
        assertEquals(
                List.of(new Fact.SessionRefreshed(), new Fact.AuthenticationDenied(new Id("bad-token"), 1)),
                facts().subList(1, 3));
    }
}
