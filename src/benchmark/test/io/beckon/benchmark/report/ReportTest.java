package io.beckon.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    private final List<Subject> subjects = List.of(new Subject("pairs", "a <closed> loop", "µs CPU a frame"));

    @Test
    void aRowHasTheMedianOfTheRoundsAndWhatItIsOfTheFirstServers() throws IOException {
        report(cost("node", 1, 20), cost("node", 2, 10), cost("node", 3, 12), cost("beckon", 1, 6))
                .write();

        String table = Files.readString(folder.resolve("results.md"));

        assertTrue(table.contains("| node | 12.0 | 10.0 – 20.0 | 1.00 |"), table);
        assertTrue(table.contains("| beckon | 6.00 | 6.00 – 6.00 | 0.50 |"), table);
    }

    @Test
    void whatWasLostInAnyRoundIsInTheRow() throws IOException {
        report(
                        new Measurement("pairs", "node", 1, Map.of("cost", 1.0, "lost", 0L)),
                        new Measurement("pairs", "node", 2, Map.of("cost", 1.0, "lost", 3L)),
                        new Measurement("pairs", "node", 3, Map.of("failure", "did not start")))
                .write();

        String table = Files.readString(folder.resolve("results.md"));

        assertTrue(table.contains("| 1 failed 3 lost |"), table);
    }

    @Test
    void theChartIsWellFormed() throws Exception {
        report(cost("node", 1, 20), cost("beckon", 1, 6)).write();

        var chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pairs.svg").toFile());

        assertEquals(3, chart.getElementsByTagName("rect").getLength());
    }

    private Report report(Measurement... measurements) {
        Report report = new Report(folder, Map.of("cores", "2"), "node", subjects);
        List.of(measurements).forEach(report::add);
        return report;
    }

    private static Measurement cost(String server, int round, double cost) {
        return new Measurement("pairs", server, round, Map.of("cost", cost));
    }
}
