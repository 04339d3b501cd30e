package io.beckon.command;

import io.beckon.audit.capture.Opener;
import io.beckon.kafka.CaptureExport;
import io.beckon.records.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code decrypt}: what was captured, as lines of JSON. */
final class Decrypt {

    private static final String KEY = "--key";
    private static final String STANDARD_INPUT = "-";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private boolean failed;

    Decrypt(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    int run(List<String> options) throws CommandFailure, IOException {
        Set<String> withValue = new HashSet<>(Brokers.OPTIONS);
        withValue.add(KEY);
        Arguments arguments = Arguments.of(options, withValue, Set.of());
        boolean isTopic = arguments.has(Brokers.SERVERS);
        if (isTopic != arguments.operands().isEmpty()) {
            throw new CommandFailure("decrypt needs files, or " + Brokers.SERVERS + ", not both");
        }
        Openers keys = openers(arguments.all(KEY));
        if (isTopic) {
            new CaptureExport(
                            Brokers.client(arguments),
                            arguments.one(Brokers.TOPIC).orElse("signaling.capture"))
                    .read((partition, offset, envelope) ->
                            open(keys, envelope, "partition " + partition + ", offset " + offset));
        } else {
            for (String name : RotatedFiles.captured(arguments.operands(), err)) {
                read(name, keys);
            }
        }
        return failed ? Command.TAMPERED : Command.WHOLE;
    }

    private static Openers openers(List<String> files) throws CommandFailure, IOException {
        if (files.isEmpty()) {
            throw new CommandFailure(KEY + " is missing");
        }
        List<Opener> openers = new ArrayList<>();
        for (String file : files) {
            openers.add(opener(file));
        }
        return new Openers(openers);
    }

    private static Opener opener(String file) throws CommandFailure, IOException {
        try {
            return Opener.ofFile(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": " + e.getMessage());
        }
    }

    private void read(String name, Openers keys) throws CommandFailure, IOException {
        try (InputStream file = name.equals(STANDARD_INPUT) ? in : Files.newInputStream(Path.of(name))) {
            new LineReader(file).read(new LineReader.Taker() {
                @Override
                public void line(byte[] text, int from, int to, long number, boolean isEnded) {
                    open(keys, Arrays.copyOfRange(text, from, to), name + ", line " + number);
                }

                @Override
                public void tooLong(long number) {
                    complain(name + ", line " + number, "it is longer than " + LineReader.MOST_BYTES + " bytes");
                }
            });
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + name);
        }
    }

    private void open(Openers keys, byte[] envelope, String where) {
        try {
            byte[] lines = keys.open(envelope);
            out.write(lines, 0, lines.length);
        } catch (IOException e) {
            complain(where, String.valueOf(e.getMessage()));
        }
    }

    private void complain(String where, String why) {
        failed = true;
        err.println(where + ": " + why);
    }
}
