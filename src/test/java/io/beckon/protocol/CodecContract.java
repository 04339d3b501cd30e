package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_CANDIDATE;
import static io.beckon.protocol.ErrorCode.BAD_JSON;
import static io.beckon.protocol.ErrorCode.BAD_MESSAGE;
import static io.beckon.protocol.ErrorCode.BAD_SDP;
import static io.beckon.protocol.ErrorCode.TOO_LARGE;
import static io.beckon.protocol.ErrorCode.UNKNOWN_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beckon.room.Json;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SectionName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What every encoding of the wire does; frames are given and looked at as JSON. */
abstract class CodecContract {

    private static final String CANDIDATE = "candidate:1 1 udp 2130706431 192.0.2.1 50000 typ host";

    abstract MessageCodec codec();

    /** The frame of this JSON text, made by other means than the codec. */
    abstract byte[] frame(String json);

    /** What is in a frame, read by other means than the codec. */
    abstract JsonNode tree(byte[] frame);

    @TestFactory
    Stream<DynamicTest> everyGoldenFrameFromAClientIsUnderstood() {
        return ClientSamples.all().entrySet().stream()
                .map(sample -> test(
                        sample.getKey(),
                        () -> assertEquals(sample.getValue(), decode(Golden.client(sample.getKey())))));
    }

    @TestFactory
    Stream<DynamicTest> everyFrameToAClientIsTheGoldenOne() {
        return ServerSamples.all().entrySet().stream()
                .map(sample -> test(sample.getKey(), () -> {
                    byte[] frame = codec().encode(sample.getValue());
                    assertEquals(Golden.tree(Golden.server(sample.getKey())), tree(frame));
                    assertEquals("type", tree(frame).fieldNames().next());
                }));
    }

    @TestFactory
    Stream<DynamicTest> unknownTypesAreSaidToBeSo() {
        return Stream.of("calling", "incoming-call", "welcome", "", "JOIN")
                .map(type -> test(
                        type, () -> assertRefused(UNKNOWN_TYPE, "type", "{'id':'7','offer':1,'type':'" + type + "'}")));
    }

