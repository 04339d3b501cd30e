package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.beckon.following.Wording;
import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sessions rely on, whatever carries their frames. */
public abstract class ConnectionContract {

    /** How each client comes. */
    protected static final Approach APPROACH = new Approach("192.0.2.7", "192.0.2.7", null);

    /** Sent to a client that takes nothing, more than may be under way, less than may wait. */
    private static final int FRAMES = 100;

    private static final String LONG = "x".repeat(4000);

    /** More than this no transport takes out of the outbox for a client that does not read. */
    private static final int MOST_UNDER_WAY = 128 * 1024;

    /** One client on such a connection. */
    protected interface Client {

        Session session();

        /** What has arrived since it was let in, the oldest first. */
        List<String> received();

        /** Takes nothing that is sent to it until it does so again. */
        void takes(boolean willing);

        /** Goes without a word. */
        void hangsUp();

        /** The code with which the service has ended the connection; 0: it has not. */
        int closedWith();

        /** How often the place that the connection takes was given back. */
        int placesGivenBack();

        /** All that is due on the connection's thread is done. */
        void settle();
    }

    /** One that was let in, on a node of its own with the usual limits. */
    protected abstract Client connect();

    private static void say(Client client, String text) {
        client.session().send(Wording.error(null, null, ErrorCode.NOT_ALLOWED, text));
    }

    private static void assertSaid(List<String> texts, List<String> received) {
        assertEquals(texts.size(), received.size(), received::toString);
        for (int i = 0; i < texts.size(); i++) {
            String text = "\"" + texts.get(i) + "\"";
            assertTrue(received.get(i).contains(text), received.get(i));
        }
    }

    private static Client thatIsSentTo(Client client) {
        assumeFalse(client.session().connection().isPolled(), "its client asks for what waits");
        return client;
    }

    @Test
    void whatIsToBeDoneOnItsThreadIsDoneInOrder() {
        Client client = connect();
        List<Integer> done = new ArrayList<>();
        CompletableFuture.runAsync(() -> IntStream.range(0, 100)
                        .forEach(i -> client.session().connection().execute(() -> done.add(i))))
                .join();
        client.settle();
        assertEquals(IntStream.range(0, 100).boxed().toList(), done);
    }

    @Test
    void whatIsSentArrivesInOrder() {
        Client client = thatIsSentTo(connect());
        List<String> texts = List.of("one", "two", "three");
        texts.forEach(text -> say(client, text));
        client.settle();
        assertSaid(texts, client.received());
    }

    @Test
    void ofWhatAClientDoesNotTakeLittleIsUnderWayAndNothingIsLost() {
        Client client = thatIsSentTo(connect());
        client.takes(false);
        List<String> texts =
                IntStream.range(0, FRAMES).mapToObj(i -> i + " " + LONG).toList();
        texts.forEach(text -> say(client, text));
        client.settle();
        assertTrue(client.session().connection().bytesUnderWay() <= MOST_UNDER_WAY);

        client.takes(true);
        client.settle();
        assertSaid(texts, client.received());
        assertEquals(0, client.session().connection().bytesUnderWay());
    }

    @Test
    void afterAnEndWhatWaitsHasArrivedFirst() {
        Client client = thatIsSentTo(connect());
        say(client, "last");
        client.session().end(CloseCode.REMOVED, "for this test");
        client.settle();
        assertSaid(List.of("last"), client.received());
        assertEquals(CloseCode.REMOVED.number(), client.closedWith());
    }

    @Test
    void afterACloseWhatWaitsIsNotSent() {
        Client client = thatIsSentTo(connect());
        client.takes(false);
        IntStream.range(0, FRAMES).forEach(i -> say(client, i + " " + LONG));
        client.settle();
        client.session().close(CloseCode.TRY_AGAIN_LATER, "for this test");
        client.settle();
        client.takes(true);
        client.settle();
        assertTrue(client.received().size() <= MOST_UNDER_WAY / LONG.length(), "what was under way");
        assertEquals(CloseCode.TRY_AGAIN_LATER.number(), client.closedWith());
    }

    @Test
    void itEndsOnce() {
        Client client = connect();
        client.session().close(CloseCode.REMOVED, "for this test");
        client.session().close(CloseCode.NORMAL, "once more");
        client.session().end(CloseCode.NORMAL, "once more");
        client.settle();
        client.hangsUp();
        client.settle();
        assertEquals(CloseCode.REMOVED.number(), client.closedWith());
        assertEquals(1, client.placesGivenBack());
    }

    @Test
    void aClientThatHangsUpGivesItsPlaceBack() {
        Client client = connect();
        assertEquals(0, client.placesGivenBack());
        client.hangsUp();
        client.settle();
        assertEquals(1, client.placesGivenBack());
        client.session().close(CloseCode.NORMAL, "too late");
        client.settle();
        assertEquals(1, client.placesGivenBack());
        assertEquals(0, client.closedWith());
    }

    @Test
    void onceItHasEndedItCanBeAskedForAnything() {
        Client client = connect();
        Connection connection = client.session().connection();
        client.session().close(CloseCode.NORMAL, "for this test");
        client.settle();
        say(client, "too late");
        connection.wake();
        connection.ping();
        connection.pauseReading();
        connection.resumeReading();
        connection.end(CloseCode.REMOVED, "too late");
        List<String> done = new ArrayList<>();
        connection.execute(() -> done.add("done"));
        client.settle();
        assertEquals(List.of("done"), done);
        assertEquals(List.of(), client.received());
        assertEquals(CloseCode.NORMAL.number(), client.closedWith());
    }

    @Test
    void aClientThatIsNotReadForAWhileIsReadAgain() {
        Client client = connect();
        Connection connection = client.session().connection();
        connection.pauseReading();
        connection.resumeReading();
        client.settle();
        assertEquals(0, client.closedWith());
        assertEquals(0, client.placesGivenBack());
    }
}
