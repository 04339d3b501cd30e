package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection of a PeerJS client, over a WebSocket that is none. */
class PeerConnectionTest extends ConnectionContract {

    /** So many turns in a row in which nothing happens are followed by no other. */
    private static final int QUIET_TURNS = 2;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Fills("transport.peerjs.PeerConnection.MOST_UNREAD")
    void untilItIsLetInAClientMaySaySoMuch() {
        OnLine client = new OnLine(false);
        client.says(PeerConnection.MOST_UNREAD);
        assertEquals(0, client.closedWith());
        client.says(1);
        assertEquals(CloseCode.ABUSE.number(), client.closedWith());
    }

    @Test
    @Fills("transport.peerjs.PeerConnection.MOST_EARLY_BYTES")
    void thatIsCountedInBytesOfMemoryToo() {
        saysNoMoreThan(PeerConnection.MOST_EARLY_BYTES, new OnLine(false));
    }

    @Test
    @Fills("transport.peerjs.PeerConnection.MOST_UNREAD_BYTES")
    void soIsWhatIsSaidByOneThatIsNotRead() {
        OnLine client = new OnLine();
        client.connection.pauseReading();
        saysNoMoreThan(PeerConnection.MOST_UNREAD_BYTES, client);
    }

    private static void saysNoMoreThan(int bytes, OnLine client) {
        String quarter = "\u20AC".repeat(bytes / 4 / 3 - 100);
        client.says(4, quarter);
        assertEquals(0, client.closedWith());
        client.says(1, quarter);
        assertEquals(CloseCode.ABUSE.number(), client.closedWith());
    }

    private final class OnLine implements Client, Line {

        private final Context context = vertx.getOrCreateContext();
        private final List<String> received = new ArrayList<>();
        private final ArrayDeque<Runnable> underWay = new ArrayDeque<>();
        private final PeerConnection connection;
        private final Session session;
        private final AtomicInteger happened = new AtomicInteger();
        private boolean willing = true;
        private int closedWith;
        private int placesGivenBack;

        OnLine() {
            this(true);
        }

        /** @param isLetIn whether the client is let in at once */
        OnLine(boolean isLetIn) {
            OneNode node = new OneNode(Limits.DEFAULT);
            PeerJsCodec codec = new PeerJsCodec(new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));
            connection = new PeerConnection(this, vertx, context, node.edge, APPROACH);
            session = node.edge.openSilently(Callers.of("default", "anna"), connection, codec, "session");
            connection.execute(() -> {
                connection.holds(() -> placesGivenBack++);
                connection.begins(session);
                if (isLetIn) {
                    connection.opens(text -> {});
                }
            });
            settle();
            received.clear();
        }

        void says(int words) {
            says(words, "{\"type\":\"HEARTBEAT\"}");
        }

        void says(int words, String text) {
            connection.execute(() -> {
                for (int i = 0; i < words; i++) {
                    connection.heard(text);
                }
            });
            settle();
        }

        @Override
        public synchronized CompletionStage<Void> send(String text) {
            happened.incrementAndGet();
            CompletableFuture<Void> sent = new CompletableFuture<>();
            Runnable arrives = () -> {
                received.add(text);
                sent.complete(null);
            };
            if (willing) {
                arrives.run();
            } else {
                underWay.add(arrives);
            }
            return sent;
        }

        @Override
        public synchronized void takes(boolean willing) {
            this.willing = willing;
            while (willing && !underWay.isEmpty()) {
                underWay.remove().run();
            }
        }

        @Override
        public void ping(long answer) {}

        @Override
        public void close(int code, String reason) {
            happened.incrementAndGet();
            closedWith = code;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public synchronized List<String> received() {
            return List.copyOf(received);
        }

        @Override
        public void hangsUp() {
            connection.execute(() -> connection.lost(1006));
        }

        @Override
        public int closedWith() {
            return closedWith;
        }

        @Override
        public int placesGivenBack() {
            return placesGivenBack;
        }

        /** What is done on its thread may have more done there. */
        @Override
        public void settle() {
            for (int quiet = 0; quiet < QUIET_TURNS; quiet++) {
                int before = happened.get();
                CompletableFuture<Void> done = new CompletableFuture<>();
                context.runOnContext(now -> done.complete(null));
                done.orTimeout(10, TimeUnit.SECONDS).join();
                if (happened.get() != before) {
                    quiet = -1;
                }
            }
        }
    }

    @Override
    protected Client connect() {
        return new OnLine();
    }
}
