package io.beckon.benchmark.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results in a folder: {@code results.json}, {@code results.md}, and a chart for each scenario. Written anew again and again. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final Map<String, String> facts;
    private final String baseline;
    private final List<Subject> subjects;
    private final List<Measurement> measurements = new ArrayList<>();

    /** @param baseline the server that others are compared with */
    public Report(Path folder, Map<String, String> facts, String baseline, List<Subject> subjects) {
        this.folder = folder;
        this.facts = new LinkedHashMap<>(facts);
        this.baseline = baseline;
        this.subjects = subjects;
    }

    public void add(Measurement measurement) {
        measurements.add(measurement);
    }

    public void write() {
        List<Summary> summaries = subjects.stream()
                .map(subject -> new Summary(subject, measurements))
                .filter(summary -> !summary.servers().isEmpty())
                .toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", facts);
        all.put("measurements", measurements);
        try {
            Files.createDirectories(folder);
            JSON.writeValue(folder.resolve("results.json").toFile(), all);
            Files.writeString(folder.resolve("results.md"), Markdown.of(facts, baseline, summaries));
            for (Summary summary : summaries) {
                Files.writeString(folder.resolve(summary.subject.name() + ".svg"), Chart.of(summary));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
