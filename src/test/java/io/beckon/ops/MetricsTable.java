package io.beckon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of docs/metrics.md, made from what nodes expose. {@code UPDATE=1} writes it anew. */
public final class MetricsTable {

    private static final Path DOCUMENT = Path.of("docs", "metrics.md");
    private static final String START = "<!-- MetricsIT compares this table with nodes; UPDATE=1 writes it -->\n";
    private static final String END = "<!-- end of metrics -->";
    private static final String OWN = "beckon_";

    private MetricsTable() {}

    /**
     * @param alone what a node without brokers exposes
     * @param clustered what one with brokers does
     */
    public static void compare(Exposition alone, Exposition clustered) {
        try {
            String document = Files.readString(DOCUMENT);
            int from = document.indexOf(START) + START.length();
            int to = document.indexOf(END);
            String table = table(alone, clustered);
            if (System.getenv("UPDATE") != null) {
                Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
                return;
            }
            assertEquals(table, document.substring(from, to), "the table of " + DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Exposition alone, Exposition clustered) {
        Map<String, Exposition.Family> all = new TreeMap<>(alone.families());
        all.putAll(clustered.families());
        return "| metric | type | labels | where | what |\n| --- | --- | --- | --- | --- |\n"
                + all.keySet().stream()
                        .filter(name -> name.startsWith(OWN))
                        .map(name -> row(
                                alone.families().get(name), clustered.families().get(name)))
                        .collect(Collectors.joining());
    }

    private static String row(Exposition.@Nullable Family alone, Exposition.@Nullable Family clustered) {
        Exposition.Family any = alone == null ? clustered : alone;
        if (any == null) {
            throw new IllegalArgumentException("of no metric");
        }
        Map<String, SortedSet<String>> labels = new TreeMap<>();
        for (Exposition.Family family : new Exposition.Family[] {alone, clustered}) {
            if (family != null) {
                family.labels()
                        .forEach((name, values) -> labels.computeIfAbsent(name, key -> new TreeSet<>())
                                .addAll(values));
            }
        }
        String where = alone == null ? "Kafka" : clustered == null ? "in process" : "always";
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        any.name(),
                        any.type(),
                        labels(labels),
                        where,
                        any.help().replace("|", "\\|"));
    }

    private static String labels(Map<String, SortedSet<String>> labels) {
        return labels.entrySet().stream()
                .map(label -> "`" + label.getKey() + "`: " + String.join(", ", label.getValue()))
                .collect(Collectors.joining("; "));
    }
}
