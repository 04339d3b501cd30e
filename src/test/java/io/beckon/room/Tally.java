package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what random tests have come across. */
public final class Tally {

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    void count(String kind, String what) {
        counts.computeIfAbsent(kind, k -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    private Map<String, Integer> of(String kind) {
        return counts.getOrDefault(kind, Map.of());
    }

    void print(String title) {
        System.out.println(title
                + counts.entrySet().stream()
                        .map(kind -> "\n  " + kind.getKey() + ": "
                                + kind.getValue().entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining()));
    }

    /** Fails, naming them, when some of a kind never occurred. */
    void assertAllOccurred(String kind, Collection<String> wanted) {
        List<String> missing =
                wanted.stream().filter(what -> !of(kind).containsKey(what)).toList();
        assertEquals(List.of(), missing, "never occurred: " + kind);
    }
}
