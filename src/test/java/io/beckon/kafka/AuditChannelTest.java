package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.Persons;
import io.beckon.audit.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

/** What waits while the brokers are away. */
class AuditChannelTest {

    private static final Fact ADMINISTERED = new Fact.Administered(new Id("lock"), null, new Label("because"));
    private static final Fact REFUSED = new Fact.LimitHit(new Id("429"), 1);

    /** Keeps what it gets, and says nothing of what has become of it. */
    private static final class Held implements Emitter<byte[]> {

        private final List<Message<? extends byte[]>> messages = new ArrayList<>();
        private boolean full;

        @Override
        public <M extends Message<? extends byte[]>> void send(M message) {
            if (full) {
                throw new IllegalStateException("no room");
            }
            messages.add(message);
        }

        @Override
        public CompletionStage<Void> send(byte[] payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete() {}

        @Override
        public void error(Exception failure) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean hasRequests() {
            return !full;
        }
    }

    private final Held held = new Held();
    private final AuditChannel channel = new AuditChannel(() -> held, Persons.NAMED);

    private void add(Fact fact, int times) {
        for (int i = 0; i < times; i++) {
            channel.add(new AuditEvent(
                    "id-" + i, Instant.EPOCH, Subject.ofTenant("t"), null, null, null, null, null, fact));
        }
    }

    @Test
    @Fills({"kafka.AuditChannel.MAX_EVENTS", "kafka.AuditChannel.MAX_REFUSALS"})
    void refusalsLeaveRoomForTheRest() {
        add(REFUSED, AuditChannel.MAX_REFUSALS + 100);
        assertEquals(100, channel.figures().appendFailures());
        add(ADMINISTERED, AuditChannel.MAX_EVENTS);
        assertEquals(100, channel.figures().appendFailures());
        add(ADMINISTERED, 1);
        assertEquals(101, channel.figures().appendFailures());
    }

    @Test
    @Fills({"kafka.AuditChannel.MAX_BYTES", "kafka.AuditChannel.MAX_BYTES_OF_REFUSALS"})
    void largeOnesAreFewer() {
        Id large = new Id("語".repeat(255));
        fill(new Fact.LimitHit(large, 1), AuditChannel.MAX_BYTES_OF_REFUSALS);
        fill(new Fact.Administered(large, large, new Label("because")), AuditChannel.MAX_BYTES);
    }

    private void fill(Fact fact, long bytes) {
        long lost = channel.figures().appendFailures();
        int before = held.messages.size();
        while (channel.figures().appendFailures() == lost) {
            add(fact, 1);
        }
        long taken = held.messages.stream()
                .skip(before)
                .mapToLong(message -> AppendBudget.size("t", message.getPayload()))
                .sum();
        assertTrue(taken <= bytes, () -> taken + " bytes");
        assertTrue(taken > bytes - 10_000, () -> taken + " bytes are not all that there is room for");
    }

    @Test
    void whatTheBrokersHaveTakenMakesRoom() {
        add(REFUSED, AuditChannel.MAX_REFUSALS);
        held.messages.removeFirst().ack();
        held.messages.removeFirst().nack(new IllegalStateException("for this test"));
        assertEquals(1, channel.figures().appended());
        assertEquals(1, channel.figures().appendFailures());
        add(REFUSED, 3);
        assertEquals(2, channel.figures().appendFailures());
    }

    @Test
    void aChannelThatIsFullOrGoneTakesNothingAndHarmsNobody() {
        held.full = true;
        add(ADMINISTERED, 3);
        assertEquals(3, channel.figures().appendFailures());
        held.full = false;
        add(ADMINISTERED, 1);
        held.messages.getFirst().ack();
        assertEquals(1, channel.figures().appended());
    }
}
