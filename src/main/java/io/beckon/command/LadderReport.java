package io.beckon.command;

import io.beckon.replay.Diagnosis;
import io.beckon.replay.Finding;
import io.beckon.replay.Ladder;
import io.beckon.replay.SvgLadder;
import io.beckon.replay.TextLadder;
import io.beckon.replay.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ladders for whoever called the command.
 *
 * @param json as JSON, one object a line; else as text
 * @param svg where the last one is drawn, too; {@code null}: nowhere
 */
record LadderReport(PrintStream out, boolean json, @Nullable Path svg) {

    /** @param verdict {@code null}: it was not compared with anything */
    void show(Ladder ladder, @Nullable Verdict verdict) throws IOException {
        List<Finding> findings = Diagnosis.of(ladder);
        if (json) {
            byte[] object = LadderJson.of(ladder, findings, verdict);
            out.write(object, 0, object.length);
            out.println();
        } else {
            TextLadder.of(ladder, findings).forEach(out::println);
            out.println();
            if (verdict != null) {
                verdict.lines().forEach(out::println);
            }
        }
        if (svg != null) {
            Files.writeString(svg, SvgLadder.of(ladder, findings));
        }
    }
}
