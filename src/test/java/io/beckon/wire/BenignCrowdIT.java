package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Five hundred people behind one address who open the page, meet in pairs, talk, lose their connections all at once, come back, call
 * each other and go: they meet none of the limits.
 */
@Thorough
@Isolated("takes all that the machine has")
class BenignCrowdIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.node-id", "crowd");

    private static final int PAIRS = 250;
    private static final int FILES = 20;
    private static final int CANDIDATES = 8;
    /** So many pairs do something at the same moment: the machine that plays all these people has two processors. */
    private static final int AT_ONCE = 25;

    private static final Set<Integer> ABUSE = Set.of(1008, 4013, 4029);

    /** Two people who belong together. */
    private static final class Couple {
        final String room = ServerUnderTest.freshRoom();
        final User caller = User.any();
        final User callee = User.any();
        final String callerToken;
        final String calleeToken;
        WireClient first;
        WireClient second;

        Couple() throws Exception {
            callerToken = open(caller);
            calleeToken = open(callee);
            first = connect(callerToken, caller);
            second = connect(calleeToken, callee);
        }

        /** The page's files, and a token. */
        private static String open(User user) throws Exception {
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (int file = 0; file < FILES; file++) {
                    HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/client/beckon.js"))
                            .build();
                    assertEquals(
                            200,
                            http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode());
                }
            }
            return server.token(user);
        }

        static WireClient connect(String token, User user) {
            UpgradeRequest request =
                    UpgradeRequest.to(server.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            return new WireClient(request.open(), Encoding.JSON, user.id());
        }

        void meet() {
            first.join(room, "name", "first", "metadata", Map.of("hand", false));
            second.join(room, "name", "second");
            negotiate("ones", 1);
        }

        void negotiate(String fragment, long session) {
            second.ack(Frames.offer(Sdp.offer(fragment).sessionId(session).text()));
            first.await("offer");
            first.ack(Frames.answer(Sdp.answer(fragment).sessionId(session + 1).text()));
            second.await("answer");
            for (int port = 0; port < CANDIDATES; port++) {
                first.ack(Frames.candidate(Frames.hostCandidate(fragment, 40_000 + port)));
                second.ack(Frames.candidate(Frames.hostCandidate(fragment, 50_000 + port)));
            }
            first.ack(Frames.message("hello"));
            second.ack(Frames.frame("update", "metadata", Map.of("hand", true)));
            first.await(
                    frame -> frame.path("type").asText().equals("ice-candidate")
                            && frame.path("candidate")
                                    .path("candidate")
                                    .asText()
                                    .contains(" 50007 "),
                    "the last candidate");
            second.await("message");
        }

        void vanish() {
            first.vanish();
            second.vanish();
        }

        void comeBack() {
            first = resumed(first, callerToken, caller);
            second = resumed(second, calleeToken, callee);
            first.ack(Frames.message("back"));
            second.await("message");
        }

        private WireClient resumed(WireClient old, String token, User user) {
            WireClient client = connect(token, user);
            JsonNode reply = client.expect("resumed", Resuming.resume(old, room));
            assertEquals("", reply.path("rooms").path(room).path("error").asText(), reply::toString);
            return client;
        }

        void call() {
            JsonNode calling = first.expect("calling", Frames.frame("call", "user", callee.id()));
            second.await("incoming-call");
            second.ack(Frames.frame("accept", "call", calling.path("call").asText()));
            first.await("accepted");
            first.await("joined");
            first.ack(Frames.frame("hangup", "call", calling.path("call").asText()));
        }

        void assertUnlimited() {
            for (WireClient client : List.of(first, second)) {
                assertEquals(List.of(), client.received("error"), "errors");
                ABUSE.forEach(code -> assertEquals(false, client.isClosedWith(code), "closed with " + code));
            }
        }
    }

    private interface Step {
        void take(Couple couple) throws Exception;
    }

    @Test
    void meetsNoneOfTheLimits() throws Exception {
        List<Couple> couples = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Couple>> arriving = new ArrayList<>();
            Semaphore doors = new Semaphore(AT_ONCE);
            for (int i = 0; i < PAIRS; i++) {
                arriving.add(people.submit(() -> {
                    doors.acquire();
                    try {
                        return new Couple();
                    } finally {
                        doors.release();
                    }
                }));
            }
            for (Future<Couple> couple : arriving) {
                couples.add(couple.get(120, TimeUnit.SECONDS));
            }
            all(people, couples, AT_ONCE, Couple::meet);
            couples.forEach(Couple::assertUnlimited);
            couples.forEach(Couple::vanish);
            // The storm: nobody waits for anybody.
            all(people, couples, PAIRS, Couple::comeBack);
            all(people, couples, AT_ONCE, Couple::call);
            couples.forEach(Couple::assertUnlimited);
        } finally {
            couples.forEach(couple -> {
                couple.first.close();
                couple.second.close();
            });
        }
    }

    private static void all(ExecutorService people, List<Couple> couples, int atOnce, Step step) throws Exception {
        Semaphore turns = new Semaphore(atOnce);
        List<Future<Boolean>> steps = new ArrayList<>();
        for (Couple couple : couples) {
            steps.add(people.submit(() -> {
                turns.acquire();
                try {
                    step.take(couple);
                    return true;
                } finally {
                    turns.release();
                }
            }));
        }
        for (Future<Boolean> done : steps) {
            done.get(120, TimeUnit.SECONDS);
        }
    }
}
