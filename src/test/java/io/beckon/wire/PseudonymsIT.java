package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.beckon.cluster.Await;
import io.beckon.command.Command;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
        assertEquals(before, command(0, client.user(), "--directory", DIRECTORY));
        assertEquals(before, command(0, client.user(), "--directory", DIRECTORY, "--forget"));
        assertEquals("", command(3, client.user(), "--directory", DIRECTORY));
        client.expect("left", Frames.frame("leave"));
        client.close();
        Await.until(Duration.ofSeconds(30), () -> subjects(client).contains("session.ended"), FILE::text);
        assertFalse(FILE.text().contains('"' + client.user() + '"'), FILE.text());
        List<String> of = subjects(client);
        String after = of.get(of.indexOf("session.ended") + 1);
        assertNotEquals(before, after);
        assertEquals(after, command(0, client.user(), "--directory", DIRECTORY));
    }

    /** The pseudonym with which a session was opened. */
    private static String await(Client client) {
        Await.until(Duration.ofSeconds(30), () -> subjects(client).contains("session.opened"), FILE::text);
        return subjects(client).get(1);
    }

    /** Types and subjects in turns. */
    private static List<String> subjects(Client client) {
        return FILE.events().stream()
                .filter(event -> event.at("/data/actor/session").asText().equals(client.session()))
                .flatMap(event -> Stream.of(
                        AuditTrailFile.kind(event),
                        event.at("/data/actor/subject").asText()))
                .toList();
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
