package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.history.Rules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The talkers and the checker at work on one node with its log in memory, where only connections fail. */
@Isolated("talkers that come back within a short window")
class SingleNodeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration TIDYING = Duration.ofSeconds(10);
    private static BeckonCluster cluster;

    @BeforeAll
    static void start() {
        cluster = BeckonCluster.alone(
                "single",
                Map.of(
                        "beckon.limits.frames-per-second",
                        "0",
                        "beckon.limits.bytes-per-second",
                        "0",
                        "beckon.limits.connections-per-address",
                        "5000",
                        "beckon.resume-window",
                        "2S",
                        "beckon.heartbeat",
                        "2S"));
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void connectionsBreakAllTheTimeAndNothingIsLost() {
        Trial trial = new Trial(cluster, TIDYING, 1);
        trial.talkInRooms(4, PATIENCE, Trial.freshRoom(), Trial.freshRoom());
        for (int i = 0; i < 40; i++) {
            trial.talkers().get(i % trial.talkers().size()).client().breakConnection();
            Await.pause(Duration.ofMillis(100));
        }
        trial.endWell(Rules.capacity(50));
        assertTrue(trial.resumes() >= 20, () -> trial.resumes() + " resumes");
        assertEquals(0, trial.lostPlaces());
        assertTrue(trial.acknowledged() > 200, () -> trial.acknowledged() + " frames");
    }

    @Test
    void whoStaysAwayTooLongJoinsAnewAndLeavesNoGhost() {
        Trial trial = new Trial(cluster, TIDYING, 2);
        String room = Trial.freshRoom();
        trial.talkInRooms(3, PATIENCE, room);
        Talker gone = trial.talkers().getFirst();
        gone.stop();
        gone.client().abandon();
        Await.pause(Duration.ofSeconds(1));
        trial.endWell(Rules.capacity(50));
        assertEquals(1, trial.lostPlaces());
    }
}
