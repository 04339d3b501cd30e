package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 2: request ids, good and bad. */
class BadIdsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    static Stream<Object> badIds() {
        return Stream.of("", " ", "a b", "ä", "a\n", "x".repeat(65), 5, true);
    }

    @ParameterizedTest
    @MethodSource("badIds")
    void aBadIdIsRefused(Object id) {
        for (Encoding encoding : Encoding.values()) {
            WireClient client = server.connect(encoding);
            client.send(Frames.frame("ping", "id", id));

            JsonNode error = client.await("error");
            assertEquals("bad-message", error.path("code").asText());
            assertEquals("id", error.path("field").asText());
            client.expectNothingBut();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyVisibleAsciiIsAnId(Encoding encoding) {
        WireClient client = server.connect(encoding);

        for (String id : new String[] {"!", "~", "\"\\", "x".repeat(64)}) {
            assertEquals(
                    "pong",
                    client.request(Frames.frame("ping", "id", id)).path("type").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutIdThereIsNoAck(Encoding encoding) {
        WireClient client = server.connect(encoding);
        client.join(ServerUnderTest.freshRoom());

        client.send(Frames.message("hi"));
        client.send(Frames.frame("update", "name", "Al"));
        // Whether one is told of one's own update is not said.
        client.expectNothingBut("peer-updated");
    }

    @ParameterizedTest
    @EnumSource
    void withoutIdRepliesWithContentAndErrorsComeAllTheSame(Encoding encoding) {
        WireClient client = server.connect(encoding);

        client.send(Frames.message("hi"));
        assertEquals("not-in-room", client.await("error").path("code").asText());
        client.send(Frames.join(ServerUnderTest.freshRoom()));
        client.await("joined");
        client.send(Frames.frame("roster"));
        client.await("roster");
        client.send(Frames.frame("ping"));
        client.await("pong");
        client.send(Frames.frame("leave"));
        client.await("left");
    }

    @ParameterizedTest
    @EnumSource
    void unknownFieldsAndNullsAreIgnored(Encoding encoding) {
        WireClient client = server.connect(encoding);

        client.join(
                ServerUnderTest.freshRoom(),
                "colour",
                "red",
                "name",
                null,
                "role",
                null,
                "pattern",
                null,
                "replace",
                null);
        client.ack(Frames.message("hi", "to", null, "room", null, "deep", Frames.object("a", 1)));
        client.send(Frames.frame("ping", "id", null));
        assertEquals(true, client.await("pong").path("id").isMissingNode());
    }
}
