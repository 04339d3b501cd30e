package io.beckon.command;

import io.beckon.audit.Pseudonyms;
import io.beckon.audit.file.PseudonymDirectory;
import io.beckon.kafka.PseudonymErasure;
import io.beckon.kafka.TopicNames;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code pseudonyms}: those of a user in the audit trail, and how they are forgotten. */
final class PseudonymsOf {

    private static final String DIRECTORY = "--directory";
    private static final String TENANT = "--tenant";
    private static final String PREFIX = "--topic-prefix";
    private static final String FORGET = "--forget";

    private final PrintStream out;

    PseudonymsOf(PrintStream out) {
        this.out = out;
    }

    int run(List<String> options) throws CommandFailure, IOException {
        Set<String> withValue = new HashSet<>(Set.of(Brokers.SERVERS, Brokers.CLIENT_CONFIG));
        withValue.addAll(Set.of(DIRECTORY, TENANT, PREFIX));
        Arguments arguments = Arguments.of(options, withValue, Set.of(FORGET));
        if (arguments.operands().size() != 1) {
            throw new CommandFailure("pseudonyms needs one user, by the subject of its tokens");
        }
        if (arguments.has(DIRECTORY) == arguments.has(Brokers.SERVERS)) {
            throw new CommandFailure("pseudonyms needs " + DIRECTORY + " or " + Brokers.SERVERS + ", not both");
        }
        Pseudonyms.User user = new Pseudonyms.User(
                arguments.one(TENANT).orElse("default"), arguments.operands().getFirst());
        boolean forgets = arguments.has(FORGET);
        List<String> found = arguments.has(DIRECTORY)
                ? inDirectory(Path.of(arguments.one(DIRECTORY).orElseThrow()), user, forgets)
                : inTopic(arguments, user, forgets);
        found.forEach(out::println);
        return found.isEmpty() ? Command.UNPROVED : Command.WHOLE;
    }

    private static List<String> inDirectory(Path directory, Pseudonyms.User user, boolean forgets)
            throws CommandFailure, IOException {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure("there is no directory " + directory);
        }
        PseudonymDirectory table = new PseudonymDirectory(directory);
        Optional<String> found = table.find(user);
        if (forgets) {
            table.delete(user);
        }
        return found.stream().toList();
    }

    private static List<String> inTopic(Arguments arguments, Pseudonyms.User user, boolean forgets)
            throws CommandFailure, IOException {
        String prefix = arguments.one(PREFIX).orElse("signaling");
        PseudonymErasure table = new PseudonymErasure(Brokers.client(arguments), new TopicNames(prefix).pseudonyms());
        List<String> found = table.of(user);
        if (forgets) {
            table.delete(user, found);
        }
        return found;
    }
}
