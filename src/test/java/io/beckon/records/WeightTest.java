package io.beckon.records;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.log.LogRecord;
import io.beckon.room.Applicant;
import io.beckon.room.CallParty;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Origin;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Provenance;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;
import io.beckon.room.RoomRules;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.TransportState;
import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept weighs at least what it takes to write it down, however large clients make it. */
class WeightTest {

    private static final RecordCodec RECORDS = new RecordCodec();
    private static final CheckpointCodec CHECKPOINTS = new CheckpointCodec();
    private static final String ID = "0123456789abcdefghijklmn";
    private static final String PC = "c".repeat(64);
    private static final int SDP = 256 * 1024;

    /** The longest of what clients choose, of such characters. */
    private static final class Worst {

        final String name;
        final String text;

        Worst(String character) {
            name = character.repeat(128);
            text = character.repeat(256);
        }

        Origin origin() {
            Provenance known = new Provenance(text, text);
            return new Origin(ID, new Incarnation(1, "node-0123456789abcdef"), "f".repeat(64), 1L << 40, known);
        }

        Applicant applicant() {
            return new Applicant(
                    ID,
                    text,
                    text,
                    EnumSet.allOf(Right.class),
                    name,
                    Role.MEDIA_SERVER,
                    new Json(new byte[4096]),
                    true);
        }

        CallProposal call(CallKind kind) {
            Person person = new Person("default", text, text, EnumSet.allOf(Right.class));
            Incarnation incarnation = new Incarnation(Integer.MAX_VALUE, "node-0123456789abcdef");
            return switch (kind) {
                case INVITE ->
                    new CallProposal.Invite(
                            origin(),
                            person,
                            Collections.nCopies(16, text),
                            Set.of(text),
                            Integer.MAX_VALUE,
                            Long.MAX_VALUE,
                            true,
                            new Json(new byte[4096]));
                case ACCEPT -> new CallProposal.Accept(origin(), person);
                case DECLINE -> new CallProposal.Decline(origin(), person, text);
                case CANCEL -> new CallProposal.Cancel(origin(), person, text);
                case RINGING -> new CallProposal.Ringing(text, text);
                case BUSY -> new CallProposal.Busy(text, text);
                case NOBODY_ANSWERED -> new CallProposal.NobodyAnswered();
                case TIME_UP -> new CallProposal.TimeUp();
                case CALLER_MOVED -> new CallProposal.CallerMoved(incarnation);
                case CALLER_GONE -> new CallProposal.CallerGone(incarnation);
                case CROSSED -> new CallProposal.Crossed("ben");
                case STOPPED -> new CallProposal.Stopped(text, text, text);
                case OVER -> new CallProposal.Over(text);
            };
        }

        SessionDescription description(int most) {
            List<String> fragments = IntStream.range(0, most)
                    .mapToObj(i -> String.format("%04d", i) + "f".repeat(252))
                    .toList();
            return new SessionDescription(
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    256,
                    MediaOutline.of(Collections.nCopies(256, Long.MIN_VALUE)),
                    fragments,
                    List.of());
        }

