package io.beckon.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node has answered to Prometheus, in the text format 0.0.4. */
public final class Exposition {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern MADE_BY_TYPE = Pattern.compile("_(bucket|count|sum)$");

    private final Map<String, Family> families = new TreeMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    /**
     * A metric.
     *
     * @param labels with the values that there are; the bounds of histograms apart
     */
    public record Family(String name, String type, String help, Map<String, SortedSet<String>> labels) {}

    public Exposition(String text) {
        Map<String, String> helps = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                String[] words = line.split(" ", 4);
                helps.put(words[2], words.length > 3 ? words[3] : "");
            } else if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                families.put(
                        words[2], new Family(words[2], words[3], helps.getOrDefault(words[2], ""), new TreeMap<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                sample(line);
            }
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        // The last label of some has a comma behind it, which the format allows.
        String labels = sample.group(2) == null ? "" : sample.group(2).replaceFirst(",$", "");
        samples.put(sample.group(1) + "{" + labels + "}", Double.parseDouble(sample.group(3)));
        Family family = family(sample.group(1));
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            if (!label.group(1).equals("le")) {
                family.labels()
                        .computeIfAbsent(label.group(1), name -> new TreeSet<>())
                        .add(label.group(2));
            }
        }
    }

    private Family family(String sample) {
        Family family = families.get(sample);
        if (family == null) {
            family = families.get(MADE_BY_TYPE.matcher(sample).replaceFirst(""));
        }
        if (family == null) {
            throw new AssertionError(sample + " is of no metric that was announced");
        }
        return family;
    }

    /** By name. */
    public Map<String, Family> families() {
        return families;
    }

    /**
     * The value of a sample.
     *
     * @param labels in the order in which they are exposed, such as {@code a="b",c="d"}
     */
    public double value(String name, String labels) {
        Double value = samples.get(name + "{" + labels + "}");
        if (value == null) {
            throw new AssertionError("there is no " + name + "{" + labels + "}, but "
                    + samples.keySet().stream()
                            .filter(sample -> sample.startsWith(name))
                            .toList());
        }
        return value;
    }

    /** All samples' names. */
    public List<String> names() {
        return samples.keySet().stream()
                .map(sample -> sample.substring(0, sample.indexOf('{')))
                .distinct()
                .toList();
    }
}
