package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.LogLevels;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Levels of the nodes' logs that were changed for a while. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Levels of the nodes' logs that were changed for a while")
public record LogLevelList(
        List<LogLevelList.Entry> levels,

        @Schema(description = "Nodes that have not answered; nothing is known of theirs") @Nullable List<String> unreachable) {

    @Schema(name = "LogLevelOfNode", description = "A category of one node's log")
    public record Entry(
            @Schema(description = "The node's name, for people")
            String node,

            @Schema(description = "A package or class of the service")
            String category,

            @Schema(enumeration = {"error", "warn", "info", "debug"})
            String level,

            @Schema(description = "When it is again what it was")
            Instant until) {

        static Entry of(String node, LogLevels.Changed changed) {
            return new Entry(node, changed.category(), changed.level().wireName(), changed.until());
        }
    }
}
