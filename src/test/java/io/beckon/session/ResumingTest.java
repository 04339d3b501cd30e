package io.beckon.session;

import static io.beckon.session.Scene.ROOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.cluster.Await;
import io.beckon.identity.UserKey;
import io.beckon.log.Checkpoint;
import io.beckon.log.ManualRoomLog;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.room.Incarnation;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Seq;
import io.beckon.session.Scene.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a resume takes of the node, and gives back. */
class ResumingTest {

    /** For one partition. */
    private static final int MOST_WAITING = 10_000;

    private static final long FAR = 1L << 50;

    private final ManualRoomLog log = new ManualRoomLog();
    private final Scene scene = new Scene(log);

    private Guest gone(String user) {
        Guest old = scene.connect(user);
        old.joins();
        log.deliver();
        old.vanishes();
        log.deliver();
        return old;
    }

    private int waiting() {
        return scene.follower.partition(ROOM).waiting();
    }

    @Test
    void whatLiesBeyondTheEndIsRefusedAtOnceWithoutARecord() {
        Guest old = gone("anna");
        int before = log.records.size();
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of("stand-up", FAR, "another", FAR));
        String resumed = back.hear("resumed");
        assertEquals(2, resumed.split("resume-expired", -1).length - 1, resumed);
        assertEquals(0, waiting());
        assertEquals(before, log.records.size(), "nobody was asked by way of the log");
        assertEquals(0, scene.edge.unsettled());
    }

    /** A node that stood still with a join on its way, of a session that was in no room: nothing in the log says that it lived there. */
    @Test
    void whatAnEarlierLifeLeftOnItsWayIsOlderThanTheLifeThatFollowedIt() {
        Guest old = scene.connect("anna");
        old.vanishes();
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of());
        back.hear("resumed");
        back.joins();
        log.deliver();
        Proposal.Join join = log.proposals(Proposal.Join.class).getFirst();
        // A second before, the other node had said the same of another life.
        int before = join.origin().incarnation().number() - 1;
        assertTrue(before > Duration.ofDays(365).toSeconds(), "it comes of the clock");
        Origin elsewhere = new Origin(old.session.id(), new Incarnation(before, "zzz"), "join", 1);
        log.append(ROOM, new Proposal.Join(elsewhere, join.applicant(), join.pattern(), null, join.rules()));
        log.deliver();
        assertEquals(List.of(), back.closed);
        assertTrue(scene.isPresent(back));
    }

    @Test
    void whatIsOnItsWayIsWaitedFor() {
        Guest old = gone("anna");
        Guest other = scene.connect("ben");
        other.joins();
        long seen = Seq.of(log.records.size(), 0);
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of("stand-up", seen));
        assertEquals(List.of(), back.frames());
        assertEquals(1, waiting());
        log.deliver();
        back.work();
        log.deliver();
        back.work();
        back.hear("resumed");
        assertEquals(0, waiting());
        assertEquals(0, scene.edge.unsettled());
        assertTrue(scene.isPresent(back));
    }

    @Test
    void aResumeEndsWithItsConnection() {
        Guest old = gone("anna");
        scene.connect("ben").joins();
        for (int i = 0; i < 100; i++) {
            Guest back = scene.connect("anna");
            back.resumes(old, Map.of("stand-up", Seq.of(log.records.size(), 0)));
            assertEquals(1, scene.edge.unsettled());
            assertEquals(1, waiting());
            back.vanishes();
            assertEquals(0, scene.edge.unsettled());
            assertEquals(0, waiting());
        }
        log.deliver();
    }

    @Test
    void aResumeWhoseConnectionEndsWhileItsRoomDecidesIsTakenBack() {
        Guest old = gone("anna");
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of("stand-up", Seq.of(1, 0)));
        assertEquals(1, log.proposals(Proposal.Resume.class).size());
        back.vanishes();
        assertEquals(0, scene.edge.unsettled());
        log.deliver();
        assertFalse(scene.isPresent(old));
        assertEquals(List.of(), back.closed);
    }

    /** A node may be behind when a resume begins, and forget while it catches up. */
    @Test
    void whatMemoryForgetsMeanwhileIsReadFromTheLogOnceMore() {
        ManualRoomLog own = new ManualRoomLog();
        AtomicBoolean follows = new AtomicBoolean();
        Scene behind = new Scene(own, Unsettled.of(1000, 1024, true), task -> {
            if (follows.getAndSet(true)) {
                Thread.ofVirtual().start(task);
            } else {
                task.run();
            }
        });
        Guest old = behind.connect("anna");
        old.joins();
        Guest other = behind.connect("ben");
        other.joins();
        own.deliver();
        old.vanishes();
        own.deliver();

        CompletableFuture<Void> affirmed = new CompletableFuture<>();
        behind.affirmed = affirmed;
        Guest back = behind.connect("anna");
        back.resumes(old, Map.of("stand-up", Seq.of(2, 0)));
        int messages = 80;
        for (int i = 0; i < messages; i++) {
            other.says("{'type':'message','data':'" + "x".repeat(16_000) + "'}");
            own.deliver();
        }
        long end = Partition.FIRST + own.records.size();
        own.checkpoint = new Checkpoint(Partition.FIRST, end, List.of());
        affirmed.complete(null);
        back.work();

        Await.until(Duration.ofSeconds(20), () -> own.listener(1) != null, () -> "the log is not read again");
        RoomLog.Listener reading = own.listener(1);
        own.records.forEach(reading::onRecord);
        reading.onRead(end);
        back.work();
        own.deliver();
        back.work();
        assertTrue(back.hear("resumed").contains("\"missed\":" + messages), "all that was missed");
    }

    @Test
    void aResumeThatWaitsForTheIssuerEndsWithItsConnection() {
        scene.affirmed = new CompletableFuture<>();
        Guest old = gone("anna");
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of("stand-up", Seq.of(1, 0)));
        assertEquals(1, scene.edge.unsettled());
        back.vanishes();
        assertEquals(0, scene.edge.unsettled());
        scene.affirmed.toCompletableFuture().complete(null);
        back.work();
        assertEquals(0, log.proposals(Proposal.Resume.class).size(), "nobody is there to come back");
    }

    @Test
    void whereTheLogDoesNotSayWhereItEndsNothingIsLeftBehind() {
        log.endIsKnown = false;
        Guest old = gone("anna");
        Guest back = scene.connect("anna");
        back.resumes(old, Map.of("stand-up", FAR));
        assertEquals(1, scene.edge.unsettled());
        back.vanishes();
        assertEquals(0, scene.edge.unsettled());
        assertEquals(0, waiting());
    }

    @Test
    @Fills("session.Unsettled.LEAST_SESSIONS_OF_USER")
    void fewOfAUserComeBackAtOnceAndOthersAreServed() {
        Guest old = gone("anna");
        Guest ben = gone("ben");
        scene.connect("carl").joins();
        long seen = Seq.of(log.records.size(), 0);
        List<Guest> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Guest back = scene.connect("anna");
            back.resumes(old, Map.of("stand-up", seen));
            many.add(back);
        }
        Guest oneMore = scene.connect("anna");
        oneMore.resumes(old, Map.of("stand-up", seen));
        String refused = oneMore.hear("error");
        assertTrue(refused.contains("\"unavailable\"") && refused.contains("\"retryAfterMs\":1000"), refused);
        assertEquals(100, scene.edge.unsettled(), "a tenth of all");

        Guest other = scene.connect("ben");
        other.resumes(ben, Map.of("stand-up", seen));
        assertEquals(101, scene.edge.unsettled());

        many.forEach(Guest::vanishes);
        assertEquals(1, scene.edge.unsettled());
        oneMore.resumes(old, Map.of("stand-up", seen));
        log.deliver();
        oneMore.work();
        log.deliver();
        oneMore.work();
        oneMore.hear("resumed");
    }

    /** Each says little, and is told much. */
    @Test
    void whoComesBackAgainAndAgainToTheSameWaitsAndOthersDoNot() {
        Guest old = gone("anna");
        Guest bens = gone("ben");
        long seen = Seq.of(log.records.size(), 0);
        Guest carl = scene.connect("carl");
        carl.joins();
        log.deliver();
        int bytes = 0;
        for (int i = 0; i < 64; i++) {
            String data = "x".repeat(16_000);
            carl.says("{'type':'message','data':'" + data + "'}");
            log.deliver();
            bytes += data.length();
        }
        Limits limits = Limits.DEFAULT;
        int times = (int) (limits.perUser().shares() * limits.bytesBurst() / bytes) + 1;
        for (int i = 0; i < times; i++) {
            Guest back = resumed("anna", old, seen);
            back.hear("resumed");
            back.vanishes();
            log.deliver();
        }
        String refused = resumed("anna", old, seen).hear("error");
        assertTrue(refused.contains("\"unavailable\"") && refused.contains("\"retryAfterMs\":"), refused);
        resumed("ben", bens, seen).hear("resumed");
        scene.pass(Duration.ofSeconds(1));
        resumed("anna", old, seen).hear("resumed");
    }

    private Guest resumed(String user, Guest old, long seen) {
        Guest back = scene.connect(user);
        back.resumes(old, Map.of("stand-up", seen));
        log.deliver();
        back.work();
        return back;
    }

    @Test
    void aConnectionResumesOnceAtATime() {
        Guest old = gone("anna");
        scene.connect("ben").joins();
        Guest back = scene.connect("anna");
        Map<String, Long> rooms = Map.of("stand-up", Seq.of(log.records.size(), 0));
        back.resumes(old, rooms);
        back.resumes(old, rooms);
        assertEquals(1, scene.edge.unsettled());
        assertEquals(1, waiting());
        back.vanishes();
        assertEquals(0, scene.edge.unsettled());
    }

    @Test
    void aResumeThatWaitsForItsPartitionEndsWithItsConnection() {
        List<Runnable> starts = new ArrayList<>();
        Scene slow = new Scene(log, Unsettled.of(1000, 1024, true), starts::add);
        Guest old = slow.connect("anna");
        Guest back = slow.connect("anna");
        back.resumes(old, Map.of("stand-up", 1L, "another", 1L));
        assertEquals(2, slow.follower.waiting());
        back.vanishes();
        assertEquals(0, slow.follower.waiting());
        assertEquals(0, slow.edge.unsettled());
    }

    @Test
    @Fills("following.Tracking.MOST_WAITING")
    void noMoreThanMayWaitForAPartitionAndWhoGivesUpMakesRoom() {
        Scene slow = new Scene(log, Unsettled.of(1000, 1024, true), start -> {});
        List<CompletableFuture<Void>> waits = new ArrayList<>();
        for (int i = 0; i < MOST_WAITING; i++) {
            waits.add(slow.follower.whenLive(ROOM));
        }
        assertTrue(slow.follower.whenLive(ROOM).isCompletedExceptionally());
        waits.getFirst().cancel(false);
        assertFalse(slow.follower.whenLive(ROOM).isDone());
        assertEquals(MOST_WAITING, slow.follower.waiting());
    }

    @Test
    void aFrameThatFindsNoRoomIsRefusedAndOthersWait() {
        List<Runnable> starts = new ArrayList<>();
        Unsettled unsettled = new Unsettled(bounds(5_000, 20, 3, 2_000));
        Scene slow = new Scene(log, unsettled, starts::add);
        Guest anna = slow.connect("anna");
        Guest twin = slow.connect("anna");
        anna.joins();
        anna.says("{'type':'message','id':'m1','data':1}");
        twin.joins();
        assertEquals(2, slow.edge.unsettled(), "sessions count, not frames");
        assertTrue(unsettled.bytes() > 0);
        anna.says("{'type':'message','id':'m2','data':2}");
        assertTrue(anna.hear("error").contains("unavailable"), "three of a user are enough");
        Guest ben = slow.connect("ben");
        ben.joins();
        assertEquals(List.of(), ben.frames());
        assertEquals(3, slow.edge.unsettled());

        starts.forEach(Runnable::run);
        assertEquals(4, log.records.size(), "what has waited is in the log");
        assertEquals(0, slow.edge.unsettled());
        assertEquals(0, unsettled.bytes());
        assertEquals(0, unsettled.users(), "nobody is remembered");
    }

    @Test
    void bytesThatWaitAreBoundedByUserAndInAll() {
        Unsettled unsettled = new Unsettled(bounds(1000, 20, 100, 600));
        Guest anna = scene.connect("anna");
        Guest ben = scene.connect("ben");
        Unsettled.Claim first = unsettled.frame(anna.session.owner(), anna.session.link(), 600);
        assertNotNull(first);
        assertNull(unsettled.frame(anna.session.owner(), anna.session.link(), 1));
        assertNotNull(unsettled.frame(ben.session.owner(), ben.session.link(), 400));
        assertNull(unsettled.frame(ben.session.owner(), ben.session.link(), 1), "that is all there is");
        first.release();
        first.release();
        assertNotNull(unsettled.frame(anna.session.owner(), anna.session.link(), 600));
        assertEquals(1000, unsettled.bytes());
        assertEquals(2, unsettled.sessions());
    }

    @Test
    @Fills({"session.Unsettled.FRAMES_OF_USER", "session.Unsettled.LEAST_BYTES"})
    void unlessFramesAreLargeSoManyMayWait() {
        Unsettled unsettled = Unsettled.of(1000, 1024, true);
        Unsettled.Owner many = owner("many", null);
        for (int i = 0; i < Unsettled.FRAMES_OF_USER; i++) {
            assertNotNull(unsettled.frame(many, 1, 0));
        }
        assertNull(unsettled.frame(many, 1, 0));
        long share = Unsettled.LEAST_BYTES / 8;
        for (int user = 0; user < 8; user++) {
            Unsettled.Owner large = owner("user-" + user, null);
            assertNotNull(unsettled.frame(large, 2, share));
            assertNull(unsettled.frame(large, 2, 1));
        }
        assertNull(unsettled.frame(owner("another", null), 3, 1));
        assertEquals(Unsettled.LEAST_BYTES, unsettled.bytes());
    }

    private static Unsettled.Owner owner(String user, @Nullable String crowd) {
        return new Unsettled.Owner(
                new UserKey("default", "issuer", user), crowd == null ? null : new UserKey("", "crowd", crowd));
    }

    private static Unsettled.Bounds bounds(long bytes, int sessionsOfUser, int framesOfUser, long bytesOfUser) {
        return new Unsettled.Bounds(
                bytes, new Unsettled.Share(sessionsOfUser, framesOfUser, bytesOfUser), Unsettled.Share.ALL);
    }

    /** Of whom one person can be any number. */
    @Test
    void allOfACrowdTogetherHaveHalfOfIt() {
        Unsettled unsettled = Unsettled.of(1000, 1024, true);
        List<Unsettled.Claim> claims = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Unsettled.Claim claim = unsettled.resume(owner("guest-" + i, "invitation"), i);
            assertNotNull(claim);
            claims.add(claim);
        }
        assertNull(unsettled.resume(owner("guest-500", "invitation"), 500));
        assertNull(unsettled.frame(owner("guest-500", "invitation"), 500, 1));
        assertNotNull(unsettled.resume(owner("guest-500", "another"), 500));
        assertNotNull(unsettled.resume(owner("anna", null), 501));
        assertEquals(502, unsettled.sessions());

        claims.forEach(Unsettled.Claim::release);
        assertEquals(2, unsettled.sessions());
        assertEquals(3, unsettled.users(), "nobody is remembered");
        for (int i = 0; i < 4; i++) {
            assertNotNull(unsettled.frame(owner("guest-" + i, "invitation"), i, Unsettled.LEAST_BYTES / 8));
        }
        assertNull(unsettled.frame(owner("guest-4", "invitation"), 4, 1));
        assertNotNull(unsettled.frame(owner("anna", null), 501, Unsettled.LEAST_BYTES / 8));
    }

    @Test
    void withoutSharesWhoeverComesFirstIsServed() {
        Unsettled unsettled = Unsettled.of(10, 1024, false);
        Guest anna = scene.connect("anna");
        for (int i = 0; i < 5000; i++) {
            assertNotNull(unsettled.frame(anna.session.owner(), anna.session.link(), 1000));
        }
    }
}
