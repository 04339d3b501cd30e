package io.beckon.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The commands of the program, by their names. */
public final class Command {

    /** Nothing is wrong. */
    static final int WHOLE = 0;

    static final int TAMPERED = 1;
    static final int UNUSABLE = 2;
    static final int UNPROVED = 3;

    private static final String USAGE = """
            Without arguments the service starts. Commands:

              verify FILE...                        audit records as lines of JSON, also compressed by gzip; - is standard input
              verify --bootstrap-servers HOST:PORT  those of a topic, up to its end
                  --topic NAME           signaling.audit if it is not given
                  --client-config FILE   further settings of the Kafka client, as Java properties
                  --key FILE             a public key in PEM whose signatures count; may be there several times
                  --expect HASH          the hash of a seal that must be there; may be there several times
                  --partitions N         3 also when there is no seal of one of the partitions 0 to N-1
                  --open-end             not 3 since the newest records have had no seal for a minute: it is a part that somebody took
                  --strict               3 also when signatures are not checked, or an export does not end with a seal
                  --json                 the report as JSON
                  --quiet                no report, only the exit status
                  --progress             how far it is, every second, even if that is no terminal

              export --bootstrap-servers HOST:PORT  writes the records of a topic as lines of JSON, as verify reads them
                  --topic NAME, --client-config FILE, --progress

              replay ROOM --bootstrap-servers HOST:PORT  the signaling of a room as a ladder diagram, what went wrong, and
                                         whether the log leads to the state that the checkpoint has
              replay --call ID --bootstrap-servers HOST:PORT  the same of a call, and of its room
                  --tenant NAME          default if it is not given
                  --topic-prefix NAME    signaling if it is not given
                  --partitions N         over how many rooms are spread, if the events topic has more
                  --from TIME            without what was before, such as 2026-03-01T09:00:00Z
                  --svg FILE             the ladder as a drawing, too
                  --json                 all of it as JSON
                  --client-config FILE, --progress

              pseudonyms USER --bootstrap-servers HOST:PORT  under which pseudonyms a user is in the audit records of a topic
                  --tenant NAME          default if it is not given
                  --topic-prefix NAME    signaling if it is not given
                  --forget               from now on nobody can tell any more
                  --client-config FILE
              pseudonyms USER --directory DIRECTORY  the same of a node alone, beside its audit file; --tenant, --forget
              decrypt --key FILE FILE...  what was captured, as lines of JSON, by the private key in PEM, or by several, each with --key; - is standard input
              decrypt --key FILE --bootstrap-servers HOST:PORT  the same of a topic
                  --topic NAME           signaling.capture if it is not given
                  --client-config FILE
              health                     whether the service on this machine is alive, for those who run containers without a shell
                  --ready                whether it takes clients
                  --wait SECONDS         asks until it is so, at most that long
                  --url URL              where; if it is not given, the management port as the service's own configuration
                                         says it: QUARKUS_MANAGEMENT_HOST, QUARKUS_MANAGEMENT_PORT, or the Java system properties
                  Exit status: 0 it is, 1 it is not, or does not answer, 2 wrong arguments

            Exit status of the others: 0 nothing was changed, 1 something was, 2 wrong arguments or it cannot be read,
            3 nothing is known to be changed, but it is not proved either, or the log has no such room,
            or the user has no pseudonym.
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public Command(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Carries a command out.
     *
     * @param arguments at least one, the name
     * @return the exit status of the process
     */
    public int run(String... arguments) {
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        try {
            return switch (arguments[0]) {
                case "verify" -> new Verify(in, out, err).run(options);
                case "export" -> new Export(out, err).run(options);
                case "replay" -> new Replay(out, err).run(options);
                case "pseudonyms" -> new PseudonymsOf(out).run(options);
                case "decrypt" -> new Decrypt(in, out, err).run(options);
                case "health" -> new Health(out).run(options);
                case "help", "--help" -> {
                    out.print(USAGE);
                    yield WHOLE;
                }
                default -> throw new CommandFailure("there is no command " + arguments[0]);
            };
        } catch (CommandFailure e) {
            err.println(e.getMessage());
            err.println("help says what there is");
            return UNUSABLE;
        } catch (IOException e) {
            err.println(CommandFailure.words(e));
            return UNUSABLE;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // Not with the status that the virtual machine would end with, which says that something was changed.
            err.println("it failed: " + (e.getCause() == null ? e : e + ": " + e.getCause()));
            return UNUSABLE;
        } finally {
            out.flush();
        }
    }
}
