package io.beckon.wire;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import io.beckon.command.Command;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users under pseudonyms in the audit file of a node without brokers, and how one of them is forgotten. */
class PseudonymsIT {

    private static final AuditTrailFile FILE = new AuditTrailFile();
    private static final String DIRECTORY = FILE + ".pseudonyms";

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.audit.file", FILE.toString(), "beckon.audit.users", "pseudonyms");

    @Test
    void aUserIsKnownByAPseudonymUntilItIsForgotten() {
        Pair pair = Pair.join(server, Encoding.JSON);
        Client client = pair.first();
        String before = await(client);
        assertEquals(before, command(0, client.user(), "--directory", DIRECTORY, "--forget"));
        assertEquals("", command(3, client.user(), "--directory", DIRECTORY));
        client.expect("left", Frames.frame("leave"));
        client.close();
        Await.until(Duration.ofSeconds(30), () -> subjects().containsKey("session.ended"), FILE::text);
        assertFalse(FILE.text().contains('"' + client.user() + '"'), FILE.text());
        String after = subjects().get("session.ended").getFirst();
        assertNotEquals(before, after);
        assertEquals(after, command(0, client.user(), "--directory", DIRECTORY));
    }

    /** The pseudonym with which a session was opened. */
    private static String await(Client client) {
        Await.until(
                Duration.ofSeconds(30),
                () -> subjects().getOrDefault("session.opened", List.of()).size() == 2,
                FILE::text);
        String pseudonym = command(0, client.user(), "--directory", DIRECTORY);
        assertTrue(subjects().get("session.opened").contains(pseudonym), FILE.text());
        assertFalse(FILE.text().contains(client.session()), FILE.text());
        return pseudonym;
    }

    /** By types of events. */
    private static Map<String, List<String>> subjects() {
        return FILE.events().stream()
                .collect(groupingBy(
                        AuditTrailFile::kind,
                        mapping(event -> event.at("/data/actor/subject").asText(), toList())));
    }

    private static String command(int status, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "pseudonyms";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(status, new Command(InputStream.nullInputStream(), stream, stream).run(all), out::toString);
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
