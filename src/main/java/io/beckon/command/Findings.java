package io.beckon.command;

import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.Report;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a verifier finds, as text or as JSON. */
final class Findings {

    /** Faults that are told one by one; further ones are counted. */
    static final int MOST_TOLD = 1_000;

    private final PrintStream out;
    private final boolean quiet;
    private final boolean json;
    private final List<Fault> told = new ArrayList<>();

    Findings(PrintStream out, boolean quiet, boolean json) {
        this.out = out;
        this.quiet = quiet;
        this.json = json;
    }

    void fault(Fault fault) {
        if (told.size() == MOST_TOLD) {
            return;
        }
        told.add(fault);
        if (!quiet && !json) {
            out.println(name(fault.kind()) + ": " + words(fault));
        }
    }

    private static String words(Fault fault) {
        String event = fault.event() == null ? "" : ", event " + printable(fault.event());
        return printable(fault.at().toString()) + event + ": " + printable(fault.words());
    }

    /** What stands in a record must not steer a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String name(Fault.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param missing partitions of which there is no seal, though there is such a partition
     * @param unproved what there is no proof of, in words
     */
    void end(Report report, List<Integer> missing, List<String> unproved) {
        if (quiet) {
            return;
        }
        if (json) {
            byte[] text = JsonBytes.object(frame -> write(frame, report, missing, unproved));
            out.write(text, 0, text.length);
            out.println();
            return;
        }
        if (report.faults() > told.size()) {
            out.println("and " + (report.faults() - told.size()) + " more");
        }
        report.chains().forEach(chain -> out.println(sentence(chain)));
        missing.forEach(partition -> out.println("partition " + partition + ": nothing sealed is here"));
        report.keys().forEach(key -> out.println(sentence(key)));
        unproved.forEach(words -> out.println("not proved: " + printable(words)));
        out.printf(
                Locale.ROOT, "%,d records, %,d seals, %,d faults%n", report.records(), report.seals(), report.faults());
    }

    private static String sentence(Report.Chain chain) {
        String name = chain.name() == null ? place(chain.partition()) : printable(chain.name());
        StringBuilder text = new StringBuilder(name).append(": ");
        if (chain.lastSeal() == 0) {
            text.append("no seal");
        } else {
            text.append("seals ").append(chain.firstSeal()).append(" to ").append(chain.lastSeal());
            text.append(", the last has the hash ").append(chain.lastHash());
        }
        if (chain.unsignedSeals() > 0) {
            text.append("; ").append(chain.unsignedSeals()).append(" are not signed");
        }
        if (chain.firstSeal() > 1 || chain.notHere() > 0) {
            text.append("; what was before is not here");
        }
        if (chain.unsealed() > 0) {
            text.append("; ").append(chain.unsealed()).append(" records are not sealed yet, from ");
            text.append(printable(String.valueOf(chain.unsealedFrom()))).append(" on");
            text.append(chain.unsealedSince() == null ? "" : ", since " + printable(chain.unsealedSince()));
        }
        return text.toString();
    }

    private static String place(int partition) {
        return partition < 0 ? "the records" : "partition " + partition;
    }

    private static String sentence(Report.KeyUse key) {
        String seals = "seals " + key.firstSeal() + " to " + key.lastSeal() + " of " + place(key.partition());
        return "key " + printable(key.key()) + ": " + seals + (key.checked() ? "" : ", which was not checked");
    }

    private void write(FrameWriter frame, Report report, List<Integer> missing, List<String> unproved)
            throws IOException {
        frame.flag("whole", report.isWhole())
                .whole("records", report.records())
                .whole("seals", report.seals())
                .whole("faultCount", report.faults())
                .objects("faults", told, Findings::write)
                .objects("chains", report.chains(), Findings::write)
                .objects("keys", report.keys(), Findings::write)
                .wholes("missingPartitions", missing.stream().map(Long::valueOf).toList())
                .texts("unproved", unproved);
    }

    private static void write(FrameWriter frame, Fault fault) throws IOException {
        frame.text("kind", name(fault.kind()))
                .whole("partition", orNull(fault.at().partition()))
                .whole("offset", orNull(fault.at().offset()))
                .text("file", fault.at().file())
                .whole(
                        "line",
                        fault.at().line() == 0 ? null : Long.valueOf(fault.at().line()))
                .text("event", fault.event())
                .text("words", fault.words());
    }

    private static void write(FrameWriter frame, Report.Chain chain) throws IOException {
        frame.text("name", chain.name())
                .whole("partition", orNull(chain.partition()))
                .whole("records", chain.records())
                .whole("firstSeal", chain.firstSeal())
                .whole("lastSeal", chain.lastSeal())
                .text("lastHash", chain.lastHash())
                .whole("unsignedSeals", chain.unsignedSeals())
                .whole("notHere", chain.notHere())
                .whole("unsealed", chain.unsealed())
                .text(
                        "unsealedFrom",
                        chain.unsealedFrom() == null
                                ? null
                                : chain.unsealedFrom().toString())
                .text("unsealedSince", chain.unsealedSince());
    }

    private static void write(FrameWriter frame, Report.KeyUse key) throws IOException {
        frame.text("key", key.key())
                .whole("partition", orNull(key.partition()))
                .whole("firstSeal", key.firstSeal())
                .whole("lastSeal", key.lastSeal())
                .flag("checked", key.checked());
    }

    private static @Nullable Long orNull(long number) {
        return number < 0 ? null : number;
    }
}
