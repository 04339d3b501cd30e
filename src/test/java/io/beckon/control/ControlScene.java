package io.beckon.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.announcement.Announcement;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.log.ControlLog;
import io.beckon.log.Following;
import io.beckon.log.InProcessControlLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.LogUnavailable;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Closing;
import io.beckon.session.Session;
import io.beckon.session.SilentConnection;
import io.beckon.session.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One node without transports, and its control log: what is announced takes effect at once. */
final class ControlScene {

    static final Instant NOW = Instant.EPOCH.plusSeconds(60);

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    final Log log = new Log();
    final TestNode node;
    private long nanos;

    ControlScene(DuplicateLogIns policy, Announcement... before) {
        for (Announcement announcement : before) {
            log.append(announcement);
        }
        node = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20))
                .control(log)
                .duplicateLogIns(policy)
                .clocks(() -> nanos, InstantSource.fixed(NOW))
                .start();
    }

    /** A log that notes what it is given, unless it is away. */
    static final class Log implements ControlLog {

        final List<Announcement> appended = new ArrayList<>();
        boolean isAway;
        private final InProcessControlLog real = new InProcessControlLog(100);

        @Override
        public CompletionStage<Void> append(Announcement announcement) {
            if (isAway) {
                return CompletableFuture.failedFuture(new LogUnavailable("away"));
            }
            appended.add(announcement);
            return real.append(announcement);
        }

        @Override
        public Following follow(Listener listener) {
            return real.follow(listener);
        }
    }

    Guest connect(String user) {
        return connect(Callers.of("default", user));
    }

    Guest connect(Caller caller) {
        return new Guest(caller);
    }

    /** Time passes, and then comes what happens once a second. */
    void pass(Duration time) {
        nanos += time.toNanos();
        node.control.everySecond();
    }

    /** One who is connected, and what becomes of the connection. */
    final class Guest extends SilentConnection {

        final List<String> closed = new ArrayList<>();
        private final List<Runnable> early = new ArrayList<>();
        private final Session session;
        private final String secret;
        private boolean isOpen;

        private Guest(Caller caller) {
            session = node.edge.open(caller, this, new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));
            isOpen = true;
            early.forEach(Runnable::run);
            secret = frames().replaceAll("(?s).*\"secret\":\"([^\"]*)\".*", "$1");
        }

        /** @return what it hears then */
        String says(String frame) {
            node.intake.frame(session, frame.replace('\'', '"').getBytes(UTF_8));
            return frames();
        }

        Guest joins() {
            says("{'type':'join','id':'join','room':'stand-up'}");
            return this;
        }

        Guest comesBackAs(Guest old) {
            says("{'type':'resume','id':'back','session':'%s','secret':'%s','rooms':{'stand-up':0}}"
                    .formatted(old.session.id(), old.secret));
            return this;
        }

        /** Its connection breaks. */
        void vanishes() {
            node.edge.closed(session, Closing.LOST);
        }

        /** It goes for good. */
        void goes() {
            node.edge.closed(session, new Closing(CloseCode.NORMAL.number(), true));
        }

        boolean isMember() {
            return Boolean.TRUE.equals(
                    node.follower.read(ROOM, room -> room.room().incarnation(session.id()) != null));
        }

        private String frames() {
            StringBuilder frames = new StringBuilder();
            for (byte[] next = session.outbox().poll();
                    next != null;
                    next = session.outbox().poll()) {
                frames.append(new String(next, UTF_8)).append('\n');
            }
            return frames.toString();
        }

        @Override
        public void execute(Runnable action) {
            if (isOpen) {
                action.run();
            } else {
                early.add(action);
            }
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed.add(code.number() + " " + reason);
            execute(() -> node.edge.closed(session, new Closing(code.number(), false)));
        }
    }
}
