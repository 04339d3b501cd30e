package io.beckon.audit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.capture.CapturedRecord;
import io.beckon.audit.capture.Envelope;
import io.beckon.audit.seal.TestKeys;
import io.beckon.log.LogRecord;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {

    private static final RoomKey ROOM = new RoomKey("default", "r");

    @TempDir
    Path directory;

    private final CountDownLatch held = new CountDownLatch(1);

    /** Its thread waits until it may. */
    private CaptureFile capture() throws IOException {
        return new CaptureFile(
                new FileSettings(directory.resolve("capture.jsonl"), 1 << 30, 1, "capture.jsonl"),
                Envelope.ofPem(TestKeys.publicPem(TestKeys.onCurve())),
                action -> new Thread(() -> {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    action.run();
                }));
    }

    private static CapturedRecord record(int bytes) {
        return new CapturedRecord.OfRoom(new LogRecord(
                0,
                1,
                ROOM,
                new Proposal.Message(
                        new Origin("session", Incarnation.first("node"), "frame", 0),
                        null,
                        Json.of("\"" + "x".repeat(bytes) + "\""))));
    }

    @Test
    @Fills("audit.file.CaptureFile.MOST_WAITING")
    void whatFindsNoRoomIsLostAndCounted() throws IOException {
        try (CaptureFile capture = capture()) {
            CapturedRecord small = record(1);
            for (int i = 0; i < CaptureFile.MOST_WAITING; i++) {
                capture.add(small);
            }
            assertEquals(0, capture.lost());
            capture.add(small);
            assertEquals(1, capture.lost());
            held.countDown();
        }
        assertTrue(Files.size(directory.resolve("capture.jsonl")) > 0);
    }

    @Test
    @Fills("audit.file.CaptureFile.MOST_BYTES")
    void largeOnesAreFewer() throws IOException {
        try (CaptureFile capture = capture()) {
            CapturedRecord large = record(100_000);
            int fit = CaptureFile.MOST_BYTES / large.weight();
            for (int i = 0; i < fit; i++) {
                capture.add(large);
            }
            assertEquals(0, capture.lost());
            capture.add(large);
            assertEquals(1, capture.lost());
            held.countDown();
        }
    }
}
