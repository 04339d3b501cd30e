package io.beckon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.Spot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    @Fills("command.Findings.MOST_TOLD")
    void soManyAreToldOneByOneAndTheRestCounted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Findings findings = new Findings(new PrintStream(bytes, true, UTF_8), false, false);
        for (int i = 0; i < Findings.MOST_TOLD + 7; i++) {
            findings.fault(new Fault(Fault.Kind.REMOVED, Spot.inFile("audit", i + 1), null, "it is missing"));
        }
        findings.end(new Report(1, 1, Findings.MOST_TOLD + 7, List.of(), List.of()), List.of(), List.of());
        List<String> lines = bytes.toString(UTF_8).lines().toList();
        assertEquals(
                Findings.MOST_TOLD,
                lines.stream().filter(line -> line.startsWith("removed: ")).count());
        assertTrue(lines.contains("and 7 more"), lines::toString);
    }
}
