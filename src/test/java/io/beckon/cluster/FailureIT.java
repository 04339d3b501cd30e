package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.history.Happening.PeerLeft;
import io.beckon.history.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The failure table, in short: three brokers and three nodes, the members of a room on different nodes, and while they talk the
 * real thing is killed, stopped or paused.
 */
@Isolated("a cluster that shall fail only as it is told to")
class FailureIT {

    private static final Rules RULES = Rules.capacity(50);
    /** So long that a client is still connected to a node that was paused. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration LAPSE = Duration.ofSeconds(3);
    private static final Duration TIDYING = Duration.ofSeconds(20);
    private static BeckonCluster cluster;

    @BeforeAll
    static void start() {
        cluster = BeckonCluster.start(
                "failure",
                3,
                3,
                ShortTimes.properties(Map.of("beckon.room.max-participants.sfu", "2", "beckon.room.max-hosts", "2")));
    }

    @AfterAll
    static void end() {
        try (BeckonCluster ended = cluster) {
            AuditVerdict.assertWhole(ended.heal().kafka());
        }
    }

    @BeforeEach
    void heal() {
        cluster.heal();
    }

    private static Trial talking(long seed) {
        Trial trial = new Trial(cluster, TIDYING, seed);
        trial.talkInRooms(3, PATIENCE, Trial.freshRoom(), Trial.freshRoom(), Trial.freshRoom());
        Await.pause(Duration.ofSeconds(1));
        return trial;
    }

    private static void assertNobodyLostItsPlace(Trial trial) {
        assertEquals(0, trial.lostPlaces());
        assertTrue(trial.acknowledged() > 100, () -> "only " + trial.acknowledged() + " frames");
    }

    @Test
    void aNodeIsKilled() {
        Trial trial = talking(1);
        Talker gone = trial.on(2).getFirst();
        gone.stop();
        gone.client().abandon();
        cluster.node(2).kill();
        Await.pause(Duration.ofSeconds(4));
        trial.endWell(RULES);
        assertEquals(1, trial.lostPlaces());
        assertTrue(trial.resumes() >= 2, () -> trial.resumes() + " resumes");
    }

    @Thorough
    @Test
    void aNodeIsKilledAndStartedAgainUnderItsName() {
        Trial trial = talking(2);
        cluster.node(1).kill();
        cluster.node(1).start();
        cluster.node(1).awaitReady();
        Await.pause(LAPSE);
        trial.endWell(RULES);
        assertNobodyLostItsPlace(trial);
    }

    @Thorough
    @Test
    void aBrokerIsKilled() {
        Trial trial = talking(3);
        cluster.kafka().broker(1).kill();
        Await.pause(Duration.ofSeconds(8));
        trial.endWell(RULES);
        assertNobodyLostItsPlace(trial);
    }

    @Thorough
    @Test
    void aNodeIsPausedBeyondTheLapse() {
        Trial trial = talking(4);
        List<Talker> there = trial.on(3);
        cluster.node(3).process().pause();
        Await.pause(LAPSE.plusSeconds(3));
        cluster.node(3).process().unpause();
        Await.until(
                Duration.ofSeconds(15),
                () -> there.stream()
                        .allMatch(talker -> talker.client().closeCodes().contains(4013)),
                () -> "not all were let go: "
                        + there.stream().map(talker -> talker.client().state()).toList());
        trial.endWell(RULES);
    }

    @Thorough
    @Test
    void aNodeIsToldToStop() {
        Trial trial = talking(5);
        cluster.node(1).stop();
        Await.pause(Duration.ofSeconds(1));
        trial.endWell(RULES);
        assertNobodyLostItsPlace(trial);
        assertEquals(
                List.of(),
                trial.histories().stream()
                        .flatMap(history -> history.happenings().stream())
                        .filter(happening -> happening instanceof PeerLeft left
                                && !left.reason().equals("left"))
                        .toList());
    }

    @Thorough
    @Test
    void aSessionIsResumedOnTwoNodesAtOnceOverThreeRooms() {
        Trial trial = new Trial(cluster, TIDYING, 6);
        String[] rooms = {Trial.freshRoom(), Trial.freshRoom(), Trial.freshRoom()};
        trial.talkInRooms(2, PATIENCE, rooms);
        Talker talker = trial.talker(1, PATIENCE, rooms);
        for (int i = 0; i < 3; i++) {
            ScriptedClient old = talker.client();
            old.vanish();
            List<ScriptedClient> twins = List.of(old.twin(1), old.twin(2));
            twins.forEach(ScriptedClient::start);
            Await.until(
                    Duration.ofSeconds(15),
                    () -> twins.stream().filter(ScriptedClient::isOver).count() == 1
                            && twins.stream().anyMatch(twin -> !twin.isOver() && twin.isAttached()),
                    () -> "not one winner: "
                            + twins.stream().map(ScriptedClient::state).toList());
            ScriptedClient winner =
                    twins.stream().filter(twin -> !twin.isOver()).findFirst().orElseThrow();
            for (String room : rooms) {
                assertTrue(winner.place(room).isPresent(), winner::state);
            }
            talker.become(winner);
            talker.talk();
            Await.pause(Duration.ofSeconds(1));
            talker.stop();
        }
        trial.endWell(RULES);
        assertNobodyLostItsPlace(trial);
    }

    @Thorough
    @Test
    void fiftyJoinARoomForTwoAtOnce() {
        for (int i = 0; i < 3; i++) {
            try (Crowd crowd = new Crowd(cluster, 50, "media-server")) {
                assertEquals(2, joined(crowd.joinAtOnce(0, "pattern", "sfu")));
                crowd.assertGood(Rules.capacity(2));
            }
        }
    }

    @Thorough
    @Test
    void twentyWantToBeTheOneMediaServer() {
        try (Crowd crowd = new Crowd(cluster, 20, "media-server")) {
            assertEquals(1, joined(crowd.joinAtOnce(0, "pattern", "mcu", "role", "media-server")));
            crowd.assertGood(RULES);
        }
    }

    @Thorough
    @Test
    void twentyWantToBeOneOfTwoHosts() {
        try (Crowd crowd = new Crowd(cluster, 20, "host")) {
            assertEquals(2, joined(crowd.joinAtOnce(0, "pattern", "broadcast", "role", "host")));
            crowd.assertGood(new Rules(20, Map.of("host", 2)));
        }
    }

    @Thorough
    @Test
    void nobodyComesInOnceARoomIsLocked() {
        try (Crowd crowd = new Crowd(cluster, 31, "moderator")) {
            ScriptedClient moderator = crowd.client(0);
            moderator.join(crowd.room(), "role", "moderator").join();
            var locked = moderator.request(crowd.room(), io.beckon.wire.Frames.frame("lock"));
            List<JsonNode> answers = crowd.joinAtOnce(1);
            assertEquals("ack", locked.join().path("type").asText());
            crowd.assertGood(RULES);
            assertTrue(
                    answers.stream()
                            .allMatch(answer -> answer.path("type").asText().equals("joined")
                                    || answer.path("code").asText().equals("room-locked")),
                    answers::toString);
        }
    }

    private static long joined(List<JsonNode> answers) {
        return answers.stream()
                .filter(answer -> answer.path("type").asText().equals("joined"))
                .count();
    }
}
