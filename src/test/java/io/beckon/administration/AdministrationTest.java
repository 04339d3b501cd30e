package io.beckon.administration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.administration.Administration.Administrator;
import io.beckon.administration.Administration.Outcome;
import io.beckon.announcement.Announcement;
import io.beckon.announcement.Removal;
import io.beckon.audit.Actor;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Label;
import io.beckon.control.Control;
import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.UserKey;
import io.beckon.log.ControlLog;
import io.beckon.log.Following;
import io.beckon.log.ForwardingRoomLog;
import io.beckon.log.InProcessControlLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.LogUnavailable;
import io.beckon.log.RoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Applicant;
import io.beckon.room.Json;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Closing;
import io.beckon.session.IdleConnection;
import io.beckon.session.Session;
import io.beckon.session.TestNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");
    private static final Administrator ROOT =
            new Administrator("https://issuer.example", "root", "Root", new Approach("192.0.2.1", "192.0.2.1", null));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InProcessRoomLog kept = new InProcessRoomLog(4, 1 << 20);
    private final FaultyLog log = new FaultyLog(kept);
    private final InProcessControlLog controlLog = new InProcessControlLog(100);
    private final ConcurrentLinkedQueue<AuditEvent> audited = new ConcurrentLinkedQueue<>();
    private final Site site = new Site(log, controlLog);
    private final Administration administration = new Administration(
            site.follower,
            site.control,
            site.node.switchboard,
            new Journal(audited::add, AddressPolicy.FULL, () -> "this-node", InstantSource.fixed(NOW)),
            InstantSource.fixed(NOW));

    /** A log whose next appends are lost, or taken and not said to be. */
    private static final class FaultyLog extends ForwardingRoomLog {

        final AtomicInteger lost = new AtomicInteger();
        final AtomicInteger unanswered = new AtomicInteger();

        FaultyLog(RoomLog log) {
            super(log);
        }

        @Override
        public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
            if (lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return CompletableFuture.failedFuture(new LogUnavailable("lost"));
            }
            CompletionStage<Long> taken = log.append(room, proposal);
            return unanswered.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? CompletableFuture.failedFuture(new LogUnavailable("not answered"))
                    : taken;
        }
    }

    /** What a node has of sessions and rooms. */
    private static final class Site {

        final TestNode node;
        final Follower follower;
        final Control control;

        Site(RoomLog log, ControlLog controlLog) {
            node = new TestNode.Plan(log).control(controlLog).start();
            follower = node.follower;
            control = node.control;
        }

        Client connect(String user) {
            return new Client(this, user);
        }
    }

    /** One who is connected, and what becomes of the connection. */
    private static final class Client extends IdleConnection {

        final String peer;
        final Session session;
        final List<String> closed = new ArrayList<>();
        private final Site site;

        Client(Site site, String user) {
            this.site = site;
            Caller caller = Callers.of("default", user);
            session = site.node.edge.open(caller, this, new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));
            session.outbox().poll();
            peer = "peer-of-" + session.id();
        }

        Client joins(Pattern pattern) {
            session.enter(ROOM);
            session.propose(
                    ROOM,
                    origin -> new Proposal.Join(
                            origin,
                            new Applicant(
                                    peer,
                                    session.caller().user(),
                                    session.caller().name(),
                                    Set.of(Right.JOIN, Right.HOST, Right.PUBLISH),
                                    null,
                                    null,
                                    Json.EMPTY_OBJECT,
                                    false),
                            pattern,
                            null,
                            RoomRules.DEFAULT),
                    "join");
            session.outbox().poll();
            return this;
        }

        /** The connection breaks, as transports say it. */
        void isGone() {
            site.node.edge.closed(session, Closing.LOST);
        }

        List<String> frames() {
            List<String> frames = new ArrayList<>();
            for (byte[] next = session.outbox().poll();
                    next != null;
                    next = session.outbox().poll()) {
                frames.add(new String(next, UTF_8));
            }
            return frames;
        }

        boolean isMember() {
            return Boolean.TRUE.equals(
                    site.follower.read(ROOM, room -> room.room().incarnation(session.id()) != null));
        }

        @Override
        public void execute(Runnable action) {
            action.run();
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed.add(code.number() + " " + reason);
            site.node.edge.closed(session, new Closing(code.number(), false));
        }
    }

    private static <T> T outcome(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void assertOnly(List<String> frames, String type, String member) {
        assertEquals(1, frames.size(), frames::toString);
        String frame = frames.getFirst();
        assertTrue(frame.startsWith("{\"type\":\"" + type + "\""), frame);
        assertTrue(frame.contains(member), frame);
    }

    @Test
    void whatAnAdministratorSaysIsAMessageToEverybody() {
        Client host = site.connect("anna").joins(Pattern.BROADCAST);
        Client viewer = site.connect("ben").joins(Pattern.BROADCAST);
        host.frames();
        assertEquals(Outcome.DONE, outcome(administration.tell(ROOM, Json.of("{\"text\":\"six\"}"), ROOT, "hour")));
        String member = "\"from\":\"administrator\",\"data\":{\"text\":\"six\"}}";
        assertOnly(host.frames(), "message", member);
        assertOnly(viewer.frames(), "message", member);
    }

    @Test
    void oneWhoIsKickedIsToldTheReason() {
        Client anna = site.connect("anna").joins(Pattern.MESH);
        assertEquals(Outcome.NO_SUCH_PEER, outcome(administration.kick(ROOM, "nobody", 0, ROOT, "spam")));
        assertEquals(Outcome.DONE, outcome(administration.kick(ROOM, anna.peer, 0, ROOT, "spam")));
        assertOnly(anna.frames(), "left", "\"reason\":\"kicked\",\"message\":\"spam\"}");
        assertTrue(anna.closed.isEmpty());
    }

    @Test
    void aRoomIsLockedUnlockedAndClosed() {
        assertEquals(Outcome.NO_SUCH_ROOM, outcome(administration.lock(ROOM, ROOT, "test")));
        Client anna = site.connect("anna").joins(Pattern.MESH);
        assertEquals(Outcome.DONE, outcome(administration.lock(ROOM, ROOT, "test")));
        assertOnly(anna.frames(), "room-locked", "\"seq\":");
        assertEquals(Outcome.DONE, outcome(administration.unlock(ROOM, ROOT, "test")));
        assertOnly(anna.frames(), "room-unlocked", "\"seq\":");
        assertEquals(Outcome.DONE, outcome(administration.close(ROOM, ROOT, "test")));
        assertEquals(2, anna.frames().size());
        assertEquals(Outcome.NO_SUCH_ROOM, outcome(administration.close(ROOM, ROOT, "test")));
    }

    @Test
    void whatTheLogHasNotTakenIsSaidAgain() {
        Client anna = site.connect("anna").joins(Pattern.MESH);
        log.lost.set(2);
        assertEquals(Outcome.DONE, outcome(administration.tell(ROOM, Json.of("1"), ROOT, "test")));
        assertOnly(anna.frames(), "message", "\"data\":1}");
    }

    @Test
    void whatTheLogHasTakenWithoutSayingSoIsDoneOnce() {
        Client anna = site.connect("anna").joins(Pattern.MESH);
        log.unanswered.set(1);
        assertEquals(Outcome.DONE, outcome(administration.tell(ROOM, Json.of("1"), ROOT, "test")));
        assertOnly(anna.frames(), "message", "\"data\":1}");
        assertEquals(0, site.follower.orders().size());
    }

    @Test
    void anOutcomeThatIsNotKnownInTimeIsSaidToBeUnknown() {
        log.lost.set(Integer.MAX_VALUE);
        CompletionException e =
                assertThrows(CompletionException.class, () -> outcome(administration.lock(ROOM, ROOT, "test")));
        assertInstanceOf(LogUnavailable.class, e.getCause());
        assertEquals(0, site.follower.orders().size());
    }

    @Test
    void allSessionsOfAUserEndAndOnlyThose() {
        Client phone = site.connect("anna").joins(Pattern.MESH);
        Client laptop = site.connect("anna").joins(Pattern.MESH);
        Client lost = site.connect("anna").joins(Pattern.MESH);
        Client ben = site.connect("ben").joins(Pattern.MESH);
        lost.isGone();
        assertTrue(lost.isMember());
        ben.frames();
        outcome(administration.disconnect(laptop.session.caller().key(), ROOT, "left the company"));
        assertEquals(List.of("4003 left the company"), phone.closed);
        assertEquals(List.of("4003 left the company"), laptop.closed);
        assertEquals(List.of(), ben.closed);
        assertEquals(List.of(false, false, false), List.of(phone.isMember(), laptop.isMember(), lost.isMember()));
        List<String> seen = ben.frames();
        assertEquals(3, seen.size(), seen::toString);
        assertTrue(seen.stream().allMatch(frame -> frame.contains("\"reason\":\"kicked\"")), seen::toString);
    }

    @Test
    void whoWasSentAwayMaySignInAgain() {
        UserKey anna = site.connect("anna").session.caller().key();
        outcome(administration.disconnect(anna, ROOT, "test"));
        assertTrue(site.connect("anna").joins(Pattern.MESH).isMember());
    }

    @Test
    void anotherUserOfThatNameIsNotConcerned() {
        Client anna = site.connect("anna").joins(Pattern.MESH);
        outcome(administration.disconnect(new UserKey("default", "https://another", "anna"), ROOT, "test"));
        outcome(administration.disconnect(new UserKey("another", "https://issuer.example", "anna"), ROOT, "test"));
        assertTrue(anna.isMember());
    }

    @Test
    void whatWasBeforeANodeConcernsNoneOfItsSessions() {
        List<ControlLog.Listener> listeners = new ArrayList<>();
        Site later = new Site(kept, new ControlLog() {
            @Override
            public CompletionStage<Void> append(Announcement announcement) {
                throw new IllegalStateException();
            }

            @Override
            public Following follow(Listener listener) {
                listeners.add(listener);
                return () -> {};
            }
        });
        Removal removal = new Removal(Callers.of("default", "anna").key(), NOW, null);
        Client anna = later.connect("anna");
        listeners.forEach(listener -> listener.onAnnouncement(removal));
        assertEquals(List.of(), anna.closed);
        listeners.forEach(ControlLog.Listener::onCaughtUp);
        listeners.forEach(listener -> listener.onAnnouncement(removal));
        assertEquals(List.of("4003 removed by an administrator"), anna.closed);
    }

    @Test
    void aCallThatDoesNotGoOnCannotBeEnded() {
        assertEquals(Outcome.NO_SUCH_CALL, outcome(administration.endCall("default", "c-1", ROOT, "test")));
        assertEquals(administered("end-call", "c-1", "test"), audited.element().fact());
    }

    @Test
    void everythingIsAudited() {
        Client anna = site.connect("anna").joins(Pattern.MESH);
        outcome(administration.kick(ROOM, anna.peer, 0, ROOT, "spam"));
        outcome(administration.close(ROOM, ROOT, "empty"));
        outcome(administration.disconnect(anna.session.caller().key(), ROOT, "gone"));
        assertEquals(
                List.of(
                        administered("kick", anna.peer, "spam"),
                        administered("close-room", null, "empty"),
                        administered("disconnect", "anna", "gone")),
                audited.stream().map(AuditEvent::fact).toList());
        assertEquals(
                List.of("default/stand-up", "default/stand-up", "default"),
                audited.stream().map(event -> event.subject().key()).toList());
        for (AuditEvent event : audited) {
            assertEquals(Actor.user(ROOT.issuer(), ROOT.user(), ROOT.name(), null), event.actor());
            assertEquals(ROOT.approach().address(), String.valueOf(event.address()));
            assertEquals(NOW, event.time());
        }
    }

    private static Fact administered(String action, String target, String reason) {
        return new Fact.Administered(new Id(action), target == null ? null : new Id(target), new Label(reason));
    }
}
