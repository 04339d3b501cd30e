package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much there is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "How much there is; sessions and calls only with the right to administer all rooms")
public record Totals(
        int rooms, @Nullable Integer sessions, @Nullable Integer calls, int nodes) {

    /**
     * How much one node knows of.
     *
     * @param stamp changes whenever something of it may have changed
     * @param shards rooms by partition: who follows a partition knows all of its rooms
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfNode(
            long stamp,
            Map<Integer, Integer> shards,
            @Nullable Integer sessions,
            @Nullable Integer calls) {}

    static Totals of(OfNode own, Collection<OfNode> others) {
        Map<Integer, Integer> shards = new HashMap<>(own.shards);
        others.forEach(other -> other.shards.forEach((shard, count) -> shards.merge(shard, count, Math::max)));
        Integer sessions = own.sessions;
        for (OfNode other : others) {
            Integer more = other.sessions;
            sessions = sessions == null || more == null ? sessions : Integer.valueOf(sessions + more);
        }
        int rooms = shards.values().stream().mapToInt(Integer::intValue).sum();
        return new Totals(rooms, sessions, own.calls, 1 + others.size());
    }
}
