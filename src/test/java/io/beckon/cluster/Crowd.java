package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.history.HistoryChecker;
import io.beckon.history.Rules;
import io.beckon.history.SessionHistory;
import io.beckon.wire.User;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Many clients, connected to all nodes in turn, who want into one room at the same moment. */
final class Crowd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final List<ScriptedClient> clients = new ArrayList<>();
    private final String room = Trial.freshRoom();

    Crowd(BeckonCluster cluster, int size, String... roles) {
        List<URI> nodes = cluster.nodes().stream().map(BeckonNode::url).toList();
        for (int i = 0; i < size; i++) {
            clients.add(new ScriptedClient(nodes, i % nodes.size(), User.with(roles), PATIENCE, frame -> {}).start());
        }
        Await.until(
                PATIENCE,
                () -> clients.stream().allMatch(ScriptedClient::isAttached),
                () -> "not all are connected: "
                        + clients.stream().map(ScriptedClient::state).toList());
    }

    String room() {
        return room;
    }

    ScriptedClient client(int index) {
        return clients.get(index);
    }

    /** The answers to the joins of all but the first {@code skipped}. */
    List<JsonNode> joinAtOnce(int skipped, Object... fields) {
        List<CompletableFuture<JsonNode>> answers = clients.stream()
                .skip(skipped)
                .map(client -> client.join(room, fields))
                .toList();
        return answers.stream()
                .map(answer -> answer.orTimeout(30, TimeUnit.SECONDS).join())
                .toList();
    }

    void assertGood(Rules rules) {
        List<SessionHistory> histories =
                clients.stream().flatMap(client -> client.histories().stream()).toList();
        assertEquals(List.of(), HistoryChecker.check(histories, rules));
    }

    @Override
    public void close() {
        clients.forEach(ScriptedClient::end);
    }
}
