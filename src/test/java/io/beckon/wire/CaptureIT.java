package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.seal.TestKeys;
import io.beckon.cluster.Await;
import io.beckon.command.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that is said in rooms and of calls, captured by a node without brokers for whoever has the private key. */
class CaptureIT {

    private static final Path FOLDER = Path.of("target", "wire");
    private static final String NAME = "audit-" + UUID.randomUUID();
    private static final Path FILE = FOLDER.resolve(NAME + ".jsonl.capture");
    private static final KeyPair PAIR = TestKeys.onCurve();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.audit.file",
            FOLDER.resolve(NAME + ".jsonl").toString(),
            "beckon.audit.capture-key",
            write(".pub", TestKeys.publicPem(PAIR)));

    /** Of the last command. */
    private int status;

    private static String write(String ending, String text) {
        try {
            Files.createDirectories(FOLDER);
            return Files.writeString(FOLDER.resolve(NAME + ending), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsSaidIsThereForTheOwnerOfTheKeyAlone() throws IOException {
        String key = write(".key", TestKeys.privatePem(PAIR));
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.second()
                .ack(Frames.offer(Sdp.offer("Uf12").text(), "to", pair.first().peer()));
        pair.second().ack(Frames.message("marked-chat-text", "to", pair.first().peer()));
        Await.until(Duration.ofSeconds(30), () -> decrypted(key).contains("marked-chat-text"), () -> decrypted(key));
        String lines = decrypted(key);
        assertEquals(0, status);
        assertEquals(
                1,
                lines.lines()
                        .filter(line -> line.contains("io.beckon.room.offer.v1"))
                        .count(),
                lines);
        assertEquals(
                2,
                lines.lines()
                        .filter(line -> line.contains("io.beckon.room.join.v1"))
                        .count(),
                lines);
        assertFalse(Files.readString(FILE).contains("marked"));
        String other = write(".other", TestKeys.privatePem(TestKeys.onCurve()));
        assertFalse(decrypted(other).contains("marked"));
        assertEquals(1, status);
    }

    @Test
    void whatACallSaysIsThereToo() {
        String key = write(".key", TestKeys.privatePem(PAIR));
        WireClient alice = server.connect(Encoding.JSON);
        WireClient bob = Phone.reachable(server.connect(Encoding.JSON));
        String call = alice.expect("calling", Phone.call(bob.user(), "metadata", Map.of("why", "marked-invite")))
                .path("call")
                .asText();
        bob.await("incoming-call");
        bob.ack(Phone.step("decline", call, "reason", "marked-decline"));
        Await.until(Duration.ofSeconds(30), () -> decrypted(key).contains("marked-decline"), () -> decrypted(key));
        List<String> lines = decrypted(key)
                .lines()
                .filter(line -> line.startsWith("{\"log\":\"calls\",\"call\":\"" + call + "\""))
                .toList();
        assertTrue(lines.getFirst().contains("marked-invite"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("io.beckon.call.decline.v1")), lines::toString);
    }

    private String decrypted(String key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        status = new Command(InputStream.nullInputStream(), stream, stream)
                .run("decrypt", "--key", key, FILE.toString());
        return out.toString(StandardCharsets.UTF_8);
    }
}
