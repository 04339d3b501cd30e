package io.beckon.wire;

import static io.beckon.wire.Phone.call;
import static io.beckon.wire.Phone.reachable;
import static io.beckon.wire.Phone.ring;
import static io.beckon.wire.Phone.step;
import static io.beckon.wire.Phone.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.Thorough;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/calls} and {@code GET /v1/people}. */
@Thorough
class CallHistoryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    @RegisterExtension
    static final ServerUnderTest second = cluster.node();

    private final User alice = User.any();
    private final User bob = User.any();

    private static JsonNode only(JsonNode calls) {
        assertEquals(1, calls.size(), calls::toString);
        return calls.path(0);
    }

    @Test
    void aCallToOneWhoIsAwayIsFoundAfterwards() {
        Instant before = Instant.now();
        WireClient caller = first.connect(Encoding.JSON, alice);
        caller.refused("no-such-user", call(bob.id()));

        JsonNode missed = only(calls(first, bob));
        assertEquals("incoming", missed.path("direction").asText());
        assertEquals("no-answer", missed.path("outcome").asText());
        assertEquals(alice.id(), missed.path("from").path("user").asText());
        assertEquals(alice.name(), missed.path("from").path("name").asText());
        assertEquals(bob.id(), missed.path("to").path(0).path("user").asText());
        Instant at = Instant.parse(missed.path("at").asText());
        assertTrue(Duration.between(before, at).abs().toSeconds() < 5, missed::toString);

        JsonNode made = only(calls(first, alice));
        assertEquals(missed.path("call"), made.path("call"));
        assertEquals("outgoing", made.path("direction").asText());
        assertEquals("no-answer", made.path("outcome").asText());
    }

    @Test
    void theNewestIsTheFirstAndEachHasItsOutcome() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient callee = reachable(second.connect(Encoding.JSON, bob));
        String declined = ring(caller, callee);
        callee.ack(step("decline", declined));
        caller.await("declined");
        String cancelled = ring(caller, callee);
        caller.ack(step("cancel", cancelled));
        callee.await("cancelled");
        String room = talk(caller, callee);
        callee.ack(step("hangup", room.substring("call:".length())));
        caller.await("ended");
        callee.await("ended");
        String ringing = ring(callee, reachable(caller));

        List<String> expected = List.of(
                ringing + " outgoing ringing",
                room.substring("call:".length()) + " incoming accepted",
                cancelled + " incoming cancelled",
                declined + " incoming declined");
        assertEquals(expected, summary(calls(second, bob)));
        assertEquals(
                expected.stream()
                        .map(line -> line.contains("incoming")
                                ? line.replace("incoming", "outgoing")
                                : line.replace("outgoing", "incoming"))
                        .toList(),
                summary(calls(first, alice)));
    }

    private static List<String> summary(JsonNode calls) {
        List<String> lines = new ArrayList<>();
        calls.forEach(call -> lines.add(call.path("call").asText() + " "
                + call.path("direction").asText() + " " + call.path("outcome").asText()));
        return lines;
    }

    @Test
    void ofSeveralWhoAreCalledEachHasAnOutcomeOfItsOwn() {
        User carol = User.any();
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient callee = reachable(first.connect(Encoding.JSON, bob));
        String call = caller.expect("calling", Frames.frame("call", "user", List.of(bob.id(), carol.id())))
                .path("call")
                .asText();
        callee.await("incoming-call");
        callee.ack(step("decline", call));
        caller.await("declined");
        caller.await("no-answer");

        JsonNode made = only(calls(first, alice));
        assertEquals("declined", made.path("outcome").asText());
        assertEquals("declined", made.path("to").path(0).path("outcome").asText());
        assertEquals("no-answer", made.path("to").path(1).path("outcome").asText());
        assertEquals("no-answer", only(calls(first, carol)).path("outcome").asText());
        assertEquals(0, calls(first, User.any()).size());
    }

    @Test
    void aNodeThatStartsLaterKnowsTheCallsFromBefore() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        caller.refused("no-such-user", call(bob.id()));
        JsonNode known = calls(first, bob);
        try (ServerProcess third = cluster.process("CallHistoryIT")) {
            assertEquals(known, ask(third.url(), "/v1/calls", bob, 200).path("calls"));
        }
    }

    @Test
    void historyIsForNobodyElse() {
        HttpResponse<String> none = DevelopmentTokens.send(
                HttpRequest.newBuilder(first.url().resolve("/v1/calls")).build());
        assertEquals(401, none.statusCode());
        HttpResponse<String> people = DevelopmentTokens.send(
                HttpRequest.newBuilder(first.url().resolve("/v1/people?q=a")).build());
        assertEquals(401, people.statusCode());
    }

    @Test
    void peopleAreFoundByAPartOfNameOrIdInWhateverCase() {
        String mark = UUID.randomUUID().toString();
        User zoe = new User("id-" + mark, "Zoë Ångström " + mark, List.of(), 600);
        User yan = new User("another-" + mark, "Yan " + mark, List.of(), 600);
        reachable(first.connect(Encoding.JSON, zoe));
        reachable(first.connect(Encoding.JSON, zoe));
        reachable(first.connect(Encoding.JSON, yan));

        assertEquals(List.of(yan.name(), zoe.name()), people(first, alice, mark));
        assertEquals(List.of(zoe.name()), people(first, alice, "ÅNGSTRÖM " + mark.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(zoe.name()), people(first, alice, "id-" + mark));
        assertEquals(List.of(yan.name()), people(first, zoe, mark), "oneself is none of them");
        assertEquals(List.of(), people(second, alice, mark), "those of this node");
    }

    @Test
    void whoIsGoneIsFoundNoMore() {
        WireClient gone = reachable(first.connect(Encoding.JSON, bob));
        assertEquals(List.of(bob.name()), people(first, alice, bob.id()));
        gone.close();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!people(first, alice, bob.id()).isEmpty()) {
            assertFalse(System.nanoTime() > deadline, "still there");
        }
    }

    @Test
    void atMostTwentyPeopleAreTold() {
        String mark = UUID.randomUUID().toString();
        for (int i = 0; i < 21; i++) {
            reachable(first.connect(Encoding.JSON, new User(mark + "-" + i, "Somebody", List.of(), 600)));
        }
        assertEquals(20, people(first, alice, mark).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/people", "/v1/people?q=", "/v1/people?q=%20"})
    void withoutATextEverybodyIsTold(String path) {
        reachable(second.connect(Encoding.JSON, bob));

        List<String> names = ask(second.url(), path, alice, 200).path("people").findValuesAsText("name");
        assertTrue(names.contains(bob.name()), names::toString);
    }

    @Test
    void aTextIsNotLong() {
        ask(first.url(), "/v1/people?q=" + "x".repeat(65), alice, 400);
    }

    private static JsonNode calls(ServerUnderTest node, User user) {
        return ask(node.url(), "/v1/calls", user, 200).path("calls");
    }

    private static List<String> people(ServerUnderTest node, User by, String text) {
        String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        ask(node.url(), "/v1/people?q=" + query, by, 200)
                .path("people")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private static JsonNode ask(URI node, String path, User user, int status) {
        HttpResponse<String> answer = DevelopmentTokens.send(HttpRequest.newBuilder(node.resolve(path))
                .header("Authorization", "Bearer " + DevelopmentTokens.issue(node, user))
                .build());
        assertEquals(status, answer.statusCode(), answer::body);
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
