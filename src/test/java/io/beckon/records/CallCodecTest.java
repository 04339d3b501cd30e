package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Provenance;
import io.beckon.room.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallCodecTest {

    private static final Incarnation INCARNATION = new Incarnation(2, "i-1");
    private static final Origin ORIGIN = new Origin("s-1", INCARNATION, "7", 4);
    private static final Person ZOE =
            new Person("default", "u-1", "Zoë Ångström", Set.of(Right.PUBLISH, Right.JOIN, Right.HOST));

    private final CallCodec codec = new CallCodec();

    static Stream<CallProposal> proposals() {
        return Stream.of(
                new CallProposal.Invite(
                        ORIGIN,
                        ZOE,
                        List.of("u-3", "u-2", "ünal"),
                        Set.of("ünal", "u-2"),
                        30,
                        1_772_366_430_000L,
                        true,
                        Json.of("{\"topic\":\"🦊\",\"x\":[1,null]}")),
                new CallProposal.Accept(ORIGIN, ZOE),
                new CallProposal.Decline(ORIGIN, ZOE, "später"),
                new CallProposal.Cancel(ORIGIN, ZOE, "später"),
                new CallProposal.Ringing("u-2", "Ünal"),
                new CallProposal.Busy("u-2", "Ünal"),
                new CallProposal.NobodyAnswered(),
                new CallProposal.TimeUp(),
                new CallProposal.CallerMoved(INCARNATION),
                new CallProposal.CallerGone(INCARNATION),
                new CallProposal.Crossed("u-2"),
                new CallProposal.Stopped("https://issuer.example", "root", "test"),
                new CallProposal.Over("hangup"));
    }

    @Test
    void thereIsASampleOfEachKind() {
        Set<CallKind> kinds = proposals().map(CallKind::of).collect(Collectors.toSet());
        assertEquals(Set.copyOf(Arrays.asList(CallKind.values())), kinds);
    }

    @ParameterizedTest
    @MethodSource("proposals")
    void goldenRecordsAreReadAndWritten(CallProposal proposal) throws Exception {
        String type = codec.type(proposal);
        String golden =
                GoldenRecord.text(type.replace("io.beckon.call.", "call-").replace(".v1", ""));
        assertEquals(golden, new String(codec.encode(proposal), UTF_8));
        assertEquals(proposal, codec.decode(type, golden.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("proposals")
    void attributesOfALaterVersionArePassedOver(CallProposal proposal) throws Exception {
        String json = new String(codec.encode(proposal), UTF_8);
        String more = json.replaceFirst(".$", json.equals("{}") ? "" : ",") + "\"later\":{\"x\":[1,null]}}";
        assertEquals(proposal, codec.decode(codec.type(proposal), more.getBytes(UTF_8)));
    }

    @Test
    void whatIsLeftOutIsMissingAgain() throws Exception {
        Origin origin = new Origin("s-1", INCARNATION, null, Origin.NOBODY_WAITS);
        for (CallProposal proposal : List.of(
                new CallProposal.Decline(origin, ZOE, null),
                new CallProposal.Crossed(null),
                new CallProposal.Cancel(origin, null, null),
                new CallProposal.Cancel(origin, ZOE, null),
                new CallProposal.Invite(origin, ZOE, List.of("u-2"), Set.of(), 5, 1, false, Json.EMPTY_OBJECT))) {
            assertEquals(proposal, codec.decode(codec.type(proposal), codec.encode(proposal)));
        }
    }

    @Test
    void whatIsKnownOfTheClientIsReadAgain() throws Exception {
        Origin origin = new Origin("s-1", INCARNATION, "7", 4, new Provenance("https://issuer", "192.0.2.7"));
        CallProposal cancel = new CallProposal.Cancel(origin, ZOE, "late");
        assertEquals(cancel, codec.decode(codec.type(cancel), codec.encode(cancel)));
    }

    @Test
    void aTypeOfALaterVersionIsSaidToBeUnknown() {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class, () -> codec.decode("io.beckon.call.invite.v2", "{}".getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.UNKNOWN_TYPE, e.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "invite | {}",
                "invite | {\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"slot\":1,\"caller\":{\"tenant\":\"t\",\"user\":\"u\",\"userName\":\"U\",\"rights\":[]},\"callees\":[],\"alreadyRinging\":[],\"timeoutSeconds\":30,\"expiresAtMillis\":1,\"wakes\":false,\"metadata\":{}}",
                "accept | {\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"slot\":1}",
                "accept | {\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"slot\":1,\"by\":{\"tenant\":\"t\",\"user\":\"u\",\"userName\":\"U\",\"rights\":[\"fly\"]}}",
                "decline | {\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\",\"slot\":1,\"by\":\"u\"}",
                "cancel | {\"incarnation\":1,\"instance\":\"i\",\"slot\":1}",
                "ringing | {\"user\":\"u\"}",
                "busy | {\"userName\":\"U\"}",
                "caller-moved | {\"incarnation\":1}",
                "caller-gone | {\"instance\":\"i\"}",
                "over | {}",
                "time-up | []"
            })
    void whatItsTypeDoesNotSayIsGarbled(String kind, String json) {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class, () -> codec.decode("io.beckon.call." + kind + ".v1", json.getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.GARBLED, e.kind());
    }
}
