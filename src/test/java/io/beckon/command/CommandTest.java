package io.beckon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.capture.Envelope;
import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.audit.seal.TestKeys;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever types a command gets. */
class CommandTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T08:00:00Z");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] in = {};
    private KeyPair pair = newPair();
    private Path key = Path.of("");
    private Path file = Path.of("");
    private String hash = "";

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void records() throws IOException {
        key = Files.writeString(directory.resolve("audit.pub"), TestKeys.publicPem(pair));
        file = write("audit.jsonl", Signer.ofPem(TestKeys.privatePem(pair)), 0);
    }

    /** Ten records in two seals, and some more without one. */
    private Path write(String name, @Nullable Signer signer, int unsealed) throws IOException {
        List<String> lines = new ArrayList<>();
        Sealing sealing = new Sealing("audit", signer, null);
        for (int i = 0; i < 10 + unsealed; i++) {
            AuditRecord record = new AuditRecord("node-" + i, "t", "a/b", LONG_AGO, "{}".getBytes(UTF_8));
            lines.add(new String(EventLine.write(record), UTF_8));
            sealing.add(Leaf.of(StoredEvent.of(record)), i);
            if (i == 4 || i == 9) {
                Sealing.Sealed sealed = sealing.seal(LONG_AGO);
                lines.add(new String(EventLine.write(sealed.record()), UTF_8));
                hash = new SealState(sealed.state().text()).hash();
            }
        }
        return Files.write(directory.resolve(name), lines);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new Command(
                        new ByteArrayInputStream(in),
                        new PrintStream(out, false, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private Path changed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("node-2", "node-7"));
        return Files.write(directory.resolve("changed.jsonl"), lines);
    }

    @Test
    void aWholeFile() {
        assertEquals(0, run("verify", "--key", key.toString(), "--strict", file.toString()));
        assertTrue(out().contains("audit: seals 1 to 2, the last has the hash " + hash), out());
        assertTrue(out().contains("10 records, 2 seals, 0 faults"), out());
        assertEquals("", err());
    }

    @Test
    void aChangedFile() throws IOException {
        String changed = changed().toString();
        assertEquals(1, run("verify", "--key=" + key, changed));
        assertTrue(out().startsWith("changed: " + changed + ", line 3, event node-7: "), out());
        assertEquals(1, run("verify", "--quiet", changed));
        assertEquals("", out());
    }

    @Test
    void theReportAsJson() throws IOException {
        assertEquals(
                1, run("verify", "--json", "--key", key.toString(), changed().toString()));
        assertTrue(
                out().startsWith("{\"whole\":false,\"records\":10,\"seals\":2,\"faultCount\":1,\"faults\":[{"), out());
        assertTrue(out().contains("\"kind\":\"changed\",\"file\":"), out());
        assertTrue(out().contains("\"line\":3,\"event\":\"node-7\""), out());
    }

    @Test
    void fromStandardInputAndCompressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        }
        in = bytes.toByteArray();
        assertEquals(0, run("verify", "--key", key.toString(), "-"));
        assertTrue(out().contains("10 records, 2 seals, 0 faults"), out());
    }

    @Test
    void aLastLineThatIsNotFinishedIsPassedOver() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(directory.resolve("cut.jsonl"), Arrays.copyOf(whole, whole.length - 9));
        assertEquals(0, run("verify", "--open-end", "--key", key.toString(), cut.toString()));
        assertTrue(err().contains("line 12 is not finished"), err());
        assertEquals(1, run("verify", cut.toString(), file.toString()));
    }

    @Test
    void aSealThatIsExpected() {
        assertEquals(0, run("verify", "--expect", hash, "--key", key.toString(), file.toString()));
        assertEquals(1, run("verify", "--expect", "0".repeat(64), file.toString()));
        assertTrue(out().startsWith("not-found: "), out());
        assertEquals(2, run("verify", "--expect", "12", file.toString()));
    }

    @Test
    void whatIsNotProved() throws IOException {
        String unsigned = write("unsigned.jsonl", null, 0).toString();
        assertEquals(0, run("verify", unsigned));
        assertEquals(3, run("verify", "--strict", unsigned));
        assertEquals(3, run("verify", "--key", key.toString(), unsigned));
        assertEquals(3, run("verify", "--strict", file.toString()));
        String late =
                write("late.jsonl", Signer.ofPem(TestKeys.privatePem(pair)), 2).toString();
        assertEquals(3, run("verify", "--key", key.toString(), late));
        assertTrue(
                out().contains("2 records are not sealed yet, from " + late
                        + ", line 13 on, since 2026-01-01T08:00:00Z"),
                out());
        assertEquals(0, run("verify", "--key", key.toString(), "--open-end", late));
    }

    /** By whoever can write to the file, and cannot sign. */
    @Test
    void aRecordThatSomebodyHasAppendedIsNotProved() throws IOException {
        assertEquals(0, run("verify", "--key", key.toString(), file.toString()));
        append(LONG_AGO);
        for (String[] options : new String[][] {{}, {"--key", key.toString()}}) {
            String[] arguments = Stream.of(new String[] {"verify"}, options, new String[] {file.toString()})
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            assertEquals(3, run(arguments));
            assertTrue(
                    out().contains("not proved: 1 records have no seal, from " + file
                            + ", line 13 on, and the oldest is of 2026-01-01T08:00:00Z"),
                    out());
        }
        assertEquals(3, run("verify", "--json", "--key", key.toString(), file.toString()));
        assertTrue(out().contains("\"unsealedFrom\":\"" + file + ", line 13\""), out());
        assertTrue(out().contains("\"unproved\":[\"1 records have no seal, from"), out());
    }

    @Test
    void aTrailThatIsStillWrittenNeedNotEndWithASeal() throws IOException {
        append(Instant.now());
        append(Instant.now());
        assertEquals(0, run("verify", "--key", key.toString(), file.toString()), this::out);
        assertTrue(out().contains("2 records are not sealed yet, from " + file + ", line 13 on"), out());
        assertTrue(!out().contains("not proved"), out());
    }

    /** That of a record which is not written yet says nothing of its age. */
    @Test
    void aRecordOfATimeToComeIsNotProved() throws IOException {
        append(Instant.now().plusSeconds(3600));
        assertEquals(3, run("verify", "--key", key.toString(), file.toString()));
    }

    private void append(Instant time) throws IOException {
        AuditRecord record = new AuditRecord("node-11", "t", "a/b", time, "{}".getBytes(UTF_8));
        String line = new String(EventLine.write(record), UTF_8) + "\n";
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    @Test
    void withKeysAFileWithoutAnySealIsNotProved() throws IOException {
        List<String> records = Files.readAllLines(file).stream()
                .filter(line -> !line.contains("sealed"))
                .toList();
        Path stripped = Files.write(directory.resolve("stripped.jsonl"), records);
        assertEquals(3, run("verify", "--key", key.toString(), stripped.toString()));
        assertEquals(3, run("verify", stripped.toString()));

        AuditRecord ahead = new AuditRecord("x", "t", "a/b", Instant.now().plusSeconds(3600), "{}".getBytes(UTF_8));
        for (Instant time : List.of(Instant.now(), Instant.now().plusSeconds(3600))) {
            List<String> behind = new ArrayList<>(records);
            behind.addFirst(
                    new String(EventLine.write(new AuditRecord("x", "t", "a/b", time, "{}".getBytes(UTF_8))), UTF_8));
            Files.write(stripped, behind);
            assertEquals(3, run("verify", stripped.toString()), () -> "the first is of " + time);
        }
        Files.writeString(stripped, new String(EventLine.write(ahead), UTF_8) + "\n");
        assertEquals(3, run("verify", stripped.toString()));
    }

    @Test
    void withKeysNothingAtAllIsNotProved() throws IOException {
        String empty =
                Files.write(directory.resolve("empty.jsonl"), new byte[0]).toString();
        assertEquals(0, run("verify", empty));
        assertEquals(3, run("verify", "--key", key.toString(), empty));
        assertEquals(3, run("verify", "--key", key.toString(), "--strict", empty));
    }

    @Test
    void onlyWhatEndsEarlyIsPassedOver() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String last = lines.removeLast();
        for (String end : List.of(
                "x", "x" + last, last + "x", last + last, last.replace("{\"", "{'"), last + "\0", last + "\u000b")) {
            Path odd = Files.writeString(directory.resolve("odd.jsonl"), String.join("\n", lines) + "\n" + end);
            assertEquals(1, run("verify", "--key", key.toString(), odd.toString()), end);
            assertTrue(out().startsWith("unreadable: "), out());
        }
        for (int i = 1; i < last.length(); i++) {
            Path cut = Files.writeString(
                    directory.resolve("cut.jsonl"), String.join("\n", lines) + "\n" + last.substring(0, i));
            assertEquals(0, run("verify", "--open-end", "--key", key.toString(), cut.toString()), last.substring(0, i));
        }
    }

    /** Each byte, the line breaks among them, with one bit or several of it another. */
    @Test
    void noByteCanBeChanged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int mask : new int[] {0x01, 0xa4}) {
            for (int i = 0; i < whole.length; i++) {
                byte[] bytes = whole.clone();
                bytes[i] ^= (byte) mask;
                Path odd = Files.write(directory.resolve("odd.jsonl"), bytes);
                int status = run("verify", "--quiet", "--key", key.toString(), odd.toString());
                int at = i;
                assertEquals(1, status, () -> "byte " + at + ", changed by " + mask);
            }
        }
    }

    @Test
    void anEndThatIsMissingIsToldByTheSealBesideTheFile() throws IOException {
        Files.writeString(directory.resolve("audit.jsonl.seal"), "2 " + hash + " 9\n");
        assertEquals(0, run("verify", "--key", key.toString(), file.toString()));
        Files.write(file, Files.readAllLines(file).subList(0, 6));
        assertEquals(1, run("verify", "--key", key.toString(), file.toString()));
        assertTrue(
                out().startsWith("seal-removed: " + file + ": the last seal was 2, here it is 1: the end is missing"),
                out());
        Files.write(file, new byte[0]);
        assertEquals(1, run("verify", file.toString()));
    }

    @Test
    void anotherSealThanTheOneBesideTheFileIsTold() throws IOException {
        Files.writeString(directory.resolve("audit.jsonl.seal"), "2 " + "0".repeat(64) + " 9\n");
        assertEquals(1, run("verify", file.toString()));
        assertTrue(out().startsWith("seal-changed: "), out());
    }

    @Test
    void aFileThatHasJustBegunNeedNotHaveASeal() throws IOException {
        Files.writeString(directory.resolve("audit.jsonl.seal"), "2 " + hash + " 9\n");
        List<String> lines = Files.readAllLines(file);
        Files.move(file, directory.resolve("audit.jsonl.1"));
        AuditRecord young = new AuditRecord("node-11", "t", "a/b", Instant.now(), "{}".getBytes(UTF_8));
        Files.writeString(file, new String(EventLine.write(young), UTF_8) + "\n");
        assertEquals(0, run("verify", file.toString()));
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve("audit.jsonl.1.gz")))) {
            Files.copy(directory.resolve("audit.jsonl.1"), gzip);
        }
        Files.delete(directory.resolve("audit.jsonl.1"));
        assertEquals(0, run("verify", file.toString()), "somebody has compressed it");
        Files.write(directory.resolve("audit.jsonl.1"), lines.subList(0, 6));
        assertEquals(1, run("verify", file.toString()));
    }

    @Test
    void aPartitionThatIsNotThereIsNoticed() throws IOException {
        List<String> lines = new ArrayList<>();
        Signer signer = Signer.ofPem(TestKeys.privatePem(pair));
        for (int partition : new int[] {0, 2}) {
            Sealing sealing = new Sealing("audit-" + partition, signer, null);
            AuditRecord record = new AuditRecord("node-1", "t", "a/b", LONG_AGO, "{}".getBytes(UTF_8));
            sealing.add(Leaf.of(StoredEvent.of(record)), 0);
            lines.add(line(record, partition, 0));
            lines.add(line(sealing.seal(LONG_AGO).record(), partition, 1));
        }
        String export = Files.write(directory.resolve("export.jsonl"), lines).toString();
        assertEquals(0, run("verify", "--key", key.toString(), export));
        assertEquals(3, run("verify", "--key", key.toString(), "--partitions", "3", export));
        assertTrue(out().contains("partition 1: nothing sealed is here"), out());
        assertEquals(3, run("verify", "--json", "--partitions", "4", export));
        assertTrue(out().contains("\"missingPartitions\":[1,3]"), out());
        assertEquals(2, run("verify", "--partitions", "many", export));

        AuditRecord stranger = new AuditRecord("stranger", "t", "a/b", Instant.now(), "{}".getBytes(UTF_8));
        lines.add(2, new String(EventLine.write(stranger), UTF_8));
        Files.write(directory.resolve("export.jsonl"), lines);
        assertEquals(1, run("verify", "--key", key.toString(), export));
        assertTrue(out().startsWith("inserted: " + export + ", line 3"), out());
    }

    @Test
    void filesOfOneTrailAreReadFromTheOldestOn() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Path first = Files.write(directory.resolve("audit.jsonl.10"), lines.subList(0, 2));
        Path second = Files.write(directory.resolve("audit.jsonl.2"), lines.subList(2, 7));
        Files.write(file, lines.subList(7, 12));
        Path seal = Files.writeString(directory.resolve("audit.jsonl.seal"), "2 " + hash + " 9\n");
        Path lock = Files.writeString(directory.resolve("audit.jsonl.lock"), "");
        Path pseudonyms = Files.createDirectory(directory.resolve("audit.jsonl.pseudonyms"));
        Path capture = Files.writeString(directory.resolve("audit.jsonl.capture"), "e.y.J.w.e\n");
        Path captured = Files.writeString(directory.resolve("audit.jsonl.capture.1"), "e.y.J.w.e\n");

        String[] names = Stream.of(file, first, second, capture, captured, lock, pseudonyms, seal)
                .map(Path::toString)
                .toArray(String[]::new);
        String[] arguments = Stream.concat(Stream.of("verify", "--key", key.toString()), Stream.of(names))
                .toArray(String[]::new);

        assertEquals(0, run(arguments), () -> out() + err());
        assertTrue(err().contains("read in this order: " + first + " " + second + " " + file), err());
    }

    @Test
    void whatStandsBehindACompressedPartIsReadOrRefused() throws IOException {
        List<String> lines = Files.readAllLines(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<String> part : List.of(lines.subList(0, 7), lines.subList(7, 12))) {
            try (OutputStream gzip = new GZIPOutputStream(new Unclosed(bytes))) {
                gzip.write((String.join("\n", part) + "\n").getBytes(UTF_8));
            }
        }
        in = bytes.toByteArray();
        assertEquals(0, run("verify", "--key", key.toString(), "-"));
        assertTrue(out().contains("10 records, 2 seals, 0 faults"), out());

        bytes.write("something else".getBytes(UTF_8));
        in = bytes.toByteArray();
        assertEquals(2, run("verify", "--key", key.toString(), "-"));
        assertTrue(err().contains("- cannot be read to its end: what stands behind"), err());
        assertTrue(out().contains("10 records, 2 seals, 0 faults"), out());

        Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(in, 60));
        assertEquals(2, run("verify", "--key", key.toString(), cut.toString()));
        assertTrue(err().contains(cut + " cannot be read to its end: "), err());
    }

    /** Stays open when what writes to it is closed. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static String line(AuditRecord record, int partition, long offset) {
        String line = new String(EventLine.write(record), UTF_8);
        return line.substring(0, line.length() - 1) + ",\"partition\":" + partition + ",\"offset\":" + offset + "}";
    }

    @Test
    void brokersThatCannotBeOnesAreNoStackTrace() throws IOException {
        Path config = Files.writeString(directory.resolve("client.properties"), "security.protocol=NONSENSE\n");
        for (String[] arguments : new String[][] {
            {"verify"},
            {"export"},
            {"replay", "room"},
            {"replay", "--call", "c"},
            {"pseudonyms", "user"},
            {"pseudonyms", "user", "--forget"},
            {"decrypt", "--key", captureKey()}
        }) {
            for (String[] brokers : new String[][] {
                {"--bootstrap-servers", "no server"},
                {"--bootstrap-servers", "localhost:1", "--client-config", config.toString()}
            }) {
                String[] all = Stream.concat(Arrays.stream(arguments), Arrays.stream(brokers))
                        .toArray(String[]::new);
                assertEquals(2, run(all), () -> String.join(" ", all) + ": " + out());
                assertTrue(err().length() > 5 && err().lines().count() <= 2, err());
            }
        }
    }

    private String captureKey() throws IOException {
        return Files.writeString(directory.resolve("capture.key"), TestKeys.privatePem(TestKeys.onCurve()))
                .toString();
    }

    private static String envelope(KeyPair to, String line) {
        List<byte[]> sealed = Envelope.ofPem(TestKeys.publicPem(to)).seal(List.of((line + "\n").getBytes(UTF_8)));
        return new String(sealed.getFirst(), UTF_8) + "\n";
    }

    private String keyFile(String name, KeyPair pair) throws IOException {
        return Files.writeString(directory.resolve(name), TestKeys.privatePem(pair))
                .toString();
    }

    @Test
    void whatIsCapturedForSeveralKeysIsReadInItsOrder() throws IOException {
        KeyPair older = TestKeys.onCurve();
        KeyPair newer = TestKeys.onCurve();
        Path newest = directory.resolve("audit.jsonl.capture");
        Files.writeString(newest, envelope(newer, "4"));
        Files.writeString(directory.resolve("audit.jsonl.capture.1"), envelope(older, "2") + envelope(newer, "3"));
        Files.writeString(directory.resolve("audit.jsonl.capture.10"), envelope(older, "1"));
        Files.writeString(directory.resolve("audit.jsonl.capture.lock"), "");
        String first = keyFile("older.key", older);
        String second = keyFile("newer.key", newer);
        String[] files =
                Stream.of("", ".1", ".10", ".lock").map(end -> newest + end).toArray(String[]::new);

        assertEquals(0, run(with(files, "decrypt", "--key", first, "--key", second)), err());
        assertEquals("1\n2\n3\n4\n", out());
        assertEquals(1, run(with(files, "decrypt", "--key", second)));
        assertEquals("3\n4\n", out());
        assertTrue(err().contains("audit.jsonl.capture.10, line 1: "), err());
        assertEquals(1, run(with(files, "decrypt", "--key", second, "--key", captureKey())));
        assertTrue(err().contains("audit.jsonl.capture.1, line 1: it is not what one of these keys opens"), err());
    }

    private static String[] with(String[] files, String... before) {
        return Stream.concat(Arrays.stream(before), Arrays.stream(files)).toArray(String[]::new);
    }

    @Test
    void anotherKey() throws IOException {
        Path other = Files.writeString(directory.resolve("other.pub"), TestKeys.publicPem(newPair()));
        assertEquals(1, run("verify", "--key", other.toString(), file.toString()));
        assertTrue(out().startsWith("foreign-key: "), out());
        assertEquals(0, run("verify", "--key", other.toString(), "--key", key.toString(), file.toString()));
        Path both = Files.writeString(directory.resolve("both.pub"), Files.readString(other) + Files.readString(key));
        assertEquals(0, run("verify", "--key", both.toString(), file.toString()));
        Path binary = Files.write(directory.resolve("audit.der"), new byte[] {(byte) 0x80, (byte) 0xff});
        assertEquals(2, run("verify", "--key", binary.toString(), file.toString()));
        assertTrue(err().contains(binary + " has no public key of Ed25519 in PEM"), err());
    }

    @Test
    void howFarItIs() {
        assertEquals(0, run("verify", "--progress", file.toString()));
    }

    @Test
    void wrongArguments() {
        for (String[] arguments : new String[][] {
            {"unknown"},
            {"verify"},
            {"verify", "--nonsense", "x"},
            {"verify", "--key"},
            {"verify", "--topic", "a", file.toString()},
            {"verify", "--topic", "a"},
            {"verify", directory.resolve("absent").toString()},
            {"verify", "--key", directory.resolve("absent").toString(), file.toString()},
            {"verify", "--key", file.toString(), file.toString()},
            {"verify", directory.toString()},
            {"export"},
            {"export", "x", "--bootstrap-servers", "localhost:1"}
        }) {
            assertEquals(2, run(arguments), () -> String.join(" ", arguments) + ": " + out());
            assertEquals("", out());
            assertTrue(err().length() > 5, err());
        }
    }

    @Test
    void whatThereIs() {
        assertEquals(0, run("help"));
        assertTrue(out().contains("verify FILE..."), out());
    }
}
