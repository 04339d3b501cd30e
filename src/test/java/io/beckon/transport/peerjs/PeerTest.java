package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.identity.Approach;
import io.beckon.identity.Callers;
import io.beckon.log.ManualRoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Session;
import io.beckon.session.TestNode;
import io.beckon.wire.Sdp;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what a client says while the log does not answer, and who hears of what is refused. */
class PeerTest {

    private static final RoomKey ROOM = new RoomKey("default", "peerjs");
    private static final Approach FROM = new Approach("192.0.2.7", "192.0.2.7", null);
    private static final String DROPPED = "too much waits for an answer";

    private final Vertx vertx = Vertx.vertx();
    private final ManualRoomLog log = new ManualRoomLog();
    private final TestNode node = new TestNode.Plan(log).start();
    private final Client anna = new Client("anna");
    private final Client bob = new Client("bob");

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Client implements Line {

        private final Context context = vertx.getOrCreateContext();
        private final List<String> received = new ArrayList<>();
        private final ArrayDeque<CompletableFuture<Void>> unsent = new ArrayDeque<>();
        private final PeerConnection connection = new PeerConnection(this, vertx, context, node.edge, FROM);
        private final Session session;
        private boolean reads = true;
        private int closedWith;

        Client(String id) {
            JsonCodec json = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
            session = node.edge.openSilently(
                    Callers.of("default", id), connection, new PeerJsCodec(json), "session of " + id);
            String join = "{\"type\":\"join\",\"id\":\"j\",\"room\":\"peerjs\",\"pattern\":\"lobby\",\"name\":\"" + id
                    + "\"}";
            onItsThread(() -> {
                connection.begins(session);
                node.intake.frame(session, join.length(), () -> json.decode(join.getBytes(UTF_8)));
            });
            log.deliver();
            onItsThread(() -> connection.opens(
                    new Peer(id, ROOM, session, connection, vertx, node.intake, node.follower, json)::heard));
        }

        void onItsThread(Runnable action) {
            OnContext.run(context, action);
        }

        void says(String text) {
            says(1, text);
        }

        void says(int times, String text) {
            onItsThread(() -> {
                for (int i = 0; i < times; i++) {
                    connection.heard(text);
                }
            });
        }

        void reads(boolean reads) {
            onItsThread(() -> {
                this.reads = reads;
                while (reads && !unsent.isEmpty()) {
                    unsent.remove().complete(null);
                }
            });
        }

        long warnings() {
            return received(DROPPED);
        }

        /** How many messages with this in them. */
        long received(String words) {
            List<String> all = new ArrayList<>();
            onItsThread(() -> all.addAll(received));
            return all.stream().filter(text -> text.contains(words)).count();
        }

        @Override
        public CompletionStage<Void> send(String text) {
            received.add(text);
            CompletableFuture<Void> sent = new CompletableFuture<>();
            if (reads) {
                sent.complete(null);
            } else {
                unsent.add(sent);
            }
            return sent;
        }

        @Override
        public void ping(long answer) {}

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }
    }

    /** An answer with other members beside it, of which the room gets nothing. */
    private static String answer(int others) {
        String sdp = Sdp.answer("aaaa").text().replace("\r", "\\r").replace("\n", "\\n");
        return "{\"type\":\"ANSWER\",\"dst\":\"bob\",\"payload\":{\"sdp\":{\"type\":\"answer\",\"sdp\":\"" + sdp
                + "\"},\"connectionId\":\"c\""
                + IntStream.range(0, others).mapToObj(i -> ",\"" + i + "\":0").collect(Collectors.joining()) + "}}";
    }

    @Test
    void whatWaitsForAReplyTakesNoMoreMemoryThanItsText() {
        String text = answer(1500);
        int words = Peer.MOST_UNANSWERED_BYTES / text.length();
        long before = HeapCensus.bytes();
        for (int i = 0; i < words; i++) {
            anna.says(text);
        }
        long taken = HeapCensus.bytes() - before;

        assertEquals(words, log.proposals(Proposal.Answer.class).size());
        assertTrue(taken < 2L * Peer.MOST_UNANSWERED_BYTES, "bytes: " + taken);
    }

    @Test
    @Fills("transport.peerjs.Peer.MOST_UNANSWERED_BYTES")
    void soManyBytesWaitForTheirReplyAndNotOneMore() {
        String text = answer(5000);
        int words = Peer.MOST_UNANSWERED_BYTES / text.length();
        for (int i = 0; i < words; i++) {
            anna.says(text);
        }
        assertEquals(0, anna.warnings());
        anna.says(text);
        assertEquals(1, anna.warnings());
        assertEquals(words, log.proposals(Proposal.Answer.class).size());

        log.deliver();
        anna.says(text);
        assertEquals(1, anna.warnings(), "they have been answered");
        assertEquals(words + 1, log.proposals(Proposal.Answer.class).size());
    }

    @Test
    void whoseOfferFindsNoRoomNeedNotWait() {
        String text = answer(5000);
        for (int i = 0; i < Peer.MOST_UNANSWERED_BYTES / text.length(); i++) {
            anna.says(text);
        }
        anna.says(text.replace("ANSWER", "OFFER"));
        assertEquals(1, anna.warnings());
        assertEquals(1, anna.received("\"EXPIRE\""));
    }

    private static String word(String type, String to, String payload) {
        return "{\"type\":\"" + type + "\",\"dst\":\"" + to + "\",\"payload\":{\"connectionId\":\"c\"," + payload
                + "}}";
    }

    private static String described(String type, Sdp sdp) {
        return "\"sdp\":{\"type\":\"" + type + "\",\"sdp\":\""
                + sdp.text().replace("\r", "\\r").replace("\n", "\\n") + "\"}";
    }

    /** The log goes on once all that was said is in it, and all that comes of that is said. */
    private void deliver() {
        for (int i = 0; i < 3; i++) {
            anna.onItsThread(() -> {});
            bob.onItsThread(() -> {});
            log.deliver();
        }
    }

    /** Each for a reason of its own: the service's rules of JSON, the description, its type. */
    private static final String UNUSABLE = """
            "metadata":"\\ud83d"
            "sdp":{},"sdp":{}
            "sdp":{"type":"%1$s","sdp":"v=1\\r\\n"}
            "sdp":{"type":"%1$s"}
            "sdp":7
            "type":"data"
            """;

    static Stream<String> unusable() {
        return UNUSABLE.lines();
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whoseOfferIsRefusedForWhateverReasonNeedNotWait(String payload) {
        anna.says(word("OFFER", "bob", payload.formatted("offer")));
        deliver();
        assertEquals(1, anna.received("\"WARNING\""));
        assertEquals(1, anna.received("{\"type\":\"EXPIRE\",\"src\":\"bob\",\"dst\":\"anna\"}"));
        anna.says(word("OFFER", "anna", payload.formatted("offer")));
        assertEquals(1, anna.received("{\"type\":\"EXPIRE\",\"src\":\"anna\",\"dst\":\"anna\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" bob", "bo\\\"b", "b\u00f6b", "b\\ud83d"})
    void norWhoOffersToWhatIsNoIdOfAPeer(String to) {
        anna.says(word("OFFER", to, described("offer", Sdp.offer("aaaa"))));
        assertEquals(1, anna.received("\"WARNING\""));
        assertEquals(1, anna.received("\"EXPIRE\""));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void ofARefusedAnswerBothSidesHear(String payload) {
        anna.says(word("OFFER", "bob", described("offer", Sdp.offer("aaaa"))));
        deliver();
        assertEquals(1, bob.received("\"OFFER\""));
        bob.says(word("ANSWER", "anna", payload.formatted("answer")));
        deliver();
        assertEquals(1, bob.received("\"WARNING\""));
        assertEquals(1, bob.received("{\"type\":\"EXPIRE\",\"src\":\"anna\",\"dst\":\"bob\"}"));
        assertEquals(1, anna.received("{\"type\":\"EXPIRE\",\"src\":\"bob\",\"dst\":\"anna\"}"));
    }

    @Test
    void anAnswerToNothingIsUnreachableForItsSenderOnly() {
        bob.says(word("ANSWER", "anna", described("answer", Sdp.answer("bbbb"))));
        deliver();
        assertEquals(1, bob.received("\"WARNING\""));
        assertEquals(1, bob.received("\"EXPIRE\""));
        assertEquals(0, anna.received("\"EXPIRE\""));
        assertEquals(0, log.proposals(Proposal.Reject.class).size());
    }

    /** There may be others. */
    @Test
    void aRefusedCandidateEndsNothing() {
        anna.says(word("CANDIDATE", "bob", "\"candidate\":{\"candidate\":\"nonsense\",\"sdpMid\":\"0\"}"));
        anna.says(word("CANDIDATE", "bob", "\"candidate\":{},\"candidate\":{}"));
        deliver();
        assertEquals(2, anna.received("\"WARNING\""));
        assertEquals(0, anna.received("\"EXPIRE\""));
    }

    @Test
    void aWordOfAnySizeIsSaidWhereNothingWaits() {
        anna.says(answer(Peer.MOST_UNANSWERED_BYTES / 8));
        assertEquals(0, anna.warnings());
        assertEquals(1, log.proposals(Proposal.Answer.class).size());
    }

    /** What is to be told waits until it can be written, with what rooms say; and no more of it comes once the session has ended. */
    @Test
    void whoReadsNothingIsToldNoMoreThanIsReadOfIt() {
        String text = word("OFFER", " bob", described("offer", Sdp.offer("aaaa")));
        anna.reads(false);
        anna.says(3_000, text);
        anna.onItsThread(() -> {});
        long written = anna.received("");
        long underWay = anna.connection.bytesUnderWay();
        assertTrue(anna.session.isClosed(), "more than it may say");
        assertTrue(underWay < PeerConnection.MOST_UNDER_WAY + 1024, "bytes: " + underWay);

        anna.says(10_000, text);
        anna.onItsThread(() -> {});
        assertEquals(written, anna.received(""));
        assertEquals(underWay, anna.connection.bytesUnderWay());
        assertEquals(0, anna.closedWith);

        anna.reads(true);
        anna.onItsThread(() -> {});
        anna.onItsThread(() -> {});
        assertEquals(CloseCode.RATE_LIMITED.number(), anna.closedWith);
    }
}
