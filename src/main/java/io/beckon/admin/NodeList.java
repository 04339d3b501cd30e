package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The nodes that live, by name. */
@Schema(description = "The nodes that live, by name")
public record NodeList(List<NodeList.Entry> nodes) {

    /** A node, and what it does at the moment; of one that does not answer only what its heartbeats say. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Node",
            description =
                    "A node, and what it does at the moment; of one that does not answer only what its heartbeats say")
    public record Entry(
            @Schema(description = "Its name, for people") String node,
            @Schema(description = "Its process") String instance,

            @Schema(description = "Where other nodes reach it") @Nullable String address,

            Instant startedAt,
            @Nullable String version,

            @Schema(description = "Connected sessions") @Nullable Integer sessions,

            @Schema(description = "Rooms that it knows") @Nullable Long rooms,

            @Schema(description = "Partitions of the rooms' log that it follows") @Nullable Integer partitions,

            @Schema(description = "Calls that have not ended: each node knows all of them") @Nullable Integer calls,

            @Nullable Long uptimeSeconds,
            @Nullable Boolean ready,

            @Schema(description = "Whether it is the one that answers")
            boolean self,

            boolean reachable,

            @Schema(description = "Why it does not answer") @Nullable String error) {

        /** As another node sees it that it has answered. */
        Entry seenBy(boolean itself) {
            return new Entry(
                    node,
                    instance,
                    address,
                    startedAt,
                    version,
                    sessions,
                    rooms,
                    partitions,
                    calls,
                    uptimeSeconds,
                    ready,
                    itself,
                    true,
                    null);
        }
    }
}
