package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.ConnectionContract;
import io.beckon.session.Limits;
import io.beckon.session.OneNode;
import io.beckon.session.Session;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection of a client that polls, with one request that reads. */
class PolledConnectionTest extends ConnectionContract {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Fills("transport.signaling.PolledConnection.MOST_WAITING")
    void soManyRequestsWaitBesideTheReader() {
        PolledConnection connection = new Polling().connection;
        List<Polling> waiting = new ArrayList<>();
        for (int i = 0; i < PolledConnection.MOST_WAITING; i++) {
            waiting.add(new Polling());
            assertTrue(connection.waits(waiting.getLast()));
        }
        assertFalse(connection.waits(new Polling()));
        connection.waitsNoMore(waiting.getFirst());
        assertTrue(connection.waits(new Polling()));
    }

    /** The list of those who wait has been gone through. */
    @Test
    void whoBeginsToWaitAfterTheEndIsToldOfIt() {
        Polling ended = new Polling();
        ended.connection.close(CloseCode.REMOVED, "too loud");
        ended.settle();
        Polling late = new Polling();
        assertTrue(ended.connection.waits(late));

        assertEquals(CloseCode.TRY_AGAIN_LATER.number(), late.closedWith);
    }

    private final class Polling implements Client, PolledConnection.Waiting {

        private final Context context = vertx.getOrCreateContext();
        private final PolledConnection connection;
        private final Session session;
        private int closedWith;
        private int placesGivenBack;

        Polling() {
            OneNode node = new OneNode(Limits.DEFAULT);
            connection = new PolledConnection(context, node.edge, APPROACH, () -> placesGivenBack++, System::nanoTime);
            session = node.edge.openSilently(
                    Callers.of("default", "anna"),
                    connection,
                    new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
                    "session");
            connection.opened(session);
            connection.reads(this);
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public List<String> received() {
            return List.of();
        }

        @Override
        public void takes(boolean willing) {}

        @Override
        public void hangsUp() {
            connection.discard();
        }

        @Override
        public int closedWith() {
            return closedWith;
        }

        @Override
        public int placesGivenBack() {
            return placesGivenBack;
        }

        @Override
        public void settle() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            context.runOnContext(now -> done.complete(null));
            done.orTimeout(10, TimeUnit.SECONDS).join();
        }

        @Override
        public void look() {}

        @Override
        public void replaced() {}

        @Override
        public void closed(CloseCode code, String reason) {
            closedWith = code.number();
        }
    }

    @Override
    protected Client connect() {
        return new Polling();
    }
}
