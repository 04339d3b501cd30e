package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rules in the protocol's documentation is the one in the code. {@code UPDATE=1} writes it anew. */
class RulesTableTest {

    private static final Path PROTOCOL = Path.of("docs/protocol.md");
    private static final String START = "UPDATE=1 writes it -->\n";
    private static final String END = "<!-- end of rules -->";

    @Test
    void theDocumentationHasTheRulesOfTheCode() throws IOException {
        String document = Files.readString(PROTOCOL);
        int from = document.indexOf(START) + START.length();
        int to = document.indexOf(END);
        if (System.getenv("UPDATE") != null) {
            Files.writeString(PROTOCOL, document.substring(0, from) + table() + document.substring(to));
            return;
        }
        assertEquals(table(), document.substring(from, to));
    }

    @Test
    void everyRuleSaysWhereItIsWritten() {
        for (Rule rule : Rule.values()) {
            assertTrue(
                    rule == Rule.CANDIDATE_POLICY || rule.section().matches("(RFC \\d{4}|WebRTC) section [\\d.]+"),
                    rule::id);
            assertTrue(rule.id().matches("[a-z]+(-[a-z]+)*"), rule::id);
        }
    }

    private static String table() {
        return "| rule | severity | what and why | where |\n| --- | --- | --- | --- |\n"
                + Arrays.stream(Rule.values())
                        .map(rule -> "| `" + rule.id() + "` | "
                                + rule.severity().wireName() + " | "
                                + rule.sentence().replace("<", "\\<") + " | " + rule.section() + " |\n")
                        .collect(Collectors.joining());
    }
}
