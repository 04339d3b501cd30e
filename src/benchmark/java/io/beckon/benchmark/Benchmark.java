package io.beckon.benchmark;

import io.beckon.benchmark.load.Figures;
import io.beckon.benchmark.load.Load;
import io.beckon.benchmark.report.Machine;
import io.beckon.benchmark.report.Measurement;
import io.beckon.benchmark.report.Report;
import io.beckon.benchmark.server.Contestant;
import io.beckon.benchmark.server.Server;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures servers side by side: in each round every server has its turn in each scenario, so that what else goes on in the
 * machine hits all of them alike.
 */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        description = "Measures this service beside other signaling servers.")
public final class Benchmark implements Callable<Integer> {

    private static final Logger LIBRARIES = Logger.getLogger("io");

    @Mixin
    private Options options;

    private final Map<Contestant, Server> running = new LinkedHashMap<>();
    private final Set<String> warm = new HashSet<>();
    private Report report;
    private int measurements;
    private int done;
    private boolean faulty;

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.OFF); // What goes wrong with a connection is counted.
        System.setProperty("vertx.disableDnsResolver", "true");
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    System.err.println(error.getMessage() == null ? error : error.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Contestant> contestants = options.contestants();
        List<Case> cases = options.cases();
        Map<String, String> facts = new LinkedHashMap<>(Machine.facts());
        facts.putAll(options.facts());
        report = new Report(
                options.out(),
                facts,
                contestants.getFirst().name(),
                cases.stream().map(Case::subject).toList());
        for (Case scenario : cases) {
            for (Contestant contestant : contestants) {
                measurements += scenario.isFor(contestant.dialect()) ? options.rounds() : 0;
            }
        }
        try {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Case scenario : cases) {
                    for (Contestant contestant : contestants) {
                        measure(scenario, contestant, round);
                    }
                    report.write();
                }
            }
        } finally {
            running.values().forEach(Server::close);
        }
        System.err.println("results in " + options.out());
        return faulty ? 2 : 0;
    }

    private void measure(Case scenario, Contestant contestant, int round) throws InterruptedException {
        if (!scenario.isFor(contestant.dialect())) {
            return;
        }
        Map<String, Object> figures;
        try {
            figures = figures(scenario, contestant).values();
        } catch (RuntimeException e) {
            figures = Map.of("failure", String.valueOf(e.getMessage()));
        }
        tell(scenario, contestant, round, figures);
    }

    private Figures figures(Case scenario, Contestant contestant) throws InterruptedException {
        if (scenario.warming == Case.Warming.NONE) {
            try (Server server = contestant.start()) {
                return scenario.scenario().run(server.target(), options.load());
            }
        }
        Server server = running.computeIfAbsent(contestant, Contestant::start);
        Load load = options.load();
        boolean cold = warm.add(scenario + " " + contestant.name()) && contestant.warmsUp();
        if (cold && scenario.warming == Case.Warming.BY_TRIAL) {
            scenario.scenario().run(server.target(), load.warm());
        }
        boolean warmsUp = cold && scenario.warming != Case.Warming.BY_TRIAL;
        return scenario.scenario().run(server.target(), warmsUp ? load : load.warm());
    }

    private void tell(Case scenario, Contestant contestant, int round, Map<String, Object> figures) {
        done++;
        Measurement measurement = new Measurement(scenario.subject().name(), contestant.name(), round, figures);
        report.add(measurement);
        faulty |= measurement.isFaulty();
        System.err.printf(
                Locale.ROOT,
                "%4d of %d  round %d of %d  %-10s %-24s %s%n",
                done,
                measurements,
                round,
                options.rounds(),
                scenario.subject().name(),
                contestant.name(),
                measurement.isFaulty()
                        ? measurement.faults()
                        : figures.get("cost") + " " + scenario.subject().unit());
    }
}
