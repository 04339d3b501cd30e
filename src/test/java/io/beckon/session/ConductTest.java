package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.UserKey;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.OneNode.Visitor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a user may do on all its connections together, and what is remembered of those that have ended. */
class ConductTest {

    private static final String PING = "{'type':'ping'}";
    private static final String NONSENSE = "nonsense";

    private final OneNode node =
            new OneNode(new LimitsOf().frames(5, 40).perUser(4, 10, 200, 600).limits());
    private final Caller anna = Callers.of("default", "anna");

    private int waitSeconds(String user) {
        return node.sessions.users().arrive(Callers.of("default", user).key(), node.limits, node.now());
    }

    private static void send(Visitor client, int times, String frame) {
        client.sends(Collections.nCopies(times, frame).toArray(String[]::new));
    }

    /** As many frames as are accepted of so many, on one connection after the other. */
    private int acceptedOn(int connections, int framesEach) {
        int accepted = 0;
        for (int i = 0; i < connections; i++) {
            Visitor client = node.connect("anna");
            send(client, framesEach, PING);
            accepted += client.received("pong").size();
            client.hangsUp();
        }
        return accepted;
    }

    @Test
    void connectingAnewRenewsTheConnectionsShareOnly() {
        assertEquals(4 * 40, acceptedOn(10, 40));
        assertEquals(40, framesOf(node.connect("ben")));

        node.pass(Duration.ofSeconds(1));
        assertEquals(4 * 5, acceptedOn(10, 40));
    }

    private static int framesOf(Visitor client) {
        send(client, 60, PING);
        return client.received("pong").size();
    }

    @Test
    void aFrameThatTheUserMayNotSendCostsTheConnectionNothing() {
        acceptedOn(4, 40);
        Visitor client = node.connect("anna");
        send(client, 10, PING);
        assertEquals(0, client.received("pong").size());
        node.pass(Duration.ofSeconds(2));
        send(client, 50, PING);
        assertEquals(40, client.received("pong").size());
    }

    @Test
    void aFloodIsRememberedForTenSecondsAndLongerWhenItComesAgain() {
        send(node.connect("anna"), 200, PING);
        assertEquals(10, waitSeconds("anna"));
        assertEquals(0, waitSeconds("ben"));

        node.pass(Duration.ofSeconds(10));
        assertEquals(0, waitSeconds("anna"));
        Visitor again = node.connect("anna");
        send(again, 400, PING);
        assertEquals(4029, again.closed.getFirst());
        assertEquals(20, waitSeconds("anna"));
    }

    @Test
    void floodsOnSeveralConnectionsAtOnceAreOne() {
        Visitor[] all = {node.connect("anna"), node.connect("anna"), node.connect("anna")};
        for (Visitor each : all) {
            send(each, 300, PING);
            assertEquals(4029, each.closed.getFirst());
        }
        assertEquals(10, waitSeconds("anna"));
    }

    @Test
    void abuseIsRememberedForAMinute() {
        send(node.connect("anna"), 20, NONSENSE);
        assertEquals(60, waitSeconds("anna"));
        node.pass(Duration.ofSeconds(59));
        assertEquals(1, waitSeconds("anna"));
        node.pass(Duration.ofSeconds(1));
        assertEquals(0, waitSeconds("anna"));
    }

    @Test
    void aPenaltyIsTenMinutesAtMostAndForgottenAfterTen() {
        Penalty penalty = new Penalty();
        long now = 0;
        for (int i = 0; i < 40; i++) {
            penalty.impose(UserShare.AFTER_ABUSE, now);
            assertTrue(penalty.remaining(now) <= Duration.ofMinutes(10).toNanos());
            now += penalty.remaining(now);
        }
        penalty.impose(UserShare.AFTER_ABUSE, now);
        assertEquals(Duration.ofMinutes(10).toNanos(), penalty.remaining(now));
        now += Duration.ofMinutes(20).toNanos() + 1;
        assertTrue(penalty.isForgotten(now));
        penalty.impose(UserShare.AFTER_ABUSE, now);
        assertEquals(UserShare.AFTER_ABUSE.toNanos(), penalty.remaining(now));
    }

    @Test
    void nonsenseOnOneConnectionAfterTheOtherIsAbuseInTheEnd() {
        int connections = 0;
        for (boolean closed = false; !closed; connections++) {
            Visitor client = node.connect("anna");
            send(client, 19, NONSENSE);
            closed = client.closed.contains(1008);
            client.hangsUp();
        }
        assertEquals(5, connections, "80 a minute, 19 on each");
        assertEquals(60, waitSeconds("anna"));
    }

    /** A browser offers each of its addresses, and cannot know what an operator allows. */
    @Test
    void candidatesThatOnlyAPolicyIsAgainstAreNoNonsense() {
        JsonCodec relayOnly = new JsonCodec(WireLimits.DEFAULT, new CandidatePolicy(List.of(), List.of(), true));
        String host = "candidate:1 1 udp 2122194687 203.0.113.7 34235 typ host";
        Visitor client = node.connect("anna");
        for (int i = 0; i < 30; i++) {
            String candidate = "{\"type\":\"ice-candidate\",\"id\":\"%d\",\"candidate\":{\"candidate\":\"%s\"}}"
                    .formatted(i, host);
            node.intake.ask(client.session, candidate.getBytes(UTF_8), Integer.toString(i), relayOnly);
            client.turn();
        }
        assertEquals(List.of(), client.closed);
        send(client, 20, NONSENSE);
        assertEquals(List.of(1008), client.closed);
    }