    @TestFactory
    Stream<DynamicTest> wrongFieldsAreNamed() {
        return Stream.of(
                        "type: {}",
                        "type: {'type':null}",
                        "type: {'type':1}",
                        "room: {'type':'join'}",
                        "room: {'type':'join','room':5}",
                        "room: {'type':'leave','room':'a/b'}",
                        "name: {'type':'join','room':'r','name':''}",
                        "role: {'type':'join','room':'r','role':'owner'}",
                        "pattern: {'type':'join','room':'r','pattern':'star'}",
                        "metadata: {'type':'join','room':'r','metadata':[]}",
                        "replace: {'type':'join','room':'r','replace':'s'}",
                        "replace.secret: {'type':'join','room':'r','replace':{'session':'s'}}",
                        "replace.session: {'type':'join','room':'r','replace':{'session':'s!','secret':'k'}}",
                        "offer: {'type':'offer'}",
                        "offer: {'type':'offer','offer':null}",
                        "offer: {'type':'offer','offer':'v=0'}",
                        "offer.type: {'type':'offer','offer':{'sdp':'v=0'}}",
                        "offer.type: {'type':'offer','offer':{'type':'answer','sdp':'v=0'}}",
                        "offer.sdp: {'type':'offer','offer':{'type':'offer'}}",
                        "offer.sdp: {'type':'offer','offer':{'type':'offer','sdp':7}}",
                        "to: {'type':'offer','to':' a','offer':{'type':'offer','sdp':'v=0'}}",
                        "pc: {'type':'offer','pc':'a b','offer':{'type':'offer','sdp':'v=0'}}",
                        "answer.type: {'type':'answer','answer':{'type':'offer','sdp':'v=0'}}",
                        "re: {'type':'answer','re':-1,'answer':{'type':'answer','sdp':'v=0'}}",
                        "re: {'type':'reject','re':1.5}",
                        "re: {'type':'reject','re':9007199254740992}",
                        "re: {'type':'reject','re':'1'}",
                        "reason: {'type':'reject','reason':'a\\u202eb'}",
                        "candidate: {'type':'ice-candidate'}",
                        "candidate: {'type':'ice-candidate','candidate':'x'}",
                        "candidate: {'type':'ice-candidate','candidate':[]}",
                        "candidate.sdpMid: {'type':'ice-candidate','candidate':{'candidate':'','sdpMid':true}}",
                        "candidate.sdpMid: {'type':'ice-candidate','candidate':{'candidate':'','sdpMid':0.5}}",
                        "candidate.sdpMLineIndex: {'type':'ice-candidate','candidate':{'candidate':'','sdpMLineIndex':'65536'}}",
                        "candidate.sdpMLineIndex: {'type':'ice-candidate','candidate':{'candidate':'','sdpMLineIndex':'x'}}",
                        "candidate.candidate: {'type':'ice-candidate','candidate':{'sdp':'candidate:','sdpMid':'0'}}",
                        "candidate.candidate: {'type':'ice-candidate','candidate':{'candidate':true}}",
                        "candidate.sdpMLineIndex: {'type':'ice-candidate','candidate':{'candidate':'','sdpMLineIndex':65536}}",
                        "candidate.usernameFragment: {'type':'ice-candidate','candidate':{'candidate':'','usernameFragment':'a b'}}",
                        "peer: {'type':'connection-state','state':'failed'}",
                        "state: {'type':'connection-state','peer':'p','state':'new'}",
                        "state: {'type':'connection-state','peer':'p'}",
                        "data: {'type':'message'}",
                        "data: {'type':'message','data':null}",
                        "after: {'type':'roster','after':3}",
                        "session: {'type':'resume','secret':'k','rooms':{}}",
                        "rooms: {'type':'resume','session':'s','secret':'k'}",
                        "rooms: {'type':'resume','session':'s','secret':'k','rooms':{'':1}}",
                        "rooms.r: {'type':'resume','session':'s','secret':'k','rooms':{'r':'1'}}",
                        "barSeconds: {'type':'kick','peer':'p','barSeconds':86401}",
                        "role: {'type':'set-role','peer':'p'}",
                        "user: {'type':'call'}",
                        "user: {'type':'call','user':''}",
                        "user: {'type':'call','user':[]}",
                        "user: {'type':'call','user':{}}",
                        "user: {'type':'call','user':['a',7]}",
                        "user: {'type':'call','user':['a',['b']]}",
                        "user: {'type':'call','user':'a\\u202eb'}",
                        "user: {'type':'call','user':['1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17']}",
                        "timeoutSeconds: {'type':'call','user':'a','timeoutSeconds':4}",
                        "timeoutSeconds: {'type':'call','user':'a','timeoutSeconds':121}",
                        "timeoutSeconds: {'type':'call','user':'a','timeoutSeconds':'30'}",
                        "metadata: {'type':'call','user':'a','metadata':7}",
                        "call: {'type':'accept'}",
                        "call: {'type':'decline','call':'a b'}",
                        "reason: {'type':'hangup','call':'c','reason':7}")
                .map(line -> test(line, () -> {
                    int colon = line.indexOf(": ");
                    assertRefused(BAD_MESSAGE, line.substring(0, colon), line.substring(colon + 2));
                }));
    }

    @Test
    void nullCountsAsAbsent() throws Exception {
        assertEquals(
                decode("{'type':'join','room':'r'}"),
                decode("{'type':'join','id':null,'room':'r','name':null,'role':null,'pattern':null,'metadata':null,"
                        + "'replace':null}"));
        assertEquals(
                decode("{'type':'resume','session':'s','secret':'k','rooms':{}}"),
                decode("{'type':'resume','session':'s','secret':'k','rooms':{'r':null}}"));
    }

