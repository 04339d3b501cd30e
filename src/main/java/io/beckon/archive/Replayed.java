package io.beckon.archive;

import io.beckon.replay.Diagnosis;
import io.beckon.replay.Finding;
import io.beckon.replay.Ladder;
import io.beckon.replay.SvgLadder;
import io.beckon.replay.TextLadder;
import java.util.List;

/**
 * What happened, as a log says it.
 *
 * @param findings what went wrong
 * @param remarks on how it was read, and how it compares with a checkpoint, for people
 */
public record Replayed(Ladder ladder, List<Finding> findings, List<String> remarks) {

    public static Replayed of(Ladder ladder, List<String> remarks) {
        return new Replayed(ladder, Diagnosis.of(ladder), remarks);
    }

    /** As a drawing. */
    public String svg() {
        return SvgLadder.of(ladder, findings);
    }

    /** As lines of text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        TextLadder.of(ladder, findings).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        remarks.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
