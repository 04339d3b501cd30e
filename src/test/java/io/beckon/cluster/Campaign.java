package io.beckon.cluster;

import io.beckon.history.Rules;
import io.beckon.history.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Many random faults, in rounds: in each some talk while several things go wrong, sometimes two at once; then all comes to rest
 * and what they saw is judged.
 */
final class Campaign {

    private static final Duration LAPSE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TIDYING = Duration.ofSeconds(60);
    private static final int FAULTS_A_ROUND = 5;
    private static final int MOST_REPORTED = 10;
    private static final int ROOMS = 4;
    private static final int MEMBERS = 3;

    private final BeckonCluster cluster;
    private final long seed;
    private final int wanted;
    private final Path report;
    private final Random random;
    private final Injector injector;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final Map<String, Long> departures = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final long begun = System.nanoTime();
    private int rounds;
    private int faults;
    private long sent;
    private long acknowledged;
    private long received;
    private long resumes;
    private long lostPlaces;
    private boolean partitionsAdded;

    Campaign(BeckonCluster cluster, long seed, int wanted, Duration outage, Path report) {
        this.cluster = cluster;
        this.seed = seed;
        this.wanted = wanted;
        this.report = report;
        this.random = new Random(seed);
        this.injector = new Injector(cluster, new Random(random.nextLong()), LAPSE, outage);
    }

    /** What was found to be wrong. */
    List<String> run() {
        while (faults < wanted) {
            round();
            write();
        }
        return broken;
    }

    private void round() {
        rounds++;
        List<Fault> drawn = draw();
        System.out.println(Instant.now() + " round " + rounds + ": " + drawn);
        try {
            cluster.heal();
            Trial trial = new Trial(cluster, TIDYING, seed + rounds);
            String[] rooms = new String[ROOMS];
            for (int i = 0; i < ROOMS; i++) {
                rooms[i] = Trial.freshRoom();
            }
            trial.talkInRooms(MEMBERS, PATIENCE, rooms);
            trial.talker(1 + random.nextInt(3), PATIENCE, rooms).talk();
            inject(drawn, trial);
            cluster.heal();
            judge(trial, drawn);
        } catch (AssertionError | CompletionException e) {
            broken.add("round " + rounds + " " + drawn + ": " + e);
        }
    }

    /** An outage of all brokers has a round to itself: nobody may be lost in it. */
    private List<Fault> draw() {
        List<Fault> drawn = new ArrayList<>();
        while (drawn.size() < Math.min(FAULTS_A_ROUND, wanted - faults)) {
            Fault fault = Fault.draw(random);
            if (fault == Fault.ALL_BROKERS_DOWN) {
                return List.of(fault);
            }
            if (fault != Fault.PARTITIONS_ADDED || !partitionsAdded) {
                partitionsAdded |= fault == Fault.PARTITIONS_ADDED;
                drawn.add(fault);
            }
        }
        return drawn;
    }

    private void inject(List<Fault> drawn, Trial trial) {
        for (int i = 0; i < drawn.size(); i++) {
            Await.pause(Duration.ofMillis(500 + random.nextInt(2000)));
            Fault fault = drawn.get(i);
            CompletableFuture<Void> first = happen(fault, trial);
            if (i + 1 < drawn.size() && fault.isOfABroker() != drawn.get(i + 1).isOfABroker() && random.nextBoolean()) {
                i++;
                Await.pause(Duration.ofMillis(random.nextInt(1500)));
                happen(drawn.get(i), trial).join();
            }
            first.join();
        }
    }

    private CompletableFuture<Void> happen(Fault fault, Trial trial) {
        faults++;
        injected.merge(fault, 1, Integer::sum);
        return CompletableFuture.runAsync(
                () -> injector.inject(fault, trial),
                action -> Thread.ofPlatform().start(action));
    }

    private void judge(Trial trial, List<Fault> drawn) {
        List<Violation> violations = trial.end(Rules.capacity(50));
        sent += trial.sent();
        acknowledged += trial.acknowledged();
        received += trial.received();
        resumes += trial.resumes();
        lostPlaces += trial.lostPlaces();
        trial.departures().forEach((reason, count) -> departures.merge(reason, count, Long::sum));
        if (!violations.isEmpty()) {
            Path file = trial.write(violations);
            violations.stream()
                    .limit(MOST_REPORTED)
                    .forEach(violation -> broken.add("round " + rounds + " " + drawn + ": " + violation));
            broken.add("round " + rounds + ": " + violations.size() + " violations in all, see " + file);
        }
        if (drawn.contains(Fault.ALL_BROKERS_DOWN) && trial.departures().containsKey("node-lost")) {
            broken.add("round " + rounds + ": somebody was node-lost while no broker was there");
        }
    }

    private void write() {
        List<String> lines = new ArrayList<>();
        lines.add("# Campaign with seed " + seed);
        lines.add("");
        lines.add("%d faults in %d rounds, %d minutes; %d rooms of %d members and one in all of them in each round."
                .formatted(faults, rounds, (System.nanoTime() - begun) / 60_000_000_000L, ROOMS, MEMBERS));
        lines.add("Frames sent %d, acknowledged %d, received %d; resumes %d; places lost %d."
                .formatted(sent, acknowledged, received, resumes, lostPlaces));
        lines.add("Seen to go, by reason: " + departures);
        lines.add("");
        lines.add("| fault | times |");
        lines.add("| --- | --- |");
        injected.forEach((fault, times) ->
                lines.add("| " + fault.name().toLowerCase().replace('_', ' ') + " | " + times + " |"));
        lines.add("");
        lines.add("Found wrong: " + broken.size());
        broken.forEach(line -> lines.add("- " + line));
        try {
            Files.createDirectories(report.toAbsolutePath().getParent());
            Files.write(report, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
