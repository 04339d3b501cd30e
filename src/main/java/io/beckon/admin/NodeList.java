package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The nodes that live, by name. */
@Schema(description = "The nodes that live, by name")
public record NodeList(List<NodeList.Entry> nodes) {

    /** What a node takes of its machine, and what goes through it. */
    @Schema(description = "What a node takes of its machine, and what goes through it")
    public record Strain(
            @Schema(description = "Of all processors that it may use, lately, from 0 to 1; -1: not known")
            double cpu,

            @Schema(description = "Bytes of its heap that are in use")
            long heap,

            @Schema(description = "Bytes that its heap may have")
            long heapMost,

            @Schema(description = "Frames of clients and for them, since it was started")
            long frames) {

        static Strain of(long frames) {
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            double cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuLoad();
            return new Strain(cpu, heap.getUsed(), heap.getMax(), frames);
        }
    }

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
            NodeList.@Nullable Strain strain,

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
                    strain,
                    itself,
                    true,
                    null);
        }
    }
}
