package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.TokenVerifier;
import io.beckon.log.ManualRoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Limits;
import io.beckon.session.TestNode;
import io.beckon.transport.Admissions;
import io.beckon.transport.BadTokens;
import io.beckon.transport.Gate;
import io.beckon.transport.Origins;
import io.beckon.transport.Rates;
import io.beckon.transport.WebOrigin;
import io.beckon.transport.Witness;
import io.beckon.wire.Sdp;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those are told who come back. The log has the latency that a test wants: what comes before what is decided there. */
class PeerJsDoorTest {

    private static final RoomKey ROOM = new RoomKey("default", "peerjs");
    private static final Approach FROM = new Approach("192.0.2.7", "192.0.2.7", null);
    private static final byte[] KEY = "a key for this test, and no other".getBytes(UTF_8);

    /** More than anything here takes. */
    private static final int TURNS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final ManualRoomLog log = new ManualRoomLog();
    private final Issuer issuer = new Issuer();
    private final TestNode node =
            new TestNode.Plan(log).keys(List.of(KEY)).tokens(issuer).start();
    private final String here = node.settings.instance().id();
    private final PeerJsDoor door = door(node, List.of(KEY));
    private String takenFor = here;
    private boolean hasRoom = true;
    private Client bob;

    private static final class Nobody implements Witness {

        @Override
        public void denied(Caller caller, Approach by) {}

        @Override
        public void unknown(boolean hasToken, Approach by) {}

        @Override
        public void limited(@Nullable Caller caller, Approach by) {}

        @Override
        public void refused(Fact.Refusal what, @Nullable Caller caller, @Nullable String room, Approach by) {}

        @Override
        public void foreign(@Nullable WebOrigin origin, @Nullable WebOrigin own, Approach by) {}

        @Override
        public void unserved() {}
    }

    /** Whose tokens are good until it says otherwise. */
    private static final class Issuer implements TokenVerifier {

        private volatile boolean takesBack;

        @Override
        public CompletionStage<Caller> verify(String token) {
            return CompletableFuture.failedFuture(new InvalidToken("none is known"));
        }

        @Override
        public CompletionStage<Void> reaffirm(Caller caller) {
            return takesBack
                    ? CompletableFuture.failedFuture(new InvalidToken("of one who was shut out"))
                    : CompletableFuture.completedFuture(null);
        }
    }