    @Test
    void unknownFieldsAreIgnoredWhateverTheyAre() throws Exception {
        assertEquals(
                new ClientMessage.Ping(null),
                decode("{'x':{'y':[1,{}]},'type':'ping','offer':3,'to':[],'metadata':'m','room':7,'pc':{}}"));
    }

    @Test
    void aRefusalCarriesIdAndRoomWhereverTheyStand() {
        MalformedMessage refusal = refusal("{'type':'kick','peer':{'a':[1]},'room':'r','reason':7,'id':'42'}");
        assertEquals("42", refusal.id());
        assertEquals("r", refusal.room());
        assertEquals("peer", refusal.field());
    }

    @Test
    void aRefusalIsAnsweredWithAllThatIsKnown() {
        ServerMessage reply = refusal("{'type':'leave','room':7,'id':'42'}").reply();
        JsonNode expected = Golden.tree("{\"type\":\"error\",\"id\":\"42\",\"code\":\"bad-message\","
                + "\"message\":\"room must be a string\",\"field\":\"room\",\"retryable\":false}");
        assertEquals(expected, tree(codec().encode(reply)));
    }

    @Test
    void anInvalidIdIsNotRepeated() {
        for (String id : new String[] {"''", "'a b'", "'ü'", "7", "{}", "'" + "x".repeat(65) + "'"}) {
            MalformedMessage refusal = refusal("{'type':'leave','room':'r','id':" + id + "}");
            assertEquals("id", refusal.field(), id);
            assertNull(refusal.id(), id);
            assertEquals("r", refusal.room(), id);
        }
    }

    @Test
    void roomNamesAreCountedInCodePoints() throws Exception {
        String name = "👋".repeat(128);
        assertEquals(name, decode("{'type':'leave','room':'" + name + "'}").room());
        assertRefused(BAD_MESSAGE, "room", "{'type':'leave','room':'" + name + "x'}");
    }

    @Test
    void aRollbackNeedsNoText() throws Exception {
        Json body = Json.of("{\"offer\":{\"type\":\"rollback\"},\"pc\":\"x\"}");
        ClientMessage expected = new ClientMessage.Rollback(null, null, null, "x", body);
        assertEquals(expected, decode("{'type':'offer','pc':'x','offer':{'type':'rollback'}}"));
        assertEquals(expected, decode("{'type':'offer','pc':'x','offer':{'type':'rollback','sdp':null}}"));
    }

    @Test
    void wrongDescriptionsNameTheirLine() {
        MalformedMessage refusal = refusal("{'type':'offer','offer':{'type':'offer','sdp':'v=0\\r\\nnonsense\\r\\n'}}");
        assertEquals(BAD_SDP, refusal.code());
        assertEquals("offer.sdp", refusal.field());
        assertTrue(String.valueOf(refusal.getMessage()).contains("line 2"), refusal.getMessage());
        assertRefused(BAD_SDP, "answer.sdp", "{'type':'answer','answer':{'type':'answer','sdp':''}}");
    }

    @Test
    void otherMistakesAreFoundBeforeTheDescriptionIsRead() {
        assertRefused(BAD_MESSAGE, "pc", "{'type':'offer','pc':7,'offer':{'type':'offer','sdp':'nonsense'}}");
    }

    @Test
    void theTextOfADescriptionIsRelayedAsItCame() throws Exception {
        ObjectNode offer = (ObjectNode) Golden.tree(Golden.client("offer"));
        String sdp = offer.get("offer").get("sdp").textValue().replace("s=-", "s=é \\ \" / 👋");
        ((ObjectNode) offer.get("offer")).put("sdp", sdp);
        Json body = ((ClientMessage.Offer) codec().decode(frame(offer.toString()))).body();
        assertEquals(sdp, tree(relayed("offer", body)).get("offer").get("sdp").textValue());
    }

