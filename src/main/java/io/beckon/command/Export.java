package io.beckon.command;

import io.beckon.kafka.AuditExport;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code export}: the records of a topic as lines. */
final class Export {

    private static final String PROGRESS = "--progress";

    private final PrintStream out;
    private final PrintStream err;

    Export(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(List<String> options) throws CommandFailure, IOException {
        Arguments arguments = Arguments.of(options, Brokers.OPTIONS, Set.of(PROGRESS));
        if (!arguments.operands().isEmpty()) {
            throw new CommandFailure("export has no operands: " + arguments.operands());
        }
        Lines lines = new Lines(new Progress(err, arguments.has(PROGRESS)));
        Brokers.topic(arguments).read(lines);
        lines.progress.end();
        if (out.checkError()) {
            throw new IOException("the lines cannot be written");
        }
        return lines.unreadable == 0 ? Command.WHOLE : Command.TAMPERED;
    }

    private final class Lines implements AuditExport.Reader {

        private final Progress progress;
        private long unreadable;

        Lines(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void begins(int partition, long offset) {
            // The lines say it.
        }

        @Override
        public void event(StoredEvent event, long appended) {
            byte[] line = EventLine.write(event);
            out.write(line, 0, line.length);
            out.write('\n');
            progress.step();
        }

        @Override
        public void unreadable(int partition, long offset, String why) {
            unreadable++;
            err.println("partition " + partition + ", offset " + offset + " is left out: " + why);
        }
    }
}
