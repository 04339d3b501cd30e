package io.beckon.benchmark.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** All measurements of one scenario, with a server's figures as medians over the rounds. */
final class Summary {

    /** Lowest, middle and highest of the rounds. */
    record Spread(double least, double median, double most) {}

    final Subject subject;
    private final List<Measurement> measurements;

    Summary(Subject subject, List<Measurement> all) {
        this.subject = subject;
        measurements = all.stream()
                .filter(measurement -> measurement.scenario().equals(subject.name()))
                .toList();
    }

    List<String> servers() {
        return measurements.stream().map(Measurement::server).distinct().toList();
    }

    Optional<Spread> spread(String server, String figure) {
        double[] values = values(server, figure).sorted().toArray();
        return values.length == 0
                ? Optional.empty()
                : Optional.of(new Spread(values[0], median(values), values[values.length - 1]));
    }

    Optional<Double> median(String server, String figure) {
        return spread(server, figure).map(Spread::median);
    }

    double sum(String server, String figure) {
        return values(server, figure).sum();
    }

    long failures(String server) {
        return measurements.stream()
                .filter(measurement -> measurement.server().equals(server))
                .filter(measurement -> measurement.figures().containsKey("failure"))
                .count();
    }

    /** The cost relative to that of the server which others are compared with. */
    Optional<Double> relative(String server, String baseline) {
        return median(baseline, "cost")
                .filter(cost -> cost > 0)
                .flatMap(cost -> median(server, "cost").map(own -> own / cost));
    }

    private DoubleStream values(String server, String figure) {
        return measurements.stream()
                .filter(measurement -> measurement.server().equals(server))
                .flatMapToDouble(measurement -> measurement.figure(figure).stream());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
