package io.beckon.command;

import io.beckon.audit.file.LastSeal;
import io.beckon.audit.seal.PublicKeys;
import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.SealVerifier;
import io.beckon.audit.seal.Spot;
import io.beckon.kafka.AuditExport;
import io.beckon.records.EventLine;
import io.beckon.records.LineReader;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code verify}: whether audit records are as they were sealed. */
final class Verify {

    private static final String KEY = "--key";
    private static final String EXPECT = "--expect";
    private static final String PARTITIONS = "--partitions";
    private static final String STRICT = "--strict";
    private static final String OPEN_END = "--open-end";
    private static final String JSON = "--json";
    private static final String QUIET = "--quiet";
    private static final String PROGRESS = "--progress";
    private static final Set<String> FLAGS = Set.of(STRICT, OPEN_END, JSON, QUIET, PROGRESS);
    private static final String STANDARD_INPUT = "-";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Verify(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    int run(List<String> options) throws CommandFailure, IOException {
        Set<String> withValue = new HashSet<>(Brokers.OPTIONS);
        withValue.addAll(Set.of(KEY, EXPECT, PARTITIONS));
        Arguments arguments = Arguments.of(options, withValue, FLAGS);
        boolean isTopic = Brokers.OPTIONS.stream().anyMatch(arguments::has);
        if (isTopic != arguments.operands().isEmpty()) {
            throw new CommandFailure("verify needs files, or " + Brokers.SERVERS + ", not both");
        }
        int partitions = partitions(arguments);
        PublicKeys keys = keys(arguments.all(KEY));
        Findings findings = new Findings(out, arguments.has(QUIET), arguments.has(JSON));
        SealVerifier verifier = new SealVerifier(keys, expected(arguments.all(EXPECT)), findings::fault);
        Progress progress = new Progress(err, arguments.has(PROGRESS));
        if (isTopic) {
            Brokers.topic(arguments).read(new OfTopic(verifier, progress));
        }
        boolean isRead = isTopic || readFiles(RotatedFiles.inOrder(arguments.operands(), err), verifier, progress);
        progress.end();
        Report report = verifier.end();
        List<Integer> missing = IntStream.range(0, partitions)
                .filter(number -> report.chains().stream()
                        .noneMatch(chain -> chain.partition() == number && chain.lastSeal() > 0))
                .boxed()
                .toList();
        Proof proof = new Proof(!keys.isEmpty(), arguments.has(STRICT), arguments.has(OPEN_END));
        List<String> unproved = proof.lacks(report, Instant.now());
        findings.end(report, missing, unproved);
        if (!report.isWhole()) {
            return Command.TAMPERED;
        }
        if (!isRead) {
            return Command.UNUSABLE;
        }
        return missing.isEmpty() && unproved.isEmpty() ? Command.WHOLE : Command.UNPROVED;
    }

    /** 0: nobody said how many there are. */
    private static int partitions(Arguments arguments) throws CommandFailure {
        String given = arguments.one(PARTITIONS).orElse("0");
        if (!given.matches("[0-9]{1,6}")) {
            throw new CommandFailure(PARTITIONS + " needs a number: " + given);
        }
        return Integer.parseInt(given);
    }

    private static PublicKeys keys(List<String> files) throws CommandFailure, IOException {
        try {
            return PublicKeys.ofFiles(files.stream().map(Path::of).toList());
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> expected(List<String> hashes) throws CommandFailure {
        Set<String> lower = new HashSet<>();
        for (String hash : hashes) {
            if (!hash.matches("[0-9a-fA-F]{64}")) {
                throw new CommandFailure(EXPECT + " needs 64 hexadecimal digits: " + hash);
            }
            lower.add(hash.toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    /** @return whether they could be read to their ends; what is behind one that could not would seem to be missing */
    private boolean readFiles(List<String> names, SealVerifier verifier, Progress progress)
            throws CommandFailure, IOException {
        Path newest = Path.of(names.getLast());
        // Before the file: whoever writes it writes the seal first.
        SealState last = names.getLast().equals(STANDARD_INPUT) ? null : LastSeal.beside(newest);
        for (String name : names) {
            if (Files.isDirectory(Path.of(name))) {
                throw new CommandFailure(name + " is a directory");
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean isLast = i == names.size() - 1;
            try (InputStream file = name.equals(STANDARD_INPUT) ? in : Files.newInputStream(Path.of(name))) {
                new LineReader(file).read(new OfFile(name, isLast, verifier, progress));
            } catch (NoSuchFileException e) {
                throw new CommandFailure("there is no file " + name);
            } catch (IOException e) {
                err.println(name + " cannot be read to its end: " + CommandFailure.words(e));
                return false;
            }
        }
        if (last != null && !(verifier.endsBefore(last) && LastSeal.isBefore(newest, last))) {
            verifier.reaches(last, Spot.inFile(names.getLast(), 0));
        }
        return true;
    }

    /** Lines of a file become records. */
    private final class OfFile implements LineReader.Taker {

        private final String name;
        private final boolean isLast;
        private final SealVerifier verifier;
        private final Progress progress;

        OfFile(String name, boolean isLast, SealVerifier verifier, Progress progress) {
            this.name = name.equals(STANDARD_INPUT) ? "standard input" : name;
            this.isLast = isLast;
            this.verifier = verifier;
            this.progress = progress;
        }

        @Override
        public void line(byte[] text, int from, int to, long number, boolean isEnded) {
            try {
                StoredEvent event = EventLine.read(text, from, to);
                verifier.take(event, new Spot(event.partition(), event.offset(), name, number));
            } catch (UnreadableRecord e) {
                if (isLast && !isEnded && e.isCutOff()) {
                    err.println(name + ", line " + number + " is not finished and passed over");
                } else {
                    verifier.unreadable(String.valueOf(e.getMessage()), Spot.inFile(name, number));
                }
            }
            progress.step();
        }

        @Override
        public void tooLong(long number) {
            verifier.unreadable("it is longer than " + LineReader.MOST_BYTES + " bytes", Spot.inFile(name, number));
        }
    }

    /** Records of a topic. */
    private record OfTopic(SealVerifier verifier, Progress progress) implements AuditExport.Reader {

        @Override
        public void begins(int partition, long offset) {
            verifier.begins(partition, offset);
        }

        @Override
        public void event(StoredEvent event, long appended) {
            verifier.take(event, Spot.inTopic(event.partition(), event.offset()), appended);
            progress.step();
        }

        @Override
        public void unreadable(int partition, long offset, String why) {
            verifier.unreadable(why, Spot.inTopic(partition, offset));
        }
    }
}
