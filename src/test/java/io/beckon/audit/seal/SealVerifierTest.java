package io.beckon.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.seal.Fault.Kind;
import io.beckon.audit.seal.SealedRecords.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to sealed records is found, and where. */
class SealVerifierTest {

    @Property(tries = 100)
    void whatNobodyTouchedHasNoFault(
            @ForAll boolean ofTopic, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int seals) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, seals);
        Verdict verdict = chain.verify();
        assertEquals(List.of(), verdict.faults());
        assertEquals(seals, verdict.report().seals());
        assertEquals(chain.lines.size() - seals, verdict.report().records());
        Report.Chain whole = verdict.report().chains().getFirst();
        assertEquals(1, whole.firstSeal());
        assertEquals(seals, whole.lastSeal());
        assertEquals(
                List.of(new Report.KeyUse(SealedRecords.SIGNER.keyId(), ofTopic ? 7 : -1, 1, seals, true)),
                verdict.report().keys());
    }

    @Property(tries = 600)
    void aChangedByteIsFoundInItsLine(@ForAll boolean ofTopic, @ForAll long seed) {
        Random random = new Random(seed);
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 3);
        int index = random.nextInt(chain.lines.size());
        byte[] line = chain.lines.get(index);
        int at = random.nextInt(line.length);
        while (chain.isSeal(index) && isInOffset(line, at)) {
            at = random.nextInt(line.length);
        }
        assertIsFound(ofTopic, chain, index, at, random.nextInt(8));
    }

    /** Where a seal stands is not known when it is signed: an export that tells another offset which fits as well cannot be told. */
    private static boolean isInOffset(byte[] line, int at) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(",\"offset\":");
        return from >= 0 && at > from && at < text.indexOf("data\":{");
    }

    private static void assertIsFound(boolean ofTopic, SealedRecords chain, int index, int at, int bit) {
        byte[] line = chain.lines.get(index);
        line[at] ^= (byte) (1 << bit);
        Verdict verdict = chain.verify();
        boolean isFound = verdict.faults().stream()
                .anyMatch(fault -> fault.at().line() == index + 1
                        || fault.kind() == Kind.REMOVED && ofTopic && fault.at().offset() == chain.offsets.get(index)
                        || fault.kind() == Kind.SEAL_REMOVED && chain.isSeal(index) && isInPartition(line, at));
        assertTrue(
                isFound,
                () -> new String(line, StandardCharsets.UTF_8) + " at " + at + " line " + (index + 1) + ": "
                        + verdict.faults());
    }

    private static boolean isInPartition(byte[] line, int at) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("\"application/json\"");
        return at > from && at < text.indexOf("data\":{");
    }

    @Property(tries = 150)
    void aRecordTakenOutIsMissedWhereItWas(@ForAll boolean ofTopic, @ForAll long seed) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int index = any(chain.linesOf(false), seed);
        long offset = chain.offsets.get(index);
        chain.lines.remove(index);
        List<Fault> faults = chain.verify().faults();
        assertEquals(1, faults.size(), faults::toString);
        assertEquals(Kind.REMOVED, faults.getFirst().kind());
        assertTrue(faults.getFirst().words().contains("record " + offset + " of the chain"));
        if (ofTopic) {
            assertEquals(offset, faults.getFirst().at().offset());
        } else {
            assertEquals(index + 1, faults.getFirst().at().line());
        }
    }

    @Property(tries = 100)
    void aSealTakenOutIsMissed(@ForAll boolean ofTopic, @ForAll long seed) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int index = any(chain.linesOf(true).subList(1, 3), seed);
        chain.lines.remove(index);
        chain.offsets.remove(index);
        Verdict verdict = chain.verify();
        int next = chain.offsets.subList(index, chain.offsets.size()).indexOf(-1L) + index;
        assertTrue(verdict.has(Kind.SEAL_REMOVED, next), verdict::toString);
        assertTrue(
                verdict.faults().stream()
                        .allMatch(fault -> fault.kind() == Kind.SEAL_REMOVED || fault.kind() == Kind.UNSEALED),
                verdict::toString);
    }

    @Property(tries = 150)
    void twoRecordsThatChangePlacesAreFound(@ForAll boolean ofTopic, @ForAll long seed, @ForAll boolean neighbours) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        List<Integer> records = chain.linesOf(false);
        int first = Math.floorMod(seed, records.size() - 1);
        int second = neighbours ? first + 1 : first + 1 + Math.floorMod(seed >> 8, records.size() - 1 - first);
        int a = records.get(first);
        int b = records.get(second);
        Collections.swap(chain.lines, a, b);
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.REORDERED, a) || verdict.has(Kind.REORDERED, b), verdict::toString);
        assertTrue(
                verdict.faults().stream()
                        .allMatch(fault -> fault.at().line() == a + 1
                                || fault.at().line() == b + 1
                                || fault.kind() == Kind.REORDERED),
                verdict::toString);
    }

    @Property(tries = 100)
    void aRecordAndASealThatChangePlacesAreFound(@ForAll boolean ofTopic, @ForAll long seed, @ForAll boolean before) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int seal = any(chain.linesOf(true), seed);
        int record = before ? seal - 1 : seal + 1;
        Collections.swap(chain.lines, seal, record);
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.REORDERED, seal) || verdict.has(Kind.REORDERED, record), verdict::toString);
    }

    @Property(tries = 150)
    void aRecordPutInIsFound(@ForAll boolean ofTopic, @ForAll long seed) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int behind = any(chain.sealedLines(), seed);
        long offset = chain.offsets.get(behind);
        chain.lines.add(behind + 1, chain.line(SealedRecords.record(9_999), offset + 1));
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.INSERTED, behind + 1), verdict::toString);
        assertEquals(1, verdict.faults().size(), verdict::toString);
        assertEquals("events-7-9999-0", verdict.faults().getFirst().event());
    }

    @Property(tries = 150)
    void aRecordThatIsThereTwiceIsFound(@ForAll boolean ofTopic, @ForAll long seed) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int index = any(chain.sealedLines(), seed);
        chain.lines.add(index + 1, chain.lines.get(index).clone());
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.INSERTED, index) || verdict.has(Kind.INSERTED, index + 1), verdict::toString);
        assertEquals(1, verdict.faults().size(), verdict::toString);
    }

    @Property(tries = 100)
    void aSealThatIsThereTwiceIsFound(@ForAll boolean ofTopic, @ForAll long seed) {
        SealedRecords chain = SealedRecords.random(ofTopic, seed, 4);
        int index = any(chain.linesOf(true), seed);
        chain.lines.add(index + 1, chain.lines.get(index).clone());
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.SEAL_INSERTED, index + 1), verdict::toString);
        assertEquals(1, verdict.faults().size(), verdict::toString);
    }

    @Property(tries = 100)
    void whoeverSealsAnewWithAKeyOfTheirOwnIsFound(@ForAll boolean ofTopic) {
        SealedRecords chain = new SealedRecords(ofTopic);
        chain.records(3).seal(0).signedBy(SealedRecords.OTHER).records(2).seal(0);
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.FOREIGN_KEY, 6), verdict::toString);
        assertEquals(1, verdict.faults().size());
    }

    @Property(tries = 20)
    void keysMayBeReplaced(@ForAll boolean ofTopic) {
        SealedRecords chain = new SealedRecords(ofTopic);
        chain.records(3)
                .seal(0)
                .records(1)
                .seal(0)
                .signedBy(SealedRecords.OTHER)
                .records(2)
                .seal(0);
        Verdict verdict =
                chain.verify(PublicKeys.of(SealedRecords.SIGNER.publicKey(), SealedRecords.OTHER.publicKey()));
        assertEquals(List.of(), verdict.faults());
        int partition = ofTopic ? 7 : -1;
        assertEquals(
                List.of(
                        new Report.KeyUse(SealedRecords.SIGNER.keyId(), partition, 1, 2, true),
                        new Report.KeyUse(SealedRecords.OTHER.keyId(), partition, 3, 3, true)),
                verdict.report().keys());
    }

    @Example
    void aChainWithoutSignaturesIsCheckedByItsHashes() {
        SealedRecords chain = new SealedRecords(false).signedBy(null);
        chain.records(3).seal(0).records(2).seal(0);
        assertEquals(2, chain.verify().report().chains().getFirst().unsignedSeals());
        assertEquals(List.of(), chain.verify().faults());
        chain.lines.remove(1);
        assertEquals(Kind.REMOVED, chain.verify().faults().getFirst().kind());
    }

    @Example
    void aSealWithoutASignatureAfterOneThatHasIt() {
        SealedRecords chain = new SealedRecords(false);
        chain.records(3).seal(0).signedBy(null).records(2).seal(0);
        assertTrue(chain.verify().has(Kind.UNSIGNED, 6));
    }

    @Property(tries = 100)
    void aTopicMayHaveLostItsBeginning(@ForAll long seed) {
        SealedRecords chain = SealedRecords.random(true, seed, 5);
        int from = any(chain.linesOf(false), seed);
        boolean isLater = chain.offsets.subList(0, from).contains(-1L);
        for (int i = 0; i < from; i++) {
            chain.lines.removeFirst();
            chain.offsets.removeFirst();
        }
        Verdict verdict = chain.verify();
        if (isLater) {
            assertEquals(List.of(), verdict.faults());
            assertTrue(verdict.report().chains().getFirst().firstSeal() > 1);
        } else {
            assertEquals(from, verdict.faults().size(), verdict::toString);
        }
    }

    @Example
    void whatNoSealIsAboutYetIsCounted() {
        SealedRecords chain = new SealedRecords(true).records(4).seal(1).records(2);
        Report.Chain report = chain.verify().report().chains().getFirst();
        assertEquals(3, report.unsealed());
        assertEquals("2026-11-30T08:00:00.310Z", report.unsealedSince());
        assertEquals(4, Objects.requireNonNull(report.unsealedFrom()).line(), "it stands before the seal");
        assertTrue(chain.verify().report().isWhole());
    }

    @Example
    @Fills("audit.seal.ChainVerifier.MOST_PENDING")
    void withoutSealsMemoryIsBounded() {
        SealedRecords chain = new SealedRecords(true);
        byte[] line = chain.line(SealedRecords.record(1), 1);
        chain.lines.addAll(Collections.nCopies(ChainVerifier.MOST_PENDING * 2 + 5, line));
        Report report = chain.verify().report();
        assertEquals(
                ChainVerifier.MOST_PENDING * 2 + 5, report.chains().getFirst().unsealed());
        assertTrue(report.isWhole());
    }

    @Example
    void aSealOverRecordsThatWereTooManySaysSo() {
        SealedRecords chain =
                new SealedRecords(false).records(3).seal(0).records(2).seal(0);
        byte[] line = chain.line(SealedRecords.record(1), 1);
        chain.lines.addAll(3, Collections.nCopies(ChainVerifier.MOST_PENDING, line));
        Verdict verdict = chain.verify();
        assertTrue(verdict.has(Kind.UNSEALED, ChainVerifier.MOST_PENDING + 3), verdict.report()::toString);
        assertEquals(1, verdict.faults().size());
    }

    @Example
    @Fills("audit.seal.Differences.SEALS_HELD")
    void aRecordThatIsMissingIsLookedForUntilSoManyFurtherSeals() {
        assertEquals(List.of(Kind.REORDERED), kinds(moved(Differences.SEALS_HELD - 1)));
        assertEquals(List.of(Kind.REMOVED), kinds(moved(Differences.SEALS_HELD)), "and one is not sealed yet");
    }

    private static List<Kind> kinds(Verdict verdict) {
        return verdict.faults().stream().map(Fault::kind).toList();
    }

    /** A record of the first seal stands behind so many further ones. */
    private static Verdict moved(int seals) {
        SealedRecords chain = new SealedRecords(false);
        for (int i = 0; i <= seals; i++) {
            chain.records(2).seal(0);
        }
        chain.lines.add(chain.lines.remove(0));
        return chain.verify();
    }

    @Example
    @Fills("audit.seal.SealSequence.MOST_KEYS")
    void ofSoManyKeysItIsRememberedWhatTheyHaveSigned() throws NoSuchAlgorithmException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
        SealedRecords chain = new SealedRecords(false);
        for (int i = 0; i <= SealSequence.MOST_KEYS; i++) {
            chain.signedBy(Signer.ofPem(TestKeys.privatePem(keys.generateKeyPair())))
                    .records(1)
                    .seal(0);
        }
        Report report = chain.verify(PublicKeys.of()).report();
        assertEquals(SealSequence.MOST_KEYS + 1, report.seals());
        assertEquals(SealSequence.MOST_KEYS, report.keys().size());
    }

    @Example
    void aSealThatIsKeptElsewhereMustBeThere() {
        SealedRecords chain =
                new SealedRecords(false).records(3).seal(0).records(2).seal(0);
        PublicKeys keys = PublicKeys.of(SealedRecords.SIGNER.publicKey());
        String last = chain.verify().report().chains().getFirst().lastHash();
        assertEquals(List.of(), chain.verify(keys, Set.of(last)).faults());
        chain.lines.removeLast();
        assertEquals(
                Kind.NOT_FOUND,
                chain.verify(keys, Set.of(last)).faults().getFirst().kind());
    }

    private static <T> T any(List<T> of, long seed) {
        return of.get(Math.floorMod(seed, of.size()));
    }
}
