package io.beckon.command;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.replay.Attempt;
import io.beckon.replay.Column;
import io.beckon.replay.Finding;
import io.beckon.replay.Ladder;
import io.beckon.replay.Row;
import io.beckon.replay.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ladder, what went wrong in it, and how it compares with the checkpoint, as one JSON object. */
final class LadderJson {

    private LadderJson() {}

    static byte[] of(Ladder ladder, List<Finding> findings, @Nullable Verdict verdict) {
        return JsonBytes.object(frame -> {
            frame.text("tenant", ladder.room().tenant())
                    .text("room", ladder.room().name())
                    .instant("begin", ladder.begin())
                    .whole("omittedRows", ladder.omitted())
                    .objects("participants", ladder.columns(), LadderJson::write)
                    .objects("rows", ladder.rows(), LadderJson::write)
                    .objects("negotiations", ladder.attempts(), LadderJson::write)
                    .objects("findings", findings, LadderJson::write);
            if (verdict != null) {
                frame.object("checkpoint", members -> write(members, verdict));
            }
        });
    }

    private static void write(FrameWriter frame, Column column) throws IOException {
        frame.text("peer", column.peer())
                .text("user", column.user())
                .text("name", column.name())
                .text("session", column.session())
                .text("joined", time(column.joined()))
                .text("left", time(column.left()));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static void write(FrameWriter frame, Row row) throws IOException {
        frame.whole("number", row.number())
                .whole("offset", row.offset())
                .instant("time", row.time())
                .text("from", row.ends().from())
                .text("to", row.ends().to())
                .text("pc", row.ends().pc())
                .text("label", row.label())
                .text("state", word(row.state()));
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void write(FrameWriter frame, Attempt attempt) throws IOException {
        frame.whole("row", attempt.row())
                .text("offerer", attempt.offerer())
                .text("answerer", attempt.answerer())
                .text("pc", attempt.pc())
                .text("outcome", word(attempt.outcome()))
                .whole("durationMillis", attempt.durationMillis())
                .text("transport", word(attempt.transport()));
    }

    private static void write(FrameWriter frame, Finding finding) throws IOException {
        frame.whole("row", finding.row()).text("kind", word(finding.kind())).text("words", finding.words());
    }

    private static void write(FrameWriter frame, Verdict verdict) throws IOException {
        frame.text("verdict", word(verdict.kind()))
                .whole("offset", verdict.checkpoint())
                .whole("logFirstOffset", verdict.first())
                .texts("differences", verdict.differences());
    }
}