    @Test
    void onlyKnownMembersOfDescriptionsAndCandidatesAreRelayed() throws Exception {
        ObjectNode offer = (ObjectNode) Golden.tree(Golden.client("offer"));
        ((ObjectNode) offer.get("offer")).put("extra", 1);
        assertEquals(ClientSamples.all().get("offer"), codec().decode(frame(offer.toString())));
        assertEquals(
                "{'candidate':{'candidate':'','sdpMid':null,'sdpMLineIndex':1}}",
                candidate("{'candidate':'','sdpMLineIndex':1.0,'foo':2,'sdpMid':null}"));
    }

    @Test
    void whatWebIdlWouldConvertIsRelayedConverted() throws Exception {
        assertEquals(
                "{'candidate':{'candidate':'','sdpMid':'0','sdpMLineIndex':1,'usernameFragment':''}}",
                candidate("{'candidate':'','sdpMid':0,'sdpMLineIndex':'1','usernameFragment':''}"));
        assertEquals("{'candidate':null}", candidate("{'completed':true}"));
        assertNull(fragment("{'candidate':'" + CANDIDATE + "','usernameFragment':''}"));
    }

    @Test
    void besideAMidANumberThatIsNoIndexIsNone() throws Exception {
        for (String index : List.of("-1", "0.5", "65536", "1e300")) {
            assertEquals(
                    "{'candidate':{'candidate':'','sdpMid':'0'}}",
                    candidate("{'candidate':'','sdpMid':'0','sdpMLineIndex':" + index + "}"));
            assertEquals(
                    SectionName.of("0", null), section("{'candidate':'','sdpMid':0,'sdpMLineIndex':" + index + "}"));
        }
    }

    @Test
    void aloneItIsRefusedButNoOffence() {
        for (String mid : List.of("", "'sdpMid':'',", "'sdpMid':null,")) {
            String start = "{'type':'ice-candidate','candidate':{'candidate':''," + mid + "'sdpMLineIndex':";
            assertTrue(refusal(start + "-1}}").isForgiven());
            assertFalse(refusal(start + "true}}").isForgiven());
        }
    }

    @Test
    void aLineEndBehindACandidateIsRelayedToo() throws Exception {
        assertEquals(
                "{'candidate':{'candidate':'" + CANDIDATE + "\\r\\n'}}",
                candidate("{'candidate':'" + CANDIDATE + "\\r\\n'}"));
    }

    @Test
    void aTypeInCapitalsIsRelayedAsTheContractHasIt() throws Exception {
        ObjectNode offer = (ObjectNode) Golden.tree(Golden.client("offer"));
        ((ObjectNode) offer.get("offer")).put("type", "OFFER");

        assertEquals(ClientSamples.all().get("offer"), codec().decode(frame(offer.toString())));
    }

    /** As what an offer has that nobody knows. */
    @Test
    void metadataOfAnOfferThatIsNoObjectIsPassedOver() throws Exception {
        ObjectNode offer = (ObjectNode) Golden.tree(Golden.client("offer"));
        for (String metadata : List.of("\"m\"", "[1]", "7", "true")) {
            offer.set("metadata", Golden.tree(metadata));
            assertEquals(ClientSamples.all().get("offer"), codec().decode(frame(offer.toString())), metadata);
        }
    }

    @Test
    void candidatesEndInFourWays() throws Exception {
        assertEquals("{'candidate':null}", candidate("null"));
        assertEquals("{'candidate':null}", candidate("''"));
        assertEquals("{'candidate':{'candidate':''}}", candidate("{'candidate':''}"));
        assertEquals("{'candidate':{'candidate':'','sdpMid':'0'}}", candidate("{'sdpMid':'0'}"));
        assertEquals("{'candidate':{'candidate':''}}", candidate("{'candidate':null}"));
    }

    @Test
    void theMSectionOfACandidateIsItsMidOrElseItsIndex() throws Exception {
        assertEquals(SectionName.of("a", null), section("{'candidate':'','sdpMid':'a','sdpMLineIndex':1}"));
        assertEquals(SectionName.of(null, 1L), section("{'candidate':'','sdpMid':'','sdpMLineIndex':'1'}"));
        assertNull(section("{'candidate':''}"));
    }

