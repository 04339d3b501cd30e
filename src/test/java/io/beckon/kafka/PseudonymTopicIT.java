package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Pseudonyms;
import io.beckon.cluster.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PseudonymTopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pseudonyms.User ANNA = new Pseudonyms.User("default", "anna/of + ü");
    private static final Pseudonyms.User BEN = new Pseudonyms.User("default", "ben");

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final List<PseudonymTopic> tables = new ArrayList<>();

    private PseudonymTopic table() {
        topics.prepare();
        PseudonymTopic table =
                new PseudonymTopic(topics.client, topics.needs.names().pseudonyms());
        table.start();
        tables.add(table);
        return table;
    }

    private PseudonymErasure erasure() {
        return new PseudonymErasure(topics.client, topics.needs.names().pseudonyms());
    }

    @AfterEach
    void close() {
        tables.forEach(PseudonymTopic::close);
        topics.close();
    }

    private static void awaitSize(PseudonymTopic table, int users) {
        Await.until(PATIENCE, () -> table.size() == users, () -> "users: " + table.size());
    }

    @Test
    void allNodesUseThePseudonymThatOneHasDrawn() throws IOException {
        PseudonymTopic one = table();
        PseudonymTopic two = table();
        String anna = one.of(ANNA);
        assertEquals(anna, one.of(ANNA));
        awaitSize(two, 1);
        assertEquals(anna, two.of(ANNA));
        assertEquals(List.of(anna), erasure().of(ANNA));
        assertEquals(List.of(), erasure().of(BEN));
    }

    @Test
    void whoHasCaughtUpKnowsThoseThatThereAre() throws IOException {
        String anna = table().of(ANNA);
        Await.until(
                PATIENCE,
                () -> {
                    try {
                        return erasure().of(ANNA).equals(List.of(anna));
                    } catch (IOException e) {
                        return false;
                    }
                },
                () -> "not there");
        PseudonymTopic late = table();
        late.caughtUp().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertEquals(anna, late.of(ANNA));
        assertEquals(List.of(anna), erasure().of(ANNA));
    }

    @Test
    void whoIsForgottenIsForgottenByAllNodesAtOnce() throws IOException {
        PseudonymTopic one = table();
        PseudonymTopic two = table();
        String before = one.of(ANNA);
        String ben = one.of(BEN);
        awaitSize(two, 2);
        List<String> all = erasure().of(ANNA);
        assertEquals(List.of(before), all);
        erasure().delete(ANNA, all);
        awaitSize(one, 1);
        awaitSize(two, 1);
        assertEquals(List.of(), erasure().of(ANNA));
        assertNotEquals(before, two.of(ANNA));
        assertEquals(ben, two.of(BEN));
    }

    @Test
    void twoThatAreDrawnAtOnceAreBothTheUsers() throws IOException {
        PseudonymTopic one = table();
        PseudonymTopic two = table();
        List<String> drawn = List.of(one.of(ANNA), two.of(ANNA));
        Await.until(PATIENCE, () -> isThere(drawn), () -> "not both are there");
        erasure().delete(ANNA, erasure().of(ANNA));
        awaitSize(one, 0);
        awaitSize(two, 0);
        assertEquals(List.of(), erasure().of(ANNA));
        assertFalse(drawn.contains(table().of(ANNA)));
    }

    private boolean isThere(List<String> drawn) {
        try {
            return erasure().of(ANNA).containsAll(drawn);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNoRowIsPassedOver() {
        assertEquals(null, PseudonymRow.read(null));
        assertEquals(null, PseudonymRow.read("a/b".getBytes(UTF_8)));
        assertEquals(null, PseudonymRow.read("a/%zz/c".getBytes(UTF_8)));
        PseudonymRow row = new PseudonymRow(ANNA, Pseudonyms.draw());
        assertEquals(row, PseudonymRow.read(row.record("t").key()));
        assertTrue(row.deletion("t").value() == null);
    }
}
