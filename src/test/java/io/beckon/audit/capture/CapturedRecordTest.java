package io.beckon.audit.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.LogPlace;
import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.log.LogRecord;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapturedRecordTest {

    private static final Origin ORIGIN = new Origin("session", Incarnation.first("node"), "f-1", 7);
    private static final LogPlace PLACE = new LogPlace(LogPlace.Log.CALLS, 3, 12);

    private static CapturedRecord invite(String metadata) {
        Person caller = new Person("default", "ann", "Ann", Set.of(Right.JOIN));
        return new CapturedRecord.OfCall(
                PLACE,
                5,
                "c-1",
                new CallProposal.Invite(
                        ORIGIN,
                        caller,
                        List.of("ben"),
                        Set.of(),
                        30,
                        1,
                        false,
                        Json.of("{\"m\":\"" + metadata + "\"}")));
    }

    private static String text(CapturedRecord record) {
        return new String(record.line(), UTF_8);
    }

    @Test
    void whatACallerPassesAlongIsInTheLineOfTheCall() {
        String line = text(invite("marked"));
        assertTrue(
                line.startsWith("{\"log\":\"calls\",\"call\":\"c-1\",\"type\":\"io.beckon.call.invite.v1\","
                        + "\"time\":\"1970-01-01T00:00:00.005Z\",\"partition\":3,\"offset\":12,\"data\":{"),
                line);
        assertTrue(line.contains("\"metadata\":{\"m\":\"marked\"}"), line);
        assertTrue(line.endsWith("}\n"), line);
    }

    @Test
    void reasonsThatPeopleGiveAreToo() {
        CallProposal over = new CallProposal.Over("marked");
        assertEquals(
                "{\"log\":\"calls\",\"call\":\"c-1\",\"type\":\"io.beckon.call.over.v1\",\"time\":\"1970-01-01T00:00:00.005Z\","
                        + "\"partition\":3,\"offset\":12,\"data\":{\"reason\":\"marked\"}}\n",
                text(new CapturedRecord.OfCall(PLACE, 5, "c-1", over)));
    }

    @Test
    void linesOfRoomsNameTheirLogAlike() {
        LogRecord record = new LogRecord(
                2, 10, new RoomKey("default", "r"), new Proposal.Message(ORIGIN, null, Json.of("\"marked\"")), 5);
        String line = text(new CapturedRecord.OfRoom(record));
        assertTrue(
                line.startsWith("{\"log\":\"events\",\"room\":\"default/r\",\"type\":\"io.beckon.room.message.v1\","
                        + "\"time\":\"1970-01-01T00:00:00.005Z\",\"partition\":2,\"offset\":9,\"attributes\":{"),
                line);
        assertTrue(line.endsWith("\"data\":\"marked\"}\n"), line);
    }

    @Test
    void aCallWeighsWhatItPassesAlong() {
        int more = invite("x".repeat(4_000)).weight() - invite("").weight();
        assertTrue(more >= 4_000, () -> String.valueOf(more));
    }
}
