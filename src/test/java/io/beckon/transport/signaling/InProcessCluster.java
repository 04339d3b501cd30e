package io.beckon.transport.signaling;

import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import io.beckon.log.RoomLog;
import io.vertx.core.Vertx;

/** What nodes in this process share: their log, and whom each of them can reach. They end with it. */
public final class InProcessCluster implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    final RoomLog log;
    final Nodes nodes = new Nodes(new Instances(30));

    public InProcessCluster() {
        this(new InProcessRoomLog(4, 1 << 24));
    }

    public InProcessCluster(RoomLog log) {
        this.log = log;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
