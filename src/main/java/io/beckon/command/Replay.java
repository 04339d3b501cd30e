package io.beckon.command;

import io.beckon.kafka.CallsExport;
import io.beckon.kafka.EventsExport;
import io.beckon.kafka.TopicNames;
import io.beckon.kafka.keeper.Checkpoints;
import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.replay.CallReplay;
import io.beckon.replay.RoomReading;
import io.beckon.replay.Verdict;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code replay}: what happened in a room, or with a call, from the log, and whether a checkpoint says the same. */
final class Replay {

    private static final String PREFIX = "--topic-prefix";
    private static final String TENANT = "--tenant";
    private static final String PARTITIONS = "--partitions";
    private static final String CALL = "--call";
    private static final String SVG = "--svg";
    private static final String FROM = "--from";
    private static final String JSON = "--json";
    private static final String PROGRESS = "--progress";
    private static final Set<String> OPTIONS =
            Set.of(Brokers.SERVERS, Brokers.CLIENT_CONFIG, PREFIX, TENANT, PARTITIONS, CALL, SVG, FROM);

    private static final String USUAL_PREFIX = "signaling";
    private static final String USUAL_TENANT = "default";

    private final PrintStream out;
    private final PrintStream err;

    /** Of one run. */
    private record Run(
            Arguments arguments, Map<String, Object> client, TopicNames names, Instant from, LadderReport report) {}

    Replay(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> options) throws CommandFailure, IOException {
        Arguments arguments = Arguments.of(options, OPTIONS, Set.of(JSON, PROGRESS));
        String call = arguments.one(CALL).orElse(null);
        if (arguments.operands().size() != (call == null ? 1 : 0)) {
            throw new CommandFailure("replay needs one room, or " + CALL);
        }
        Path svg = arguments.one(SVG).map(Path::of).orElse(null);
        Run run = new Run(
                arguments,
                Brokers.client(arguments),
                new TopicNames(arguments.one(PREFIX).orElse(USUAL_PREFIX)),
                from(arguments),
                new LadderReport(out, arguments.has(JSON), svg));
        String tenant = arguments.one(TENANT).orElse(USUAL_TENANT);
        return call == null
                ? room(run, new RoomKey(tenant, arguments.operands().getFirst()), Command.UNPROVED)
                : call(run, call);
    }

    private static Instant from(Arguments arguments) throws CommandFailure {
        String from = arguments.one(FROM).orElse(null);
        try {
            return from == null ? Instant.EPOCH : Instant.parse(from);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(FROM + " needs a time such as 2026-03-01T09:00:00Z: " + from);
        }
    }

    private int call(Run run, String id) throws CommandFailure, IOException {
        CallReplay call = new CallReplay(id, run.from());
        try (CallsExport log = new CallsExport(run.client(), run.names().calls())) {
            log.read(id, call::apply);
        }
        RoomKey room = call.room();
        if (room == null) {
            err.println("the log has no beginning of call " + id);
            return Command.UNPROVED;
        }
        run.report().show(call.ladder(), null);
        return room(run, room, call.wasAccepted() ? Command.UNPROVED : Command.WHOLE);
    }

    /** @param absent what it comes to when the log has no record of the room */
    private int room(Run run, RoomKey room, int absent) throws CommandFailure, IOException {
        try (EventsExport log = new EventsExport(run.client(), run.names().events())) {
            int partitions = partitions(run.arguments(), log.partitions());
            int partition = Partition.of(room, partitions);
            Progress progress = new Progress(err, run.arguments().has(PROGRESS));
            RoomReading reading = new RoomReading(room, checkpoint(run, partition), run.from());
            log.read(partition, partitions, new OfTopic(reading, err, progress));
            reading.end();
            progress.end();
            if (!reading.hasRecords()) {
                err.println("the log has no record of room " + room);
                return absent;
            }
            Verdict verdict = reading.verdict();
            run.report().show(reading.ladder(verdict), verdict);
            return switch (verdict.kind()) {
                case SAME -> Command.WHOLE;
                case DIFFERENT -> Command.TAMPERED;
                case NO_CHECKPOINT, IN_THE_MIDDLE, OLDER -> Command.UNPROVED;
            };
        }
    }

    private static int partitions(Arguments arguments, int there) throws CommandFailure {
        String given = arguments.one(PARTITIONS).orElse(Integer.toString(there));
        if (!given.matches("[1-9][0-9]{0,5}") || Integer.parseInt(given) > there) {
            throw new CommandFailure(PARTITIONS + " needs a number up to " + there + ": " + given);
        }
        return Integer.parseInt(given);
    }

    private static Checkpoint checkpoint(Run run, int partition) throws IOException {
        try (Checkpoints checkpoints = new Checkpoints(run.client(), run.names())) {
            return checkpoints.read(partition);
        } catch (LogUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Records of a topic. */
    private record OfTopic(RoomReading reading, PrintStream err, Progress progress) implements EventsExport.Reader {

        @Override
        public void begins(long position) {
            reading.begins(position);
        }

        @Override
        public void record(LogRecord record, String node) {
            reading.record(record, node);
            progress.step();
        }

        @Override
        public void reset(long position, Instant time) {
            reading.reset(position, time);
        }

        @Override
        public void unreadable(long offset, String why) {
            err.println("offset " + offset + " is passed over, as nodes do: " + why);
        }
    }
}
