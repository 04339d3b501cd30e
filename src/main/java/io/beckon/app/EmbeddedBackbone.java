package io.beckon.app;

import io.beckon.archive.Archive;
import io.beckon.audit.AuditTrail;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessControlLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import io.beckon.log.RoomLog;
import io.beckon.ops.Meters;
import io.beckon.projection.OwnState;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node alone, with its log in memory. */
record EmbeddedBackbone(
        InProcessRoomLog inProcess,
        Instances instances,
        Nodes nodes,
        InProcessControlLog control,
        InProcessCallLog calls,
        @Nullable EmbeddedAudit trail,
        Archive archive)
        implements Backbone {

    /** Nobody begins to follow after the start. */
    private static final int CONTROL_CAPACITY = 100;

    /** @param trail {@code null}: auditors are told nothing beyond the node's log */
    static EmbeddedBackbone of(BeckonConfig config, Nodes.Node self, @Nullable EmbeddedAudit trail) {
        Instances instances = new Instances(Integer.MAX_VALUE);
        Nodes nodes = new Nodes(instances);
        nodes.heard(self);
        return new EmbeddedBackbone(
                new InProcessRoomLog(
                        config.kafka().partitions(),
                        config.inProcess().capacity().asLongValue()),
                instances,
                nodes,
                new InProcessControlLog(CONTROL_CAPACITY),
                new InProcessCallLog(CONTROL_CAPACITY),
                trail,
                new AuditSettings(config.audit()).archive());
    }

    @Override
    public RoomLog log() {
        return inProcess;
    }

    @Override
    public AuditTrail audit() {
        return trail == null ? event -> {} : trail;
    }

    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public void start(Consumer<String> renewed, OwnState state) {
        if (trail != null) {
            trail.start(inProcess, calls, state);
        }
    }

    @Override
    public boolean isStarted() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void describe(Meters meters) {
        meters.gauge("beckon.log.memory.bytes", "Records that the embedded log keeps", inProcess::weight);
        if (trail != null) {
            trail.describe(meters);
        }
    }

    @Override
    public void stop() {
        if (trail != null) {
            trail.close();
        }
    }
}
