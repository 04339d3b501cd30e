package io.beckon.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.call.CallBook;
import io.beckon.call.CallProposal;
import io.beckon.cluster.Await;
import io.beckon.log.CallLog;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogProjectorTest {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    private final RoomLog log = new InProcessRoomLog(4, 1 << 24);
    private final CallLog calls = new InProcessCallLog(10);
    private final List<Map<RoomKey, Room>> rooms = Stream.generate(
                    () -> (Map<RoomKey, Room>) new HashMap<RoomKey, Room>())
            .limit(4)
            .toList();
    private final List<Long> last = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
    private final CallBook book = new CallBook();
    private long lastCall;
    private int said;
    private volatile boolean isBehind;
    private final List<AuditEvent> told = Collections.synchronizedList(new ArrayList<>());

    private LogProjector projector(CountDownLatch held) {
        LogProjector projector = new LogProjector(AddressPolicy.FULL, () -> "this-node", event -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add(event);
        });
        projector.start(log, calls, new State());
        for (int partition = 0; partition < log.partitions(); partition++) {
            int number = partition;
            log.follow(partition, Partition.FIRST, record -> applied(number, record));
        }
        calls.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                synchronized (book) {
                    book.apply(call, proposal);
                    lastCall = position;
                }
            }

            @Override
            public void onCaughtUp() {}
        });
        return projector;
    }

    private synchronized void applied(int partition, LogRecord record) {
        Room room = rooms.get(partition).computeIfAbsent(record.room(), Room::new);
        room.apply(record.proposal(), record.position(), record.time());
        if (room.isEmpty()) {
            rooms.get(partition).remove(record.room());
        }
        last.set(partition, record.position());
    }

    /** What the node has made of its logs. */
    private final class State implements OwnState {

        @Override
        public Rooms rooms(int partition) {
            synchronized (LogProjectorTest.this) {
                return new Rooms(
                        rooms.get(partition).values().stream()
                                .map(Room::snapshot)
                                .toList(),
                        isBehind ? 0 : last.get(partition));
            }
        }

        @Override
        public Calls calls() {
            synchronized (book) {
                return new Calls(book.all(), lastCall);
            }
        }
    }

    private void join(RoomKey room, String session) {
        join(room, session, Json.EMPTY_OBJECT);
    }

    private void join(RoomKey room, String session, Json metadata) {
        Origin origin = new Origin(session, Incarnation.first("this-node"), "join", 0);
        Applicant applicant = new Applicant(
                "peer-of-" + session, "anna", "Anna", Set.of(Right.JOIN, Right.PUBLISH), null, null, metadata, false);
        log.append(room, new Proposal.Join(origin, applicant, Pattern.MESH, null, RoomRules.DEFAULT));
    }

    @Test
    void whatFollowsFromRecordsIsToldInTheirOrder() {
        LogProjector projector = projector(new CountDownLatch(0));
        join(ROOM, "s-1");
        join(ROOM, "s-2");
        projector.close();
        assertEquals(
                List.of(Fact.RoomOpened.class, Fact.ParticipantJoined.class, Fact.ParticipantJoined.class),
                told.stream().map(event -> event.fact().getClass()).toList());
        assertEquals(3, told.stream().map(AuditEvent::id).distinct().count());
        for (AuditEvent event : told) {
            assertEquals("default/stand-up", event.subject().key());
            assertEquals(new Id("this-node"), event.node());
            assertTrue(event.id().startsWith("this-node-events-"), event::id);
        }
    }

    @Test
    @Fills("projection.LogProjector.MOST_BYTES")
    void largeRecordsAreFewer() {
        CountDownLatch held = new CountDownLatch(1);
        LogProjector projector = projector(held);
        Json metadata = Json.of("{\"x\":\"" + "x".repeat(100_000) + "\"}");
        int fit = (int) (LogProjector.MOST_BYTES / 100_000);
        for (int i = 0; i < fit + 3; i++) {
            join(new RoomKey("default", "r" + i), "s-" + i, metadata);
        }
        long missed = projector.missed();
        // One may have been taken from the queue.
        assertTrue(missed >= 2 && missed <= 6, () -> missed + " missed");
        held.countDown();
        projector.close();
    }

    @Test
    @Fills("projection.LogProjector.MOST_WAITING")
    void whatIsTooMuchIsMissedAndHoldsNobodyUp() {
        CountDownLatch held = new CountDownLatch(1);
        LogProjector projector = projector(held);
        int more = 500;
        for (int i = 0; i < LogProjector.MOST_WAITING + more; i++) {
            join(new RoomKey("default", "r" + i), "s-" + i);
        }
        long missed = projector.missed();
        assertTrue(missed >= more - 1, () -> missed + " missed");
        held.countDown();
        Await.until(
                Duration.ofSeconds(60),
                () -> told.size() == 2 * (LogProjector.MOST_WAITING + more - missed),
                () -> told.size() + " told, " + missed + " missed");
        projector.close();
    }

    private void leave(RoomKey room, String session) {
        Origin origin = new Origin(session, Incarnation.first("this-node"), "leave", 0);
        log.append(room, new Proposal.Leave(origin, LeaveReason.LEFT));
    }

    private void say(RoomKey room, String session, String text) {
        Origin origin = new Origin(session, Incarnation.first("this-node"), "say-" + said++, 0);
        log.append(room, new Proposal.Message(origin, null, Json.of("{\"data\":\"" + text + "\"}")));
    }

    private List<Class<?>> toldOf(RoomKey room) {
        synchronized (told) {
            return told.stream()
                    .filter(event -> event.subject().key().equals(room.toString()))
                    .<Class<?>>map(event -> event.fact().getClass())
                    .toList();
        }
    }

    /** Rooms of other partitions than that one, as many as find room. */
    private void fill(RoomKey but) {
        int partition = Partition.of(but, log.partitions());
        for (int i = 0, filled = 0; filled <= LogProjector.MOST_WAITING; i++) {
            RoomKey room = new RoomKey("default", "r" + i);
            if (Partition.of(room, log.partitions()) != partition) {
                join(room, "s-" + i);
                filled++;
            }
        }
    }

    @Test
    void afterAGapNothingIsToldThatIsNotSo() {
        CountDownLatch held = new CountDownLatch(1);
        LogProjector projector = projector(held);
        RoomKey early = ROOM;
        join(early, "s-1");
        fill(early);
        join(early, "s-2"); // missed
        isBehind = true;
        held.countDown();
        Await.until(Duration.ofSeconds(60), () -> !toldOf(early).isEmpty(), () -> "not begun");
        long before = projector.missed();
        say(early, "s-2", "of somebody whose coming was missed");
        Await.until(Duration.ofSeconds(60), () -> projector.missed() > before, () -> "told: " + toldOf(early));
        assertEquals(List.of(Fact.RoomOpened.class, Fact.ParticipantJoined.class), toldOf(early));

        isBehind = false;
        Await.until(
                Duration.ofSeconds(60),
                () -> {
                    say(early, "s-2", "once more");
                    return toldOf(early).contains(Fact.MessageRelayed.class);
                },
                () -> "told: " + toldOf(early));
        leave(early, "s-1");
        leave(early, "s-2");
        projector.close();
        List<Class<?>> all = toldOf(early);
        assertFalse(all.contains(Fact.SignalRefused.class), all::toString);
        assertEquals(
                List.of(Fact.ParticipantLeft.class, Fact.ParticipantLeft.class, Fact.RoomClosed.class),
                all.subList(all.size() - 3, all.size()));
    }
}