        Proposal proposal(ProposalKind kind) {
            return switch (kind) {
                case JOIN -> new Proposal.Join(origin(), applicant(), Pattern.BROADCAST, ID, RoomRules.DEFAULT);
                case LEAVE -> new Proposal.Leave(origin(), LeaveReason.TOKEN_EXPIRED);
                case RESUME -> new Proposal.Resume(origin(), text, EnumSet.allOf(Right.class));
                case OFFER -> new Proposal.Offer(origin(), ID, PC, description(257), new Json(new byte[SDP]));
                case ROLLBACK ->
                    new Proposal.Rollback(origin(), ID, PC, Json.of("{\"offer\":{\"type\":\"rollback\"}}"));
                case ANSWER ->
                    new Proposal.Answer(
                            origin(), ID, PC, Long.MAX_VALUE, true, description(257), new Json(new byte[SDP]));
                case REJECT ->
                    new Proposal.Reject(origin(), ID, PC, Long.MAX_VALUE, Json.of("{\"reason\":\"" + text + "\"}"));
                case CANDIDATE ->
                    new Proposal.Candidate(
                            origin(),
                            ID,
                            PC,
                            Long.MAX_VALUE,
                            "f".repeat(256),
                            SectionName.of("m".repeat(1024), null),
                            new Json(new byte[4096]));
                case REPORT_TRANSPORT -> new Proposal.ReportTransport(origin(), ID, PC, TransportState.DISCONNECTED);
                case MESSAGE -> new Proposal.Message(origin(), ID, new Json(new byte[16_384]));
                case UPDATE -> new Proposal.Update(origin(), name, new Json(new byte[4096]), true);
                case KICK -> new Proposal.Kick(origin(), ID, text, Integer.MAX_VALUE);
                case SET_ROLE -> new Proposal.SetRole(origin(), ID, Role.MEDIA_SERVER);
                case MUTE -> new Proposal.Mute(origin(), ID, MediaSource.MICROPHONE);
                case KNOCK -> new Proposal.Knock(origin(), text, text, name, EnumSet.allOf(Right.class));
                case ANSWER_KNOCK -> new Proposal.AnswerKnock(origin(), text, true);
                case LOCK -> new Proposal.Lock(origin());
                case UNLOCK -> new Proposal.Unlock(origin());
                case CLOSE -> new Proposal.Close(origin());
                case HANG_UP -> new Proposal.HangUp(origin(), text);
                case OPEN_CALL ->
                    new Proposal.OpenCall(
                            ID,
                            Stream.generate(() -> new CallParty(ID, new Incarnation(1, "node"), applicant()))
                                    .limit(17)
                                    .toList(),
                            RoomRules.DEFAULT);
                case ORDER ->
                    new Proposal.Order(ID, text, text, text, new Proposal.Action.Tell(new Json(new byte[16_384])));
                case ENTITLE -> new Proposal.Entitle(ID, new Incarnation(1, "node"), Set.of());
                case DISCONNECTED ->
                    new Proposal.Disconnected(ID, new Incarnation(1, "node"), LeaveReason.TOKEN_EXPIRED);
                case INSTANCE_LOST -> new Proposal.InstanceLost("node-0123456789abcdef");
                case WINDOW_ELAPSED -> new Proposal.WindowElapsed(ID, new Incarnation(1, "node"), 1L << 40);
                case NEGOTIATION_TIMED_OUT -> new Proposal.NegotiationTimedOut(ID, PC, 1L << 40, 1L << 40);
                case BAR_ENDED -> new Proposal.BarEnded(text, 1L << 40, Integer.MAX_VALUE);
                case KNOCK_ENDED -> new Proposal.KnockEnded(text, 1L << 40, Integer.MAX_VALUE);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(CallKind.class)
    void recordsOfCallsDoToo(CallKind kind) {
        for (String character : List.of("x", "\"", "é", "語", "🦊")) {
            CallProposal proposal = new Worst(character).call(kind);
            int bytes = new CallCodec().encode(proposal).length;
            assertTrue(
                    proposal.weight() >= bytes, kind + " of " + character + ": " + proposal.weight() + " < " + bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(ProposalKind.class)
    void recordsWeighWhatTheirEncodingDoes(ProposalKind kind) {
        for (String character : List.of("x", "\"", "é", "語", "🦊")) {
            Proposal proposal = new Worst(character).proposal(kind);
            LogRecord record = new LogRecord(0, 1, new RoomKey("default", "r"), proposal);
            RecordCodec.Encoded encoded = RECORDS.encode(proposal);
            int bytes = encoded.attributes().length + encoded.data().length;
            assertTrue(record.weight() >= bytes, kind + " of " + character + ": " + record.weight() + " < " + bytes);
        }
    }

    /** Receipts apart, and but for a few username fragments: these are kept as eight bytes each. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "é", "語", "🦊"})
    void roomsWeighWhatTheirPartsDo(String character) {
        Worst worst = new Worst(character);
        Room room = new Room(new RoomKey("default", worst.name));
        RoomRules rules = RoomRules.DEFAULT;
        for (int who = 0; who < 3; who++) {
            Applicant all = worst.applicant();
            Applicant applicant = new Applicant(
                    "peer-" + who + ID,
                    worst.text.substring(2) + who,
                    all.userName(),
                    all.rights(),
                    all.name(),
                    Role.MODERATOR,
                    Json.of("{\"x\":\"" + "m".repeat(4088) + "\"}"),
                    true);
            room.apply(new Proposal.Join(origin(who), applicant, Pattern.MESH, null, rules), 3 * who + 1);
            for (int pc = 0; pc < 16 && who > 0; pc++) {
                room.apply(
                        new Proposal.Offer(
                                origin(who),
                                "peer-0" + ID,
                                PC.substring(2) + (char) ('a' + pc),
                                worst.description(2),
                                Json.EMPTY_OBJECT),
                        3 * who + 2);
            }
        }
        room.apply(new Proposal.Kick(origin(1), "peer-2" + ID, null, 60), 100);
        RoomSnapshot snapshot = room.snapshot();
        long bytes = 0;
        for (RoomPart part : snapshot.parts()) {
            bytes += CHECKPOINTS.encode(part).length;
        }
        assertTrue(snapshot.negotiations().size() == 16 && snapshot.bars().size() == 1, snapshot.toString());
        assertTrue(room.weight() >= bytes, room.weight() + " < " + bytes);
    }

    private static Origin origin(int who) {
        return new Origin("session-" + who + ID, new Incarnation(1, "node"), null, Origin.NOBODY_WAITS);
    }
}
