package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.RoomView;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A room in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Room", description = "A room that somebody is in")
public record RoomEntry(
        String tenant,
        @Schema(description = "Its name") String room,

        @Schema(enumeration = {"mesh", "sfu", "mcu", "broadcast"})
        String pattern,

        boolean locked,

        @Schema(description = "How many are in it, those included that have lost their connection and may come back")
        int participants,

        @Schema(
                description = "How many there are in each role that has any",
                examples = "{\"host\": 1, \"viewer\": 20}")
        Map<String, Integer> roles,

        @Schema(description = "Its partition in the log") int shard,

        @Schema(description = "The call that it is there for, if it is a call's") @Nullable String call,

        @Schema(description = "When it was opened, where the node has seen that") @Nullable Instant openedAt,

        @Schema(description = "When something last happened in it, where the node has seen that") @Nullable Instant lastAt,

        @Schema(description = "About how much memory its state takes")
        long bytes) {

    static RoomEntry of(RoomView view) {
        return new RoomEntry(
                view.key().tenant(),
                view.key().name(),
                view.pattern().wireName(),
                view.locked(),
                view.participants(),
                roles(view),
                view.shard(),
                view.call(),
                view.openedAt(),
                view.lastAt(),
                view.bytes());
    }

    static Map<String, Integer> roles(RoomView view) {
        Map<String, Integer> roles = new TreeMap<>();
        view.roles().forEach((role, count) -> roles.put(role.wireName(), count));
        return roles;
    }
}
