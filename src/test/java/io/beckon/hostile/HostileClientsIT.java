package io.beckon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import io.beckon.cluster.ChildProcess;
import io.beckon.wire.DevelopmentTokens;
import io.beckon.wire.ServerProcess;
import io.beckon.wire.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One hostile account on 20 connections, and one hostile host without a token, against a node of 512 MB with the default limits:
 * twenty pairs beside them lose nothing. How long each attack goes on is {@code -Dhostile.seconds}; with {@code -Dhostile.each=true}
 * each is made by itself, too, for the table of docs/security.md, written to target/hostile.md: so it is with {@code -Pfull}.
 */
@Isolated("takes all that the machine has")
class HostileClientsIT {

    private static final int SECONDS = Integer.getInteger("hostile.seconds", 4);
    private static final int CONNECTIONS = 20;
    private static final int PAIRS = 20;
    private static final long MOST_HEAP = 256L * 1024 * 1024;
    private static final String ELSEWHERE = "127.0.0.66";

    /** One processor, and of that the time that nobody else wants: as near as it gets to a machine of their own. */
    private static final List<String> IN_THEIR_PLACE = Files.isExecutable(Path.of("/usr/bin/taskset"))
            ? List.of(
                    "taskset",
                    "-c",
                    Integer.toString(Runtime.getRuntime().availableProcessors() - 1),
                    "nice",
                    "-n",
                    "19")
            : List.of();

    private final List<String> rows = new ArrayList<>();

    @Test
    void anAccountHarmsNobody() {
        run(Attack::isOfStrangers, false);
    }

    @Test
    void aHostWithoutATokenHarmsNobody() {
        run(Attack::isOfStrangers, true);
    }

    private void run(Predicate<Attack> kind, boolean wanted) {
        List<Attack> attacks = Arrays.stream(Attack.values())
                .filter(attack -> kind.test(attack) == wanted)
                .toList();
        try (ServerProcess process = ServerProcess.start("hostile", Map.of())) {
            Node node = new Node(process);
            try (Pairs pairs =
                    new Pairs(process.url(), PAIRS, n -> DevelopmentTokens.issue(process.url(), User.any()))) {
                Await.pause(Duration.ofSeconds(SECONDS));
                Pairs.Latencies before = pairs.measure();
                Await.pause(Duration.ofSeconds(SECONDS));
                double calm = before.percentile(99);
                if (Boolean.getBoolean("hostile.each")) {
                    attacks.forEach(attack -> attack(node, pairs, List.of(attack), calm));
                }
                attack(node, pairs, attacks, calm);
                pairs.conclude();
                assertEquals(List.of(), pairs.faults());
            } finally {
                report(wanted ? "Without a token" : "With an account");
            }
        }
    }

    private void attack(Node node, Pairs pairs, List<Attack> attacks, double calm) {
        Pairs.Latencies during = pairs.measure();
        double cpu = node.cpu();
        long began = System.nanoTime();
        ChildProcess attackers = start(node, attacks);
        assertTrue(
                attackers.awaitWhileAlive(
                        Duration.ofSeconds(SECONDS + 30L),
                        () -> read(attackers.log()).contains("over")),
                "the attackers are not done");
        double p99 = during.percentile(99);
        double cores = (node.cpu() - cpu) / ((System.nanoTime() - began) / 1e9);
        assertTrue(node.isAlive(), "the node is gone");
        long heap = node.heap();
        String told = read(attackers.log());
        attackers.kill();
        double said = node.heldBytes();
        rows.add("| %s | %.0f | %.1f | %.2f | %.1f | %.1f | %s |"
                .formatted(
                        attacks.size() == 1 ? attacks.get(0).what : "all of them at once",
                        heap / 1e6,
                        said / 1e6,
                        cores,
                        calm,
                        p99,
                        Attackers.told(told)));
        assertTrue(heap < MOST_HEAP, () -> "the heap holds " + heap + " bytes after " + attacks);
        assertEquals(List.of(), pairs.faults(), () -> "after " + attacks);
    }

    private static ChildProcess start(Node node, List<Attack> attacks) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "hostile"));
            Path token = Files.createTempFile(folder, "token", "");
            Files.writeString(token, DevelopmentTokens.issue(node.process().url(), User.with("host", "moderator")));
            List<String> command = new ArrayList<>(IN_THEIR_PLACE);
            command.addAll(List.of(
                    ChildProcess.java(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Attackers.class.getName(),
                    node.process().url().toString(),
                    attacks.get(0).isOfStrangers() ? ELSEWHERE : "127.0.0.1",
                    token.toString(),
                    Integer.toString(SECONDS),
                    Integer.toString(CONNECTIONS)));
            attacks.forEach(attack -> command.add(attack.name()));
            return ChildProcess.start(command, Files.createTempFile(folder, "attackers", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(String title) {
        String table = "## " + title
                + "\n\n| what | heap after, MB | rooms, events, log, queues and requests of it, as the metrics say, MB | CPU, cores | p99 without, ms | p99, ms | what they were told |\n"
                + "| --- | --- | --- | --- | --- | --- | --- |\n" + String.join("\n", rows) + "\n\n";
        System.out.println(table);
        try {
            Files.writeString(
                    Path.of("target", "hostile.md"), table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
