package io.beckon.admin;

import io.beckon.archive.Replayed;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What happened in a room, or with a call, as the log says it. */
@Schema(name = "Replay", description = "What happened in a room, or with a call, as the log says it")
public record ReplayDocument(
        @Schema(description = "The room; of a call the one that it goes on in")
        String room,

        @Schema(description = "The time of the first row, from which the times of the others are counted")
        Instant begin,

        @Schema(description = "Rows of the ladder") int rows,

        @Schema(description = "Rows before them that are left out")
        long omittedRows,

        @Schema(description = "What went wrong, in words") List<String> findings,

        @Schema(
                description =
                        "How the state of the room compares with the keepers' checkpoint, and how far back was read")
        List<String> remarks,

        @Schema(description = "The ladder diagram, as SVG") String svg) {

    static ReplayDocument of(Replayed replayed) {
        return new ReplayDocument(
                replayed.ladder().room().name(),
                replayed.ladder().begin(),
                replayed.ladder().rows().size(),
                replayed.ladder().omitted(),
                replayed.findings().stream().map(finding -> finding.words()).toList(),
                replayed.remarks(),
                replayed.svg());
    }
}
