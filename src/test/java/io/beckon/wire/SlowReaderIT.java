package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that stops reading is let go rather than buffered for. */
@Thorough
class SlowReaderIT {

    private static final int QUEUE_BYTES = 262_144;
    private static final int KERNEL_BYTES = 8 * 1024 * 1024;
    private static final int PAYLOAD_BYTES = 16_000;
    private static final int MESSAGES = (10 * QUEUE_BYTES + KERNEL_BYTES) / PAYLOAD_BYTES;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.outbound-queue-bytes", String.valueOf(QUEUE_BYTES),
            "beckon.limits.frames-per-second", "0",
            "beckon.limits.bytes-per-second", "0");

    @Test
    void getsItsCodeOnceItReadsAndMissesNothing() {
        String room = ServerUnderTest.freshRoom();
        User user = User.any();
        WireClient sender = server.connect(Encoding.JSON);
        WireClient quick = server.connect(Encoding.JSON);
        WireClient slow = server.client(server.upgrade(Encoding.JSON, user).receiveBuffer(16_384), Encoding.JSON, user);
        sender.join(room);
        quick.join(room);
        slow.join(room);
        sender.await("peer-joined");

        slow.pauseReading();
        for (int i = 0; i < MESSAGES; i++) {
            sender.send(Frames.message(List.of(i, "x".repeat(PAYLOAD_BYTES)), "id", "m" + i));
            if (i % 8 == 0) {
                // No faster than the quick one reads.
                awaitNumber(quick, i);
            }
        }
        awaitNumber(quick, MESSAGES - 1);
        sender.reply("m" + (MESSAGES - 1));
        slow.continueReading();
        assertEquals(4013, slow.closed(Duration.ofSeconds(20)));
        int before = slow.received("message").size();
        assertTrue(before < MESSAGES, () -> "got all " + before);

        WireClient back = server.connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(slow, room));
        awaitNumber(back, MESSAGES - 1);
        List<Integer> all = Stream.concat(numbers(slow), numbers(back)).toList();
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), all);
        sender.expectNothingBut("ack", "peer-joined");
    }

    @Test
    void repliesThatNobodyReadsAreNotPiledUp() {
        String room = ServerUnderTest.freshRoom();
        for (int i = 0; i < 40; i++) {
            server.connect(Encoding.JSON).join(room, "metadata", Frames.object("m", "x".repeat(4000)));
        }
        WireClient greedy = server.client(
                server.upgrade(Encoding.JSON, User.any()).receiveBuffer(16_384), Encoding.JSON, User.any());
        greedy.join(room);
        greedy.pauseReading();

        // Each is answered with 160 kB: together 8 GB.
        Thread asking = Thread.ofVirtual().start(() -> askForRosters(greedy, 50_000));
        WireClient witness = server.connect(Encoding.JSON);
        witness.join(room);
        awaitEndOrBackpressure(asking);
        witness.ack(Frames.message("still served"));
        greedy.vanish();
    }

    private static void askForRosters(WireClient client, int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.send(Frames.frame("roster", "id", "r" + i));
            }
        } catch (UncheckedIOException e) {
            // It was let go.
        }
    }

    /** Either all was sent, and the server let the client go, or it has stopped reading. */
    private static void awaitEndOrBackpressure(Thread asking) {
        try {
            asking.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitNumber(WireClient client, int number) {
        client.await(
                frame -> frame.path("data").path(0).asInt(-1) == number, "message " + number, Duration.ofSeconds(20));
    }

    private static Stream<Integer> numbers(WireClient client) {
        return client.received("message").stream()
                .map(frame -> frame.path("data").path(0).asInt());
    }
}
