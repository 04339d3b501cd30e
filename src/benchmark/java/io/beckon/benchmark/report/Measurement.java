package io.beckon.benchmark.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One server in one scenario, once.
 *
 * @param figures that were found; {@code failure} alone if there are none
 */
public record Measurement(String scenario, String server, int round, Map<String, Object> figures) {

    /** Figures that have to be 0. */
    public static final List<String> FAULTS =
            List.of("lost", "duplicates", "reordered", "refused", "rooms_not_working", "lost_connections");

    public boolean isFaulty() {
        return !faults().isEmpty();
    }

    /** What went wrong, or an empty text. */
    public String faults() {
        Stream<String> failure = Stream.ofNullable(figures.get("failure")).map(cause -> "failed: " + cause);
        Stream<String> counted = FAULTS.stream()
                .filter(fault -> figure(fault).orElse(0) != 0)
                .map(fault -> figures.get(fault) + " " + fault.replace('_', ' '));
        return Stream.concat(failure, counted).collect(Collectors.joining(", "));
    }

    OptionalDouble figure(String name) {
        return figures.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
