package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogOut;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every control log does. */
public abstract class ControlLogContract {

    private static final UserKey USER = new UserKey("default", "https://issuer", "u-1");

    /** One without announcements, closed by whoever makes it. */
    protected abstract ControlLog log();

    /** All that was heard, and how much of it before it had caught up. */
    protected static final class Transcript implements ControlLog.Listener {

        public Transcript() {}

        private final List<Announcement> heard = new ArrayList<>();
        private final CompletableFuture<Integer> replayed = new CompletableFuture<>();

        @Override
        public synchronized void onAnnouncement(Announcement announcement) {
            heard.add(announcement);
            notifyAll();
        }

        @Override
        public synchronized void onCaughtUp() {
            replayed.complete(heard.size());
        }

        public int replayed() {
            return replayed.orTimeout(30, TimeUnit.SECONDS).join();
        }

        public synchronized List<Announcement> await(int count) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (heard.size() < count && System.nanoTime() < deadline) {
                try {
                    wait(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return List.copyOf(heard);
        }
    }

    private static List<Announcement> oneOfEach() {
        Instant at = Instant.parse("2026-03-01T12:00:00.5Z");
        return List.of(
                new SignOut("https://issuer", "sid-1", "u-1", at, "jti-1"),
                new SignOut("https://issuer", null, "u-1", at, null),
                new NotBefore("https://issuer", at),
                new LogIn(USER, "s-1", new Incarnation(2, "i-1"), true),
                new LogOut(USER, "s-1", new Incarnation(2, "i-1")),
                new InstanceGone("i-1"),
                new Removal(USER, at, "left the company"));
    }

    protected static void append(ControlLog log, Announcement announcement) {
        log.append(announcement)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void whoFollowsIsToldWhatWasAnnouncedBeforeAndWhatIsAfterwards() {
        ControlLog log = log();
        List<Announcement> all = oneOfEach();
        all.subList(0, 4).forEach(announcement -> append(log, announcement));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(4, transcript.replayed());
        all.subList(4, 7).forEach(announcement -> append(log, announcement));
        assertEquals(all, transcript.await(7));
    }

    @Test
    void anEmptyLogIsCaughtUpWithAtOnce() {
        Transcript transcript = new Transcript();
        log().follow(transcript);
        assertEquals(0, transcript.replayed());
    }

    @Test
    void allAreToldTheSameInTheSameOrder() {
        ControlLog log = log();
        Transcript one = new Transcript();
        log.follow(one);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofVirtual()
                        .start(() ->
                                IntStream.range(0, 25).forEach(i -> append(log, new InstanceGone(thread + "-" + i)))))
                .toList();
        threads.forEach(ControlLogContract::join);
        Transcript two = new Transcript();
        log.follow(two);
        assertEquals(100, two.replayed());
        List<Announcement> heard = one.await(100);
        assertEquals(100, heard.size());
        assertEquals(heard, two.await(100));
        for (int thread = 0; thread < 4; thread++) {
            String mine = thread + "-";
            assertEquals(
                    IntStream.range(0, 25).mapToObj(i -> mine + i).toList(),
                    heard.stream()
                            .map(Announcement::subject)
                            .filter(subject -> subject.startsWith(mine))
                            .toList());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerThatFailsIsToldTheNextAllTheSame() {
        ControlLog log = log();
        Transcript transcript = new Transcript();
        log.follow(new ControlLog.Listener() {
            @Override
            public void onAnnouncement(Announcement announcement) {
                transcript.onAnnouncement(announcement);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onCaughtUp() {
                transcript.onCaughtUp();
            }
        });
        append(log, new InstanceGone("1"));
        append(log, new InstanceGone("2"));
        assertEquals(2, transcript.await(2).size());
    }

    @Test
    void aListenerMayAnnounceItself() {
        ControlLog log = log();
        Transcript transcript = new Transcript();
        log.follow(new ControlLog.Listener() {
            @Override
            public void onAnnouncement(Announcement announcement) {
                transcript.onAnnouncement(announcement);
                if (announcement.subject().equals("1")) {
                    var ignored = log.append(new InstanceGone("2"));
                }
            }

            @Override
            public void onCaughtUp() {}
        });
        append(log, new InstanceGone("1"));
        assertEquals(List.of(new InstanceGone("1"), new InstanceGone("2")), transcript.await(2));
    }
}
