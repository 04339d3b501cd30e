package io.beckon.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The results as tables. */
final class Markdown {

    private final String baseline;
    private final StringBuilder text = new StringBuilder();

    private Markdown(String baseline) {
        this.baseline = baseline;
    }

    static String of(Map<String, String> facts, String baseline, List<Summary> summaries) {
        Markdown markdown = new Markdown(baseline);
        markdown.facts(facts);
        summaries.forEach(markdown::table);
        return markdown.text.toString();
    }

    private void facts(Map<String, String> facts) {
        text.append("| machine and run | |\n| --- | --- |\n");
        facts.forEach((name, value) -> row(name, value));
    }

    private void table(Summary summary) {
        Subject subject = summary.subject;
        text.append("\n### ")
                .append(subject.name())
                .append(": ")
                .append(subject.title())
                .append("\n\n");
        row(
                "server",
                subject.unit(),
                "lowest – highest",
                "× " + baseline,
                "a second",
                "p50 ms",
                "p99 ms",
                "faults",
                "compiling",
                "CPU of others");
        text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: |\n");
        for (String server : summary.servers()) {
            Optional<Summary.Spread> cost = summary.spread(server, "cost");
            row(
                    server,
                    cost.map(spread -> number(spread.median())).orElse("–"),
                    cost.map(spread -> number(spread.least()) + " – " + number(spread.most()))
                            .orElse("–"),
                    summary.relative(server, baseline)
                            .map(times -> String.format(Locale.ROOT, "%.2f", times))
                            .orElse("–"),
                    figure(summary, server, "per_s", 1),
                    latency(summary, server, "p50"),
                    latency(summary, server, "p99"),
                    faults(summary, server),
                    summary.median(server, "compiler_share")
                            .map(share -> Math.round(share * 100) + " %")
                            .orElse("–"),
                    figure(summary, server, "other_cpu_cores", 1));
        }
    }

    /** One way where that is measured, otherwise of the whole; of a storm, until all rooms worked again. */
    private static String latency(Summary summary, String server, String percentile) {
        if (summary.median(server, "recovered_ms").isPresent()) {
            return figure(summary, server, "recovered_ms", 1);
        }
        String figure = "one_way_" + percentile + "_us";
        return summary.median(server, figure).isPresent()
                ? figure(summary, server, figure, 1000)
                : figure(summary, server, "round_trip_" + percentile + "_us", 1000);
    }

    private static String faults(Summary summary, String server) {
        StringBuilder faults = new StringBuilder();
        if (summary.failures(server) > 0) {
            faults.append(summary.failures(server)).append(" failed ");
        }
        for (String fault : Measurement.FAULTS) {
            long count = Math.round(summary.sum(server, fault));
            if (count != 0) {
                faults.append(count).append(' ').append(fault.replace('_', ' ')).append(' ');
            }
        }
        return faults.isEmpty() ? "none" : faults.toString().strip();
    }

    private static String figure(Summary summary, String server, String name, double divisor) {
        return summary.median(server, name)
                .map(value -> number(value / divisor))
                .orElse("–");
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 1000 ? "%.1f" : "%,.0f", value);
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
