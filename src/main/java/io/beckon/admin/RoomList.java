package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of the rooms, by name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Some of the rooms, by name")
public record RoomList(
        List<RoomEntry> rooms,
        @Schema(description = "How many there are in all") int total,

        @Schema(description = "Where the next page begins; left out at the end") @Nullable String next,

        @Schema(description = "Nodes that have not answered: what only they know is missing") @Nullable List<String> unreachable,

        @Schema(hidden = true) @Nullable Map<Integer, Integer> shards) {

    /** What this node knows by itself. */
    static RoomList of(Inspection.Rooms rooms) {
        return new RoomList(
                rooms.page().stream().map(RoomEntry::of).toList(), 0, null, null, new TreeMap<>(rooms.shards()));
    }

    /** A room may be known to several nodes; those that follow a partition know all of its rooms. */
    static RoomList merged(RoomList own, Asked<RoomList> asked, int limit) {
        Map<String, RoomEntry> byName = new TreeMap<>();
        Map<Integer, Integer> shards = new TreeMap<>();
        List<RoomList> all = new ArrayList<>(List.of(own));
        all.addAll(asked.bodies());
        for (RoomList some : all) {
            some.rooms.forEach(room -> byName.putIfAbsent(room.room(), room));
            if (some.shards != null) {
                some.shards.forEach((shard, count) -> shards.merge(shard, count, Math::max));
            }
        }
        List<RoomEntry> page = byName.values().stream().limit(limit).toList();
        int total = shards.values().stream().mapToInt(Integer::intValue).sum();
        String next = page.size() < limit ? null : page.getLast().room();
        return new RoomList(page, total, next, asked.unreachable(), null);
    }
}