    /** Applications pass on every state that their connections report. */
    @Test
    void statesThatAreNoNewsAreNoNonsense() {
        Visitor client = node.connect("anna");
        for (String state : List.of("new", "connecting", "checking", "completed")) {
            send(client, 30, "{'type':'connection-state','peer':'p','state':'" + state + "'}");
        }
        assertEquals(List.of(), client.closed);
        send(client, 20, "{'type':'connection-state','peer':'p','state':'happy'}");
        assertEquals(List.of(1008), client.closed);
    }

    @Test
    void failedResumesOnOneConnectionAfterTheOtherAreAbuseInTheEnd() {
        int connections = 0;
        for (boolean closed = false; !closed; connections++) {
            Visitor client = node.connect("anna");
            send(client, 4, "{'type':'resume','session':'s','secret':'wrong','rooms':{}}");
            closed = client.closed.contains(1008);
            client.hangsUp();
        }
        assertEquals(UserShare.FAILED_RESUMES_PER_MINUTE / 4, connections);
    }

    @Test
    void newConnectionsAreCounted() {
        for (int i = 0; i < 200; i++) {
            assertEquals(0, waitSeconds("anna"));
        }
        assertEquals(1, waitSeconds("anna"));
        assertEquals(0, waitSeconds("ben"));
        node.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            assertEquals(0, waitSeconds("anna"));
        }
        assertEquals(1, waitSeconds("anna"));
    }

    @Test
    void withoutALimitOnConnectionsNobodyIsKeptOut() {
        UserShare free =
                new UserShare(anna.key(), new LimitsOf().perUser(4, 0, 1, 0).limits(), 0);
        free.closed(CloseCode.ABUSE, 0);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, free.arrive(0));
            assertEquals(0, free.join(0));
        }
    }

    @Test
    void withoutLimitsOnFramesAndBytesTheUserHasNone() {
        UserShare free = new UserShare(
                anna.key(), new LimitsOf().frames(0, 1).bytes(0, 1).limits(), 0);
        for (int i = 0; i < 100_000; i++) {
            assertEquals(0, free.frame(1, 0));
            assertEquals(0, free.bytes(1 << 20, 0));
        }
        free.charge(1 << 20, 0);
        assertEquals(0, free.bytes(1, 0));
    }

    @Test
    @Fills("session.Users.MOST_ABSENT")
    void onlySoManyAreRememberedWhoAreNotHereAndThoseWhoMayDoEverythingAreNot() {
        Users users = node.sessions.users();
        Limits limits = node.limits;
        for (int i = 0; i < Users.MOST_ABSENT + 100; i++) {
            users.arrive(new UserKey("default", "issuer", "user" + i), limits, 0);
        }
        assertEquals(Users.MOST_ABSENT, users.absent());
        users.tidy(0);
        assertEquals(Users.MOST_ABSENT, users.absent());
        users.tidy(Duration.ofSeconds(30).toNanos());
        assertEquals(0, users.absent());
    }

    @Test
    void whoeverIsHereIsNotForgotten() {
        Visitor client = node.connect("anna");
        send(client, 200, PING);
        Users users = node.sessions.users();
        Limits limits = node.limits;
        Visitor other = node.connect(anna);
        for (int i = 0; i < Users.MOST_ABSENT + 1; i++) {
            users.arrive(new UserKey("default", "issuer", "user" + i), limits, node.now());
        }
        assertEquals(10, waitSeconds("anna"));
        other.hangsUp();
        assertEquals(10, waitSeconds("anna"));
    }

    @Test
    void connectionsOnSeveralThreadsShareExactly() throws InterruptedException {
        UserShare share =
                new UserShare(anna.key(), new LimitsOf().frames(50, 1000).limits(), 0);
        AtomicInteger accepted = new AtomicInteger();
        try (ExecutorService loops = Executors.newFixedThreadPool(4)) {
            for (int loop = 0; loop < 4; loop++) {
                loops.execute(() -> {
                    for (int i = 0; i < 5000; i++) {
                        accepted.addAndGet(share.frame(1, 0) == 0 ? 1 : 0);
                    }
                });
            }
            loops.shutdown();
            assertTrue(loops.awaitTermination(60, TimeUnit.SECONDS));
        }
        assertEquals(4000, accepted.get());
    }

    @Test
    void controlFramesOverTheRateAreNotAnsweredAndEndTheConnection() {
        Visitor client = node.connect("anna");
        int answered = 0;
        for (int i = 0; i < 1000 && !client.session.isClosed(); i++) {
            answered += node.intake.control(client.session) ? 1 : 0;
        }
        assertEquals(40, answered);
        assertEquals(4029, client.turn().closed.getFirst());
    }

    @Test
    void partsOfMessagesCostLessAndAreCounted() {
        Visitor client = node.connect("anna");
        int taken = 0;
        for (int i = 0; i < 10_000 && !client.session.isClosed(); i++) {
            taken += node.intake.part(client.session) ? 1 : 0;
        }
        assertEquals(40 * 32, taken);
        assertEquals(4029, client.turn().closed.getFirst());
    }

    @Test
    void roomsJoinedAreCountedByUser() {
        OneNode few = new OneNode(new LimitsOf().perUser(4, 10, 200, 6).limits());
        Visitor first = few.connect("anna");
        Visitor second = few.connect("anna");
        for (int i = 0; i < 4; i++) {
            first.sends("{'type':'join','room':'a" + i + "'}");
            second.sends("{'type':'join','room':'b" + i + "','id':'j" + i + "'}");
        }
        assertEquals(
                6, first.received("joined").size() + second.received("joined").size());
        String refused = second.received("error").getFirst();
        assertTrue(refused.contains("\"rate-limited\"") && refused.contains("\"retryAfterMs\":10000"), refused);

        few.pass(Duration.ofSeconds(10));
        second.sends("{'type':'join','room':'b9'}");
        assertEquals(
                7, first.received("joined").size() + second.received("joined").size());
        assertFalse(second.session.isClosed());
    }
}