    /** @param keys newest first */
    private PeerJsDoor door(TestNode at, List<byte[]> keys) {
        Callers callers = new Callers(
                token -> CompletableFuture.failedFuture(new InvalidToken("none is known")),
                new Tickets(keys, caller -> false, InstantSource.system()),
                keys.stream().map(KeyedHash::new).toList(),
                InstantSource.system());
        return new PeerJsDoor(
                new Gate(
                        new Origins(Set.of()),
                        token -> CompletableFuture.failedFuture(new InvalidToken("none is known")),
                        new BadTokens(0, System::nanoTime),
                        new Nobody()),
                Map.of("peerjs", new Application("peerjs", ROOM, true, false, false)),
                callers,
                vertx,
                at.edge,
                at.intake,
                at.follower,
                new Admissions(0, 0, at.sessions.users(), Limits.DEFAULT, System::nanoTime),
                new Rates(0, 1, System::nanoTime),
                () -> hasRoom,
                () -> at == node ? takenFor : at.settings.instance().id(),
                new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));
    }

    @BeforeEach
    void bobIsThere() {
        bob = comes("bob");
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void onItsThread(Runnable action) {
        OnContext.run(context, action);
    }

    /** All that can be done without a further record of the log is done. */
    private void settle() {
        for (int i = 0; i < TURNS; i++) {
            onItsThread(() -> {});
        }
    }

    /** So is what takes some. */
    private void goOn() {
        for (int i = 0; i < TURNS / 2; i++) {
            settle();
            for (int reader = 0; log.listener(reader) != null; reader++) {
                log.deliver(reader);
            }
        }
        settle();
    }

    private final class Client implements Line {

        private final List<String> received = new ArrayList<>();
        private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        /** Set on its thread before anything else happens there: what is done there may use it. */
        private volatile PeerConnection connection;
        /** Whether anything reaches it. */
        private boolean isInReach = true;

        Client(String id) {
            this(door, id);
        }

        Client(PeerJsDoor by, String id) {
            onItsThread(() -> connection = by.greet(this, context, new Visitor("peerjs", id, "token", FROM)));
        }

        void hangsUp() {
            onItsThread(() -> connection.lost(1006));
        }

        void getsNothingAnyMore() {
            onItsThread(() -> isInReach = false);
        }

        void offers(String to, String connectionId, int length) {
            JsonObject payload = new JsonObject()
                    .put(
                            "sdp",
                            new JsonObject()
                                    .put("type", "offer")
                                    .put("sdp", Sdp.offer("aaaa").text()))
                    .put("type", "data")
                    .put("connectionId", connectionId)
                    .put("label", "x".repeat(length));
            says("OFFER", to, payload);
        }

        void answers(String to, String connectionId) {
            JsonObject payload = new JsonObject()
                    .put(
                            "sdp",
                            new JsonObject()
                                    .put("type", "answer")
                                    .put("sdp", Sdp.answer("bbbb").text()))
                    .put("type", "data")
                    .put("connectionId", connectionId);
            says("ANSWER", to, payload);
        }

        private void says(String type, String to, JsonObject payload) {
            String word = new JsonObject()
                    .put("type", type)
                    .put("dst", to)
                    .put("payload", payload)
                    .encode();
            onItsThread(() -> connection.heard(word));
            goOn();
        }

        /** What it was offered, or what else it has been told. */
        List<String> told() {
            List<String> told = new ArrayList<>();
            onItsThread(() -> received.stream()
                    .map(JsonObject::new)
                    .map(word -> word.getJsonObject("payload", new JsonObject())
                            .getString("connectionId", word.getString("type")))
                    .forEach(told::add));
            return told;
        }

        @Override
        public CompletionStage<Void> send(String text) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            if (isInReach) {
                received.add(text);
                sent.complete(null);
            } else {
                underWay.add(sent);
            }
            return sent;
        }

        @Override
        public void ping(long answer) {
            if (isInReach) {
                connection.execute(() -> connection.arrived().answered(answer));
            }
        }

        @Override
        public void close(int code, String reason) {
            closed.complete(code);
        }

        int closed() {
            return closed.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private Client comes(String id) {
        Client client = new Client(id);
        goOn();
        assertEquals("OPEN", client.told().getFirst());
        return client;
    }

    private String session(String id) {
        return Objects.requireNonNull(node.follower.read(
                ROOM, followed -> followed.room().participant(id).session()));
    }

    @Test
    void whoWasAwayIsToldOnceWhatWasSaidMeanwhile() {
        Client alice = comes("alice");
        bob.offers("alice", "one", 1);
        alice.hangsUp();
        goOn();
        bob.offers("alice", "two", 1);
        assertEquals(List.of("OPEN", "one"), alice.told());
        alice = comes("alice");
        assertEquals(List.of("OPEN", "two"), alice.told());
        alice.hangsUp();
        goOn();
        assertEquals(List.of("OPEN"), comes("alice").told());
    }

    @Test
    void whoReadsTooSlowlyIsToldTheRestWhenItComesBack() {
        Client alice = comes("alice");
        bob.offers("alice", "zero", 1);
        alice.getsNothingAnyMore();
        List<String> missed = new ArrayList<>(List.of("OPEN"));
        for (int i = 0; i < 12; i++) {
            bob.offers("alice", "c" + i, PeerConnection.MOST_UNDER_WAY / 6);
            missed.add("c" + i);
        }
        assertTrue(alice.underWay.size() < 12, "some of it waits");
        String slow = session("alice");
        node.sessions.all().stream()
                .filter(session -> session.id().equals(slow))
                .forEach(session -> session.close(CloseCode.TRY_AGAIN_LATER, "reading too slowly"));
        goOn();
        assertEquals(List.of("OPEN", "zero"), alice.told());
        assertEquals(missed, comes("alice").told());
    }

    /** Its old connection seems to be there, but nothing gets through any more. */
    @Test
    void whoTakesOverIsToldWhatDidNotArriveOverTheOldConnection() {
        Client old = comes("alice");
        bob.offers("alice", "one", 1);
        old.getsNothingAnyMore();
        bob.offers("alice", "two", 1);
        assertEquals(List.of("OPEN", "one"), old.told());
        assertEquals(List.of("OPEN", "two"), comes("alice").told());
    }

    /** Even where no pong has said so. */
    @Test
    void whatIsBeforeAnOfferThatWasAnsweredHasArrived() {
        Client old = comes("alice");
        old.getsNothingAnyMore();
        bob.offers("alice", "one", 1);
        old.answers("bob", "one");
        bob.offers("alice", "two", 1);
        assertEquals(List.of("OPEN", "two"), comes("alice").told());
    }

    @Test
    void aReturnThatBreaksOffBeforeItIsToldOfHasToldNothing() {
        comes("alice").hangsUp();
        goOn();
        bob.offers("alice", "one", 1);
        breakOff();
        assertEquals(List.of("OPEN", "one"), comes("alice").told());
    }

    /** What this node remembers is of another time. */
    @Test
    void norHasOneOfAClientThatWasAtAnotherNodeMeanwhile() {
        Client former = comes("alice");
        former.getsNothingAnyMore();
        bob.offers("alice", "there", 1);
        former.hangsUp();
        goOn();
        bob.offers("alice", "one", 1);
        takenFor = "the other one";
        breakOff();
        takenFor = here;
        assertEquals(List.of("OPEN", "one"), comes("alice").told());
    }

    /** The room has taken it back, but that is not known here when its connection ends. */
    private void breakOff() {
        int before = log.proposals(Proposal.Resume.class).size();
        Client brief = new Client("alice");
        settle();
        assertEquals(before + 1, log.proposals(Proposal.Resume.class).size());
        brief.hangsUp();
        goOn();
        assertFalse(brief.told().contains("OPEN"));
    }

    /** PeerJS gives up a Peer for good that hears of an ERROR before it was let in. */
    @Test
    void whoCannotBeLetInNowMayComeBack() {
        hasRoom = false;
        assertPutOff(new Client("alice"));
        hasRoom = true;
        log.away = true;
        Client second = new Client("alice");
        goOn();
        assertPutOff(second);
        log.away = false;
        comes("alice");
    }

    private static void assertPutOff(Client client) {
        assertEquals(CloseCode.TRY_AGAIN_LATER.number(), client.closed());
        assertEquals(List.of("WARNING"), client.told());
    }

    @Test
    void whoseTokenHoldsNoLongerIsNotLetInAsAnother() {
        comes("alice").hangsUp();
        goOn();
        int joins = log.proposals(Proposal.Join.class).size();
        issuer.takesBack = true;
        Client again = new Client("alice");
        goOn();
        assertEquals(CloseCode.NORMAL.number(), again.closed());
        assertEquals(List.of("ERROR"), again.told());
        assertEquals(joins, log.proposals(Proposal.Join.class).size());
        issuer.takesBack = false;
        assertEquals(List.of("OPEN"), comes("alice").told());
    }

    @Test
    void whoGoesFromANodeWithTheOldKeysToOneWithNewOnesIsTheSame() {
        List<byte[]> keys = List.of("a newer key for this test".getBytes(UTF_8), KEY);
        TestNode rotated = new TestNode.Plan(log).keys(keys).start();
        Client alice = comes("alice");
        String session = session("alice");
        alice.getsNothingAnyMore();
        Client again = new Client(door(rotated, keys), "alice");
        goOn();
        bob.offers("alice", "one", 1);
        assertEquals(List.of("OPEN", "one"), again.told());
        assertEquals(session, session("alice"));
    }

    @Test
    void whatIsKnownHereCountsThoughNoAbsenceIsInTheLogYet() {
        comes("alice").getsNothingAnyMore();
        Lobby lobby = new Lobby(node.follower, ROOM);
        long known = lobby.now();
        bob.offers("alice", "one", 1);
        assertTrue(known < lobby.now());
        assertEquals(known, lobby.seen(session("alice"), here, known));
        assertTrue(lobby.seen(session("alice"), "the other one", known) < lobby.now(), "of which nothing is known");
    }
}
