package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A school behind one address opens a page with PeerJS, for which nobody has signed in: with the defaults nobody meets a limit. */
@Thorough
@Isolated("takes all that the machine has")
class PeerJsCrowdIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.peerjs.keys.peerjs.anonymous", "true");

    private static final int PEOPLE = 500;
    private static final int CANDIDATES = 8;

    @Test
    void allGetAnIdAtOnce() {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/peerjs/peerjs/id"))
                .build();
        List<CompletableFuture<Integer>> answers = IntStream.range(0, PEOPLE)
                .mapToObj(one ->
                        http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode))
                .toList();
        assertEquals(Set.of(200), answers.stream().map(CompletableFuture::join).collect(Collectors.toSet()));
    }

    @Test
    void allComeCallEachOtherAndComeBack() {
        List<PeerJsClient> there = new ArrayList<>();
        for (int one = 0; one < PEOPLE; one++) {
            there.add(come("peer-" + UUID.randomUUID()));
        }
        for (int one = 0; one < PEOPLE; one += 2) {
            call(there.get(one), there.get(one + 1), "mc_" + one);
        }
        there.forEach(PeerJsClient::close);
        there.forEach(gone -> come(gone.id()));
    }

    private static PeerJsClient come(String id) {
        return server.closedAfterwards(PeerJsClient.open(server.url(), id, "token"));
    }

    private static void call(PeerJsClient caller, PeerJsClient callee, String connection) {
        caller.offer(callee.id(), connection, Sdp.offer("ones"));
        callee.next("OFFER");
        callee.answer(caller.id(), connection, Sdp.answer("ones"));
        caller.next("ANSWER");
        for (int port = 0; port < CANDIDATES; port++) {
            caller.candidate(callee.id(), connection, Frames.hostCandidate("ones", 40_000 + port));
            callee.candidate(caller.id(), connection, Frames.hostCandidate("ones", 50_000 + port));
        }
        for (int port = 0; port < CANDIDATES; port++) {
            assertEquals("CANDIDATE", caller.next().path("type").asText());
            assertEquals("CANDIDATE", callee.next().path("type").asText());
        }
    }
}