    @Test
    void whatIsWrongWithADescriptionOrCandidateIsSaidWithWhereItIsWritten() {
        String candidate = "{'type':'ice-candidate','candidate':{'candidate':'" + CANDIDATE;
        for (String frame : new String[] {
            "{'type':'offer','offer':{'type':'offer','sdp':'v=1'}}",
            candidate.replace(" typ", " type") + "'}}",
            candidate + " ufrag abcd','usernameFragment':'efgh'}}"
        }) {
            String message = refusal(frame).getMessage();
            assertTrue(message.matches(".*\\((RFC \\d{4}|WebRTC) section [\\d.]+\\)"), message);
        }
    }

    @Test
    void aFragmentThatIsNotTheCandidatesBreaksTheRuleOfItsMembers() {
        String frame = "{'type':'ice-candidate','candidate':{'candidate':'" + CANDIDATE
                + " ufrag abcd','usernameFragment':'efgh'}}";

        String message = refusal(frame).getMessage();

        assertTrue(message.endsWith("(" + Rule.CANDIDATE_INIT.section() + ")"), message);
    }

    @Test
    void theFragmentOfACandidateIsTheFieldOrItsOwn() throws Exception {
        assertEquals("abcd", fragment("{'candidate':'" + CANDIDATE + " ufrag abcd'}"));
        assertEquals("abcd", fragment("{'candidate':'" + CANDIDATE + "','usernameFragment':'abcd'}"));
        assertEquals("abcd", fragment("{'candidate':'','usernameFragment':'abcd'}"));
        assertNull(fragment("{'candidate':'" + CANDIDATE + "'}"));
    }

    @Test
    void wrongCandidatesAreRefused() {
        for (String candidate : new String[] {
            "{'candidate':'nonsense'}", "{'candidate':'" + CANDIDATE + " ufrag abcd','usernameFragment':'efgh'}"
        }) {
            assertRefused(
                    BAD_CANDIDATE, "candidate.candidate", "{'type':'ice-candidate','candidate':" + candidate + "}");
        }
    }

    @Test
    void whatIsTooLargeIsNamed() {
        String kilobyte = "x".repeat(1024);
        assertRefused(
                TOO_LARGE,
                "offer.sdp",
                "{'type':'offer','to':7,'offer':{'type':'offer','sdp':'" + kilobyte.repeat(256) + "x'}}");
        assertRefused(
                TOO_LARGE,
                "candidate.candidate",
                "{'type':'ice-candidate','candidate':{'candidate':'" + kilobyte + "x'}}");
        assertRefused(TOO_LARGE, "data", "{'type':'message','data':'" + kilobyte.repeat(16) + "'}");
        assertRefused(
                TOO_LARGE, "metadata", "{'type':'join','room':'r','metadata':{'k':'" + kilobyte.repeat(4) + "'}}");
    }

    @Test
    void sizesAreThoseOfCompactUtf8() throws Exception {
        decode("{'type':'message','data':'" + "é".repeat(8191) + "'}");
        assertRefused(TOO_LARGE, "data", "{'type':'message','data':'" + "é".repeat(8192) + "'}");
        decode("{'type':'join','room':'r','metadata':{'k':'" + "x".repeat(4096 - 8) + "'}}");
        assertRefused(TOO_LARGE, "metadata", "{'type':'update','metadata':{'k':'" + "x".repeat(4096 - 7) + "'}}");
    }

