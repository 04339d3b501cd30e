package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of what has happened in a room and is still remembered, oldest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "Some of what has happened in a room and is still remembered, oldest first. What was said is not in it.")
public record RoomEvents(
        List<RoomEvents.Entry> events,

        @Schema(description = "After what to ask for more, now or later")
        String next,

        @Schema(description = "Nodes that have not answered: what only they remember is missing") @Nullable List<String> unreachable) {

    /** An event: who told whom, and when; of what was told only how long it was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "RoomEvent",
            description = "An event: who told whom, and when; of what was told only how long it was")
    public record Entry(
            @Schema(description = "Its place in the room's order")
            long seq,

            @Schema(description = "When the node saw it that tells of it")
            Instant at,

            @Schema(
                    description = "As in the signaling protocol",
                    examples = {"peer-joined", "offer", "answer", "ice-candidate", "message", "negotiation", "peer-left"
                    })
            String type,

            @Schema(description = "The peer from whom it comes, or whom it is about") @Nullable String from,

            @Schema(description = "The peers who got it; left out: all others") @Nullable List<String> to,

            @Schema(description = "The peer connection") @Nullable String pc,

            @Schema(description = "What became of the negotiation") @Nullable String state,

            @Nullable String reason,
            @Nullable String user,
            @Nullable String name,

            @Schema(description = "Bytes of what was passed on") @Nullable Integer size) {

        static Entry of(Rung rung) {
            return new Entry(
                    rung.seq(),
                    rung.at(),
                    rung.type(),
                    rung.from(),
                    rung.to(),
                    rung.pc(),
                    rung.state(),
                    rung.reason(),
                    rung.user(),
                    rung.name(),
                    rung.size());
        }

        private String identity() {
            return String.join(" ", Long.toString(seq), type, from, pc, state);
        }
    }

    static RoomEvents of(List<Rung> rungs, long after) {
        long last = rungs.isEmpty() ? after : rungs.getLast().seq();
        return new RoomEvents(rungs.stream().map(Entry::of).toList(), Long.toString(last), null);
    }

    /** Of what several nodes remember, the one that saw it first tells when. Events that share a place are not parted. */
    static RoomEvents merged(List<RoomEvents> all, @Nullable List<String> unreachable, long after, int limit) {
        Map<String, Entry> byIdentity = new LinkedHashMap<>();
        for (RoomEvents some : all) {
            some.events.forEach(event ->
                    byIdentity.merge(event.identity(), event, (one, other) -> one.at.isAfter(other.at) ? other : one));
        }
        List<Entry> sorted = new ArrayList<>(byIdentity.values());
        sorted.sort(Comparator.comparingLong(Entry::seq));
        int end = Math.min(limit, sorted.size());
        while (end > 0 && end < sorted.size() && sorted.get(end).seq == sorted.get(end - 1).seq) {
            end++;
        }
        List<Entry> page = List.copyOf(sorted.subList(0, end));
        long last = page.isEmpty() ? after : page.getLast().seq;
        return new RoomEvents(page, Long.toString(last), unreachable);
    }
}
