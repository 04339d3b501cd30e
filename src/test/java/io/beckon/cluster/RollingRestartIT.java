package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.history.Happening;
import io.beckon.history.HistoryChecker;
import io.beckon.history.Rules;
import io.beckon.history.SessionHistory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A deployment in the middle of the day: three nodes are stopped by SIGTERM and started again, one after the other, under 2,000
 * sessions, 400 of which set up calls. All times are those of a service that nobody has configured.
 */
@EnabledIfSystemProperty(named = "rolling.pairs", matches = "\\d+")
@Isolated("a cluster under load that shall lose nothing")
class RollingRestartIT {

    private static final int PAIRS = Integer.getInteger("rolling.pairs", 1_000);
    private static final int BUSY = PAIRS / 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ONE_MACHINE = Map.of("beckon.limits.connections-per-address", "10000");

    @Test
    void noCallFailsAndNoFrameIsLost() {
        try (BeckonCluster cluster = BeckonCluster.start("rolling", 1, 3, ONE_MACHINE)) {
            List<URI> nodes = cluster.nodes().stream().map(BeckonNode::url).toList();
            List<CallingPair> pairs = IntStream.range(0, PAIRS)
                    .mapToObj(i -> new CallingPair(nodes, i, PATIENCE))
                    .toList();
            List<CallingPair> busy = pairs.subList(0, BUSY);
            pairs.forEach(CallingPair::start);
            await(pairs, CallingPair::isTogether);
            busy.forEach(CallingPair::keepCalling);
            await(busy, pair -> pair.setUps() > 0);

            for (BeckonNode node : cluster.nodes()) {
                long onTheirWay = busy.stream().filter(CallingPair::isSettingUp).count();
                assertTrue(onTheirWay > BUSY / 2, () -> "only " + onTheirWay + " calls are being set up");
                node.stop();
                node.start();
                node.awaitReady();
            }

            busy.forEach(CallingPair::stop);
            await(busy, CallingPair::isAtRest);
            pairs.forEach(CallingPair::call);
            await(pairs, CallingPair::isAtRest);
            judge(pairs);
        }
    }

    private static void judge(List<CallingPair> pairs) {
        List<SessionHistory> histories = pairs.stream()
                .flatMap(pair -> pair.clients().stream())
                .flatMap(client -> client.histories().stream())
                .toList();
        int setUps = pairs.stream().mapToInt(CallingPair::setUps).sum();
        System.out.printf(
                "%d calls set up, %d resumes, %d places lost%n",
                setUps, count(histories, Happening.Resumed.class), count(histories, Happening.Expired.class));
        assertEquals(
                List.of(),
                pairs.stream().flatMap(pair -> pair.failures().stream()).toList());
        assertEquals(0, count(histories, Happening.Expired.class), "places lost");
        assertEquals(0, count(histories, Happening.PeerLeft.class), "seen to leave");
        assertTrue(count(histories, Happening.Resumed.class) >= 2 * PAIRS, "not everybody was moved");
        assertEquals(List.of(), HistoryChecker.check(histories, Rules.capacity(2)));
        pairs.forEach(pair -> pair.clients().forEach(ScriptedClient::end));
    }

    private static long count(List<SessionHistory> histories, Class<? extends Happening> type) {
        return histories.stream()
                .flatMap(history -> history.happenings().stream())
                .filter(type::isInstance)
                .count();
    }

    private static void await(List<CallingPair> pairs, Predicate<CallingPair> condition) {
        Await.until(
                PATIENCE,
                () -> pairs.stream().allMatch(condition),
                () -> pairs.stream()
                        .filter(condition.negate())
                        .limit(5)
                        .map(CallingPair::state)
                        .collect(Collectors.joining("\n")));
    }
}