    @Test
    void framesAsLargeAsAllowedTakeNoUndueTime() {
        StringBuilder keys = new StringBuilder("{'type':'ping'");
        for (int i = 0; keys.length() < 500_000; i++) {
            keys.append(",'k").append(i).append("':[]");
        }
        StringBuilder data = new StringBuilder("{'type':'message','data':[0");
        while (data.length() < 500_000) {
            data.append(",{},1.5,'\\u0000'");
        }
        byte[] manyKeys = frame(keys.append('}').toString().replace('\'', '"'));
        byte[] muchData = frame(data.append("]}").toString().replace('\'', '"'));
        assertTimeout(Duration.ofSeconds(10), () -> {
            assertEquals(new ClientMessage.Ping(null), codec().decode(manyKeys));
            assertThrows(MalformedMessage.class, () -> codec().decode(muchData));
        });
    }

    @Test
    void keysOfManyClientsDoNotDisturbEachOther() throws Exception {
        for (int i = 0; i < 1000; i++) {
            String data = "{'k" + i + "':" + i + "}";
            Json body = ((ClientMessage.Message) decode("{'type':'message','data':" + data + "}")).body();
            assertEquals(Json.of(("{'data':" + data + "}").replace('\'', '"')), body);
        }
    }

    @Test
    void answersCountOnlyWhenTheyAreTrue() throws Exception {
        assertTrue(((ClientMessage.Update) decode("{'type':'update','metadata':{'answers':true}}")).answers());
        for (String answers : new String[] {"false", "'true'", "1", "null", "[true]"}) {
            String frame = "{'type':'join','room':'r','metadata':{'answers':" + answers + "}}";
            assertEquals(false, ((ClientMessage.Join) decode(frame)).answers());
        }
    }

    @Test
    void upToSixtyFourRoomsMayBeResumed() throws Exception {
        assertEquals(64, ((ClientMessage.Resume) decode(resume(64))).rooms().size());
        assertRefused(BAD_MESSAGE, "rooms", resume(65));
        assertRefused(BAD_MESSAGE, "rooms", resume(5000));
    }

    @Test
    void nestingOverThirtyTwoIsRefused() throws Exception {
        decode("{'type':'message','data':" + "[".repeat(31) + "]".repeat(31) + "}");
        MalformedMessage refusal =
                refusal("{'type':'message','data':" + "[".repeat(32) + "]".repeat(32) + ",'id':'9','room':'r'}");
        assertEquals(BAD_JSON, refusal.code());
        assertEquals("9", refusal.id());
        assertEquals("r", refusal.room());
    }

    static DynamicTest test(String name, Executable test) {
        return DynamicTest.dynamicTest(name.isBlank() ? "(blank)" : name, test);
    }

    /** The message of a frame; single quotes stand for double ones. */
    final ClientMessage decode(String json) throws MalformedMessage {
        return codec().decode(frame(json.contains("\"") ? json : json.replace('\'', '"')));
    }

    final MalformedMessage refusal(String json) {
        return assertThrows(MalformedMessage.class, () -> decode(json));
    }

    final void assertRefused(ErrorCode code, String field, String json) {
        MalformedMessage refusal = refusal(json);
        assertEquals(code, refusal.code(), refusal.getMessage());
        assertEquals(field, refusal.field());
    }

    private byte[] relayed(String type, Json body) {
        return codec().encode(new ServerMessage.Relayed(type, body, "r", 1, "p", null));
    }

    private String candidate(String candidate) throws MalformedMessage {
        Json body = ((ClientMessage.Candidate) decode("{'type':'ice-candidate','candidate':" + candidate + "}")).body();
        return new String(body.utf8(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private SectionName section(String candidate) throws MalformedMessage {
        return ((ClientMessage.Candidate) decode("{'type':'ice-candidate','candidate':" + candidate + "}")).section();
    }

    private String fragment(String candidate) throws MalformedMessage {
        return ((ClientMessage.Candidate) decode("{'type':'ice-candidate','candidate':" + candidate + "}"))
                .usernameFragment();
    }

    private static String resume(int rooms) {
        StringBuilder frame = new StringBuilder("{'type':'resume','session':'s','secret':'k','rooms':{'r0':1");
        for (int i = 1; i < rooms; i++) {
            frame.append(",'r").append(i).append("':").append(i);
        }
        return frame.append("}}").toString();
    }
}
