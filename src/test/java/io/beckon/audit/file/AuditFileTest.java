package io.beckon.audit.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.PublicKeys;
import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.SealVerifier;
import io.beckon.audit.seal.Signer;
import io.beckon.audit.seal.Spot;
import io.beckon.audit.seal.TestKeys;
import io.beckon.cluster.Await;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.Seal;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {

    private static final Instant TIME = Instant.parse("2026-11-30T08:00:00Z");

    @TempDir
    Path directory;

    private final Signer signer = signer();
    private int number;

    private static Signer signer() {
        try {
            return Signer.ofPem(
                    TestKeys.privatePem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private FileSettings settings(long mostBytes, int kept) {
        return new FileSettings(file(), mostBytes, kept, "audit.jsonl");
    }

    private void add(AuditFile audit) {
        AuditRecord record = record();
        audit.add(() -> record, 1);
    }

    private AuditRecord record() {
        number++;
        return new AuditRecord(
                "node-" + number,
                "io.beckon.audit.room.opened.v1",
                "a/b",
                TIME,
                "{\"pattern\":\"mesh\"}".getBytes(UTF_8));
    }

    /** Writes records, and ends in good order. */
    private void write(FileSettings settings, int count) throws IOException {
        try (AuditFile audit = new AuditFile(settings, signer)) {
            for (int i = 0; i < count; i++) {
                add(audit);
            }
        }
    }

    @Test
    void aRecordThatCannotBeMadeIsLostAndNoOther() throws IOException {
        try (AuditFile audit = new AuditFile(settings(1 << 20, 1), signer)) {
            add(audit);
            audit.add(
                    () -> {
                        throw new IllegalArgumentException("for this test");
                    },
                    1);
            add(audit);
            Await.until(Duration.ofSeconds(20), () -> audit.written() == 2, () -> "written: " + audit.written());
            assertEquals(1, audit.lost());
        }
        assertTrue(verify(file()).faults().isEmpty());
    }

    private record Verdict(Report report, List<Fault> faults) {}

    private Verdict verify(Path... files) throws IOException {
        List<Fault> faults = new ArrayList<>();
        SealVerifier verifier = new SealVerifier(PublicKeys.of(signer.publicKey()), Set.of(), faults::add);
        for (Path file : files) {
            int line = 0;
            for (String text : Files.readAllLines(file)) {
                line++;
                byte[] bytes = text.getBytes(UTF_8);
                Spot spot = Spot.inFile(file.toString(), line);
                try {
                    verifier.take(EventLine.read(bytes, 0, bytes.length), spot);
                } catch (UnreadableRecord e) {
                    verifier.unreadable(e.getMessage(), spot);
                }
            }
        }
        return new Verdict(verifier.end(), faults);
    }

    private static long unsealed(Verdict verdict) {
        return verdict.report().chains().getFirst().unsealed();
    }

    @Test
    void recordsAreInTheFileWithTheirSeals() throws IOException {
        write(settings(1 << 20, 3), 2_500);
        Verdict verdict = verify(file());
        assertEquals(List.of(), verdict.faults());
        assertEquals(2_500, verdict.report().records());
        assertEquals(3, verdict.report().seals());
        assertEquals(0, unsealed(verdict));
        assertTrue(Files.readString(file()).startsWith("{\"specversion\":\"1.0\",\"id\":\"node-1\",\"source\":"));
    }

    @Test
    void whatIsWrittenIsSealedAfterAWhile() throws IOException {
        try (AuditFile audit = new AuditFile(settings(1 << 20, 3), signer, Duration.ofMillis(20))) {
            add(audit);
            awaitSeals(1);
            add(audit);
            awaitSeals(2);
        }
        assertEquals(List.of(), verify(file()).faults());
    }

    private void awaitSeals(long count) {
        Await.until(Duration.ofSeconds(30), () -> seals() == count, () -> seals() + " seals instead of " + count);
    }

    private long seals() {
        try {
            return verify(file()).report().seals();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        write(FileSettings.of(file()), 1);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void theChainGoesOnAfterARestart() throws IOException {
        write(settings(1 << 20, 3), 10);
        write(settings(1 << 20, 3), 10);
        Verdict verdict = verify(file());
        assertEquals(List.of(), verdict.faults());
        assertEquals(2, verdict.report().seals());
    }

    @Test
    void aFileThatIsFullIsReplacedAndEachCanBeVerifiedAlone() throws IOException {
        write(settings(3_000, 4), 60);
        write(settings(3_000, 4), 10);
        Path[] files = {numbered(3), numbered(2), numbered(1), file()};
        Verdict together = verify(files);
        assertEquals(List.of(), together.faults());
        assertEquals(0, unsealed(together));
        for (Path one : files) {
            assertTrue(Files.size(one) < 6_000);
            assertEquals(List.of(), verify(one).faults());
        }
        assertTrue(verify(file()).report().chains().getFirst().firstSeal() > 1);
        assertTrue(Files.exists(numbered(4)));
        assertFalse(Files.exists(numbered(5)));
    }

    private Path numbered(int number) {
        return RotatingFile.numbered(file(), number);
    }

    /** What a process that was killed leaves: records without a seal, and half a line. */
    private void leaveAsIfKilled(int records) throws IOException {
        try (SealedFile left = new SealedFile(settings(1 << 20, 3), signer)) {
            for (int i = 0; i < records; i++) {
                left.append(record());
            }
            left.flush();
        }
        Files.writeString(file(), "{\"specversion\":\"1.0\",\"id\":\"no", StandardOpenOption.APPEND);
    }

    @Test
    void whatAKilledProcessHasLeftIsSealedByTheNext() throws IOException {
        write(settings(1 << 20, 3), 5);
        leaveAsIfKilled(7);
        write(settings(1 << 20, 3), 3);
        Verdict verdict = verify(file());
        assertEquals(List.of(), verdict.faults());
        assertEquals(15, verdict.report().records());
        assertEquals(0, unsealed(verdict));
    }

    @Test
    void aSideFileThatIsBehindOrGoneDoesNotMatter() throws IOException {
        Path side = directory.resolve("audit.jsonl.seal");
        write(settings(1 << 20, 3), 5);
        byte[] behind = Files.readAllBytes(side);
        write(settings(1 << 20, 3), 5);
        Files.write(side, behind);
        write(settings(1 << 20, 3), 5);
        Files.delete(side);
        write(settings(1 << 20, 3), 5);
        Files.writeString(side, "nonsense");
        write(settings(1 << 20, 3), 5);
        Verdict verdict = verify(file());
        assertEquals(List.of(), verdict.faults());
        assertEquals(5, verdict.report().chains().getFirst().lastSeal());
    }

    @Test
    void whenTheFileIsReplacedTheChainIsThatOfTheOneBefore() throws IOException {
        write(settings(1 << 20, 3), 5);
        Files.move(file(), numbered(1));
        Files.delete(directory.resolve("audit.jsonl.seal"));
        write(settings(1 << 20, 3), 5);
        assertEquals(List.of(), verify(numbered(1), file()).faults());
        assertEquals(2, verify(file()).report().chains().getFirst().firstSeal());
    }

    /** Which has begun, but has nothing yet. */
    @Test
    void theOneBeforeMayBeCompressed() throws IOException {
        write(settings(1 << 20, 3), 5);
        Path compressed = directory.resolve("audit.jsonl.1.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file(), gzip);
        }
        Files.write(file(), new byte[0]);
        Files.delete(directory.resolve("audit.jsonl.seal"));
        write(settings(1 << 20, 3), 5);
        assertEquals(2, verify(file()).report().chains().getFirst().firstSeal());
    }

    @Test
    void anEndThatWasCutOffIsSeenInTheNumbersOfTheSeals() throws IOException {
        write(settings(1 << 20, 3), 5);
        byte[] before = Files.readAllBytes(file());
        write(settings(1 << 20, 3), 5);
        Files.write(file(), before);
        write(settings(1 << 20, 3), 5);
        assertEquals(
                List.of(Fault.Kind.SEAL_REMOVED),
                verify(file()).faults().stream().map(Fault::kind).toList());
    }

    @Test
    void linesThatCannotBeSealedAnyMoreAreLeftBehind() throws IOException {
        write(settings(1 << 20, 3), 5);
        Files.writeString(file(), "no record\n", StandardOpenOption.APPEND);
        write(settings(1 << 20, 3), 5);
        assertEquals(List.of(), verify(file()).faults());
        assertEquals(
                Fault.Kind.UNREADABLE, verify(numbered(1)).faults().getFirst().kind());
    }

    @Test
    @Fills("audit.file.AuditFile.MOST_WAITING")
    void whatFindsNoRoomIsCountedAsLost() throws IOException {
        fill(AuditFile.MOST_WAITING, 1);
    }

    @Test
    @Fills("audit.file.AuditFile.MOST_BYTES")
    void heavyOnesAreFewer() throws IOException {
        // each takes a place beside its event, too, so that a hundredth does not fit a hundred times
        fill(99, AuditFile.MOST_BYTES / 100);
    }

    /** While the file is busy so many may wait, and no more. */
    private void fill(int fit, int weight) throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        try (AuditFile audit = new AuditFile(settings(1 << 30, 1), signer)) {
            AuditRecord record = record();
            audit.add(
                    () -> {
                        busy.countDown();
                        await(held);
                        return record;
                    },
                    weight);
            await(busy);
            for (int i = 0; i < fit; i++) {
                audit.add(() -> record, weight);
            }
            assertEquals(0, audit.lost());
            audit.add(() -> record, weight);
            assertEquals(1, audit.lost());
            held.countDown();
            Await.until(Duration.ofSeconds(60), () -> audit.written() == fit + 1, () -> "written: " + audit.written());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Fills("records.Seal.MOST_RECORDS")
    void aSealIsOverSoManyRecordsAtMost() throws IOException {
        int count = Seal.MOST_RECORDS * 2 + 1;
        write(settings(1 << 30, 1), count);
        Verdict verdict = verify(file());
        assertEquals(List.of(), verdict.faults());
        assertEquals(count, verdict.report().records());
        assertTrue(verdict.report().seals() >= 3, () -> verdict.report().seals() + " seals");
    }

    @Test
    void oneProcessWritesAFile() throws IOException {
        try (AuditFile audit = new AuditFile(settings(1 << 20, 3), signer)) {
            assertEquals(0, audit.lost());
            assertThrows(IOException.class, () -> new AuditFile(settings(1 << 20, 3), signer));
        }
    }

    @Test
    void whatIsAddedAfterTheEndIsCountedAsLost() throws IOException {
        AuditFile audit = new AuditFile(settings(1 << 20, 3), signer);
        add(audit);
        audit.close();
        add(audit);
        assertEquals(1, audit.written());
        assertEquals(1, audit.lost());
    }
}
