package io.beckon.transport.signaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a client would rather read, as its {@code Accept} says (RFC 9110 section 12.5.1): events, or JSON, which is what it gets without a word. */
record Acceptance(List<Acceptance.Range> ranges) {

    private static final String EVENTS = "text/event-stream";
    private static final String JSON = "application/json";
    private static final String WEIGHT = "q=";
    private static final Pattern WEIGHTS = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

    /** @param weight from 0, which is not at all, to 1 */
    record Range(String name, double weight) {

        /** Without its parameters, of which events and JSON have none. A weight that is none counts as none given. */
        static Range of(String text) {
            String[] parts = text.toLowerCase(Locale.ROOT).split(";");
            return new Range(
                    parts[0].strip(),
                    Arrays.stream(parts)
                            .skip(1)
                            .map(String::strip)
                            .filter(parameter -> parameter.startsWith(WEIGHT))
                            .map(parameter -> parameter.substring(WEIGHT.length()))
                            .filter(weight -> WEIGHTS.matcher(weight).matches())
                            .mapToDouble(Double::parseDouble)
                            .findFirst()
                            .orElse(1));
        }
    }

    /**
     * Whether a client is to get events: it takes them, and nothing says that it would rather have JSON.
     *
     * @param headers all lines of {@code Accept}
     */
    static boolean isForEvents(List<String> headers) {
        Acceptance acceptance = new Acceptance(headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(Range::of)
                .toList());
        double events = acceptance.weight(EVENTS);
        double json = acceptance.weight(JSON);
        return events > json || events > 0 && events == json && acceptance.names(EVENTS);
    }

    private boolean names(String name) {
        return ranges.stream().anyMatch(range -> range.name().equals(name));
    }

    /** That of the most specific range which it is in. */
    private double weight(String name) {
        String kind = name.substring(0, name.indexOf('/')) + "/*";
        for (String range : List.of(name, kind, "*/*")) {
            for (Range each : ranges) {
                if (each.name().equals(range)) {
                    return each.weight();
                }
            }
        }
        return 0;
    }
}
