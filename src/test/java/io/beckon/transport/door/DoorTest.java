package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final int BURST = 5;

    private long now;

    private static DoorRules rules(int perAddress, Predicate<InetAddress> isProxy) {
        return rules(0, perAddress, isProxy);
    }

    private static DoorRules rules(int open, int perAddress, Predicate<InetAddress> isProxy) {
        return new DoorRules(
                open,
                perAddress,
                5,
                5 * BURST,
                1 << 20,
                Duration.ofSeconds(20),
                new HeadLimits(4096, 8192, 65_536),
                isProxy);
    }

    private static final class Connection extends EmbeddedChannel {
        private final String address;

        Connection(String address) {
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            try {
                return new InetSocketAddress(InetAddress.getByName(address), 1234);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How many of so many are let in. */
    private static int letIn(EmbeddedChannel listener, String address, int tries) {
        int in = 0;
        for (int i = 0; i < tries; i++) {
            Connection connection = new Connection(address);
            listener.writeInbound(connection);
            in += listener.readInbound() == connection ? 1 : 0;
        }
        return in;
    }

    @Test
    void anAddressMayComeSoOftenAndTheRestIsEndedAtOnce() {
        Door door = new Door(rules(100, address -> false), () -> now);
        EmbeddedChannel listener = new EmbeddedChannel(door);

        assertEquals(BURST, letIn(listener, "192.0.2.1", 20));
        assertEquals(15, door.turnedAway());
        Connection refused = new Connection("192.0.2.1");
        listener.writeInbound(refused);
        assertFalse(refused.isOpen());
        assertEquals(BURST, letIn(listener, "192.0.2.2", 20), "another has its own");
        now += Duration.ofSeconds(2).toNanos();
        assertEquals(2, letIn(listener, "192.0.2.1", 20));
    }

    @Test
    void anIpv6ClientIsItsNetwork() {
        EmbeddedChannel listener = new EmbeddedChannel(new Door(rules(100, address -> false), () -> now));

        assertEquals(3, letIn(listener, "2001:db8:1:2::3", 3));
        assertEquals(2, letIn(listener, "2001:db8:1:2:ffff::1", 20));
        assertEquals(BURST, letIn(listener, "2001:db8:1:3::3", 20));
    }

    @Test
    void whoSpeaksForOthersIsNotCountedByAddress() {
        Door door = new Door(rules(2, address -> address.getHostAddress().equals("192.0.2.1")), () -> now);

        assertEquals(100, letIn(new EmbeddedChannel(door), "192.0.2.1", 100));
        assertEquals(100, door.guests().plain());
    }

    @Test
    void withoutLimitsByAddressNothingIsCountedByIt() {
        Door door = new Door(rules(0, address -> false), () -> now);

        assertEquals(100, letIn(new EmbeddedChannel(door), "192.0.2.1", 100));
    }

    @Test
    @Fills("transport.door.Door.MOST_TOLD")
    void ofThoseForWhomThereIsNoRoomOnlySoManyAreTold() {
        Door door = new Door(rules(1, 0, address -> false), () -> now);
        EmbeddedChannel listener = new EmbeddedChannel(door);
        Connection first = new Connection("192.0.2.1");
        listener.writeInbound(first);
        first.attr(AttributeKey.<Visit>valueOf(Door.class, "visit")).get().upgraded();
        List<Connection> told = new ArrayList<>();
        for (int i = 0; i < Door.MOST_TOLD; i++) {
            told.add(new Connection("192.0.2.1"));
            listener.writeInbound(told.getLast());
            assertTrue(told.getLast().isOpen(), "it is told");
        }
        Connection more = new Connection("192.0.2.1");
        listener.writeInbound(more);
        assertFalse(more.isOpen());
        assertEquals(1, door.guests().open());
        assertEquals(Door.MOST_TOLD + 1, door.turnedAway());

        told.getFirst().close();
        Connection next = new Connection("192.0.2.1");
        listener.writeInbound(next);
        assertTrue(next.isOpen());
    }

    @Test
    void whatEndsIsNotThereAnyMore() {
        Door door = new Door(rules(100, address -> false), () -> now);
        EmbeddedChannel listener = new EmbeddedChannel(door);
        Connection connection = new Connection("192.0.2.1");
        listener.writeInbound(connection);
        assertEquals(1, door.guests().open());
        assertTrue(Door.hasLetIn(connection));
        connection.close();

        assertEquals(0, door.guests().open());
        assertEquals(0, door.guests().addresses());
    }
}
