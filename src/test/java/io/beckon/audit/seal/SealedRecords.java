package io.beckon.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records with seals among them, as lines of text, to be tampered with. */
final class SealedRecords {

    static final Signer SIGNER = signer();

    /** With another key. */
    static final Signer OTHER = signer();

    private static final Instant START = Instant.parse("2026-11-30T08:00:00.250Z");

    /** Of a topic's partition, 7; {@code false}: of a file. */
    final boolean ofTopic;

    final List<byte[]> lines = new ArrayList<>();
    /** For each line the number of the record in its chain; -1 for a seal. */
    final List<Long> offsets = new ArrayList<>();

    @Nullable Signer signer = SIGNER;

    private final List<AuditRecord> waiting = new ArrayList<>();
    private final List<Long> waitingOffsets = new ArrayList<>();
    private Sealing sealing;
    private @Nullable SealState state;
    private long next;

    SealedRecords(boolean ofTopic) {
        this.ofTopic = ofTopic;
        this.sealing = new Sealing(name(), signer, null);
    }

    private static Signer signer() {
        try {
            return Signer.ofPem(
                    TestKeys.privatePem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    String name() {
        return ofTopic ? "signaling.audit-7" : "audit";
    }

    /** A chain of a few seals; in a topic some records stand before a seal that only the next is about. */
    static SealedRecords random(boolean ofTopic, long seed, int seals) {
        Random random = new Random(seed);
        SealedRecords chain = new SealedRecords(ofTopic);
        for (int i = 0; i < seals; i++) {
            chain.records(1 + random.nextInt(6)).seal(i == seals - 1 || !ofTopic ? 0 : random.nextInt(3));
        }
        return chain;
    }

    SealedRecords records(int count) {
        for (int i = 0; i < count; i++) {
            AuditRecord record = record(next);
            lines.add(line(record, next));
            offsets.add(next);
            waiting.add(record);
            waitingOffsets.add(next);
            next += ofTopic ? 2 : 1;
        }
        return this;
    }

    /** Seals what is there but for the last few. */
    SealedRecords seal(int butLast) {
        int count = Math.max(1, waiting.size() - butLast);
        for (int i = 0; i < count; i++) {
            sealing.add(Leaf.of(StoredEvent.of(waiting.get(i))), waitingOffsets.get(i));
        }
        waiting.subList(0, count).clear();
        waitingOffsets.subList(0, count).clear();
        Sealing.Sealed sealed = sealing.seal(START.plusMillis(next * 10 + 5));
        state = sealed.state();
        lines.add(line(sealed.record(), next));
        offsets.add(-1L);
        next += ofTopic ? 2 : 0;
        return this;
    }

    /** Goes on as another process would, with this key. */
    SealedRecords signedBy(@Nullable Signer another) {
        signer = another;
        sealing = new Sealing(name(), another, state);
        return this;
    }

    static AuditRecord record(long number) {
        return new AuditRecord(
                "events-7-" + number + "-0",
                number % 3 == 0 ? "io.beckon.audit.participant.joined.v1" : "io.beckon.audit.candidate.relayed.v1",
                number % 5 == 0 ? "acme/r\u00e4ume \"b\"" : "acme/lobby",
                START.plusMillis(number * 10),
                ("{\"tenant\":\"acme\",\"list\":[{\"a\":\"}\\\"\"},2],\"number\":" + number + "}").getBytes(UTF_8));
    }

    byte[] line(AuditRecord record, long offset) {
        StoredEvent event = StoredEvent.of(record);
        return EventLine.write(
                ofTopic
                        ? new StoredEvent(
                                event.id(), event.type(), event.subject(), event.time(), event.data(), 7, offset)
                        : event);
    }

    boolean isSeal(int line) {
        return offsets.get(line) < 0;
    }

    /** Lines of records, or of seals, but for the last line of all. */
    List<Integer> linesOf(boolean seals) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size() - 1; i++) {
            if (isSeal(i) == seals) {
                found.add(i);
            }
        }
        return found;
    }

    /** Lines of records before the last that the last seal has. */
    List<Integer> sealedLines() {
        List<Integer> found = linesOf(false);
        return found.subList(0, found.size() - 1);
    }

    /** What a verifier says, with the faults in their order. */
    record Verdict(Report report, List<Fault> faults) {

        boolean has(Fault.Kind kind, int line) {
            return faults.stream()
                    .anyMatch(fault -> fault.kind() == kind && fault.at().line() == line + 1);
        }
    }

    Verdict verify() {
        return verify(PublicKeys.of(SIGNER.publicKey()));
    }

    Verdict verify(PublicKeys keys) {
        return verify(keys, Set.of());
    }

    Verdict verify(PublicKeys keys, Set<String> expected) {
        List<Fault> faults = new ArrayList<>();
        SealVerifier verifier = new SealVerifier(keys, expected, faults::add);
        int number = 0;
        for (byte[] whole : lines) {
            for (byte[] line : split(whole)) {
                number++;
                read(verifier, line, number);
            }
        }
        return new Verdict(verifier.end(), faults);
    }

    private static void read(SealVerifier verifier, byte[] line, int number) {
        try {
            StoredEvent event = EventLine.read(line, 0, line.length);
            verifier.take(event, new Spot(event.partition(), event.offset(), "audit", number));
        } catch (UnreadableRecord e) {
            verifier.unreadable(e.getMessage(), Spot.inFile("audit", number));
        }
    }

    /** As a reader of the file would. */
    private static List<byte[]> split(byte[] line) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= line.length; i++) {
            if (i == line.length || line[i] == '\n') {
                parts.add(Arrays.copyOfRange(line, from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}
