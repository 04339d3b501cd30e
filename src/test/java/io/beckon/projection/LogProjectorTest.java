package io.beckon.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.cluster.Await;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.RoomLog;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogProjectorTest {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    private final RoomLog log = new InProcessRoomLog(4, 1 << 24);
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
        projector.start(log, new InProcessCallLog(10));
        return projector;
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
}
