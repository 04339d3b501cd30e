package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.identity.Ids;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions whose clients have lost their connection. */
class SessionsTest {

    private static final int MOST = 3;
    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    private final TestNode node =
            new TestNode.Plan(new InProcessRoomLog(1, 1 << 20)).mostAbsent(MOST).start();

    private final class Client extends SilentConnection {

        private final Session session = node.edge.openSilently(
                Callers.of("default", "anna"),
                this,
                new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
                Ids.random());

        Client() {
            node.intake.frame(session, "{\"type\":\"join\",\"room\":\"stand-up\"}".getBytes(UTF_8));
        }

        boolean isMember() {
            return Boolean.TRUE.equals(
                    node.follower.read(ROOM, followed -> followed.room().isPresent(session.id())));
        }

        void vanishes() {
            node.edge.closed(session, Closing.LOST);
        }
    }

    @Test
    @Fills("session.Sessions.MOST_ABSENT")
    void soManyAreWaitedForAndWhoLosesTheConnectionThenHasLeft() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i <= MOST; i++) {
            clients.add(new Client());
        }
        clients.forEach(client -> assertTrue(client.isMember()));
        clients.forEach(Client::vanishes);

        assertEquals(MOST, node.sessions.absent());
        for (Client client : clients.subList(0, MOST)) {
            assertFalse(node.sessions.knownRooms(client.session.id()).isEmpty());
        }
        String last = clients.getLast().session.id();
        assertTrue(node.sessions.knownRooms(last).isEmpty());
        assertEquals(MOST, members());

        assertEquals(0, node.sessions.tryNext(last, 1, Long.MAX_VALUE), "nor does it come back");
        assertTrue(node.sessions.tryNext(clients.getFirst().session.id(), 1, Long.MAX_VALUE) > 0);
        assertEquals(MOST, node.sessions.absent());
    }

    private int members() {
        Integer members = node.follower.read(ROOM, followed -> followed.room().size());
        return members == null ? 0 : members;
    }
}
