package io.beckon.replay;

import io.beckon.log.LogRecord;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.room.TransportState;
import io.beckon.sdp.SessionDescription;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in a room, as records of its log, 100 ms each unless more time passes. */
final class Story {

    static final RoomKey ROOM = new RoomKey("default", "stand-up");
    static final Instant BEGIN = Instant.parse("2026-03-01T09:00:00Z");
    static final String MDNS = "candidate:1 1 udp 2122260223 7f2f3b0a-5f0e-4a3c-9c1d-0d2c7f3a1b5e.local 54321 typ host";
    static final String HOST = "candidate:2 1 udp 2122260223 192.168.1.7 54321 typ host";
    static final String SRFLX = "candidate:3 1 udp 1686052607 203.0.113.7 61234 typ srflx raddr 0.0.0.0 rport 0";

    private static final long STEP_MILLIS = 100;

    final RoomReplay replay;
    private long position;
    private long millis;
    private int frames;

    Story() {
        this(Long.MAX_VALUE, Instant.EPOCH);
    }

    Story(long until, Instant from) {
        replay = new RoomReplay(ROOM, until, from);
    }

    /** Goes on at that record, with frames of other ids than before. */
    Story at(long next) {
        position = next - 1;
        frames = (int) next * 10;
        return this;
    }

    long position() {
        return position;
    }

    Story wait(int seconds) {
        millis += seconds * 1000L - STEP_MILLIS;
        return this;
    }

    Story record(Proposal proposal) {
        return record(ROOM, proposal);
    }

    Story record(RoomKey room, Proposal proposal) {
        long time = BEGIN.toEpochMilli() + millis;
        millis += STEP_MILLIS;
        replay.apply(new LogRecord(3, ++position, room, proposal, time), "node-1");
        return this;
    }

    Ladder ladder() {
        replay.end();
        return replay.ladder();
    }

    /** The words of all findings. */
    List<String> findings() {
        return Diagnosis.of(ladder()).stream().map(Finding::words).toList();
    }

    private Origin origin(String who, int incarnation) {
        return new Origin("s-" + who, new Incarnation(incarnation, "node-1"), "f-" + ++frames, 7);
    }

    Origin origin(String who) {
        return origin(who, 1);
    }

    static @Nullable String peer(@Nullable String who) {
        return who == null ? null : "p-" + who;
    }

    Story join(String who) {
        return join(who, who, Role.PARTICIPANT);
    }

    Story join(String who, String name, Role role) {
        var rights = role == Role.MODERATOR
                ? EnumSet.of(Right.JOIN, Right.PUBLISH, Right.MODERATOR)
                : EnumSet.of(Right.JOIN, Right.PUBLISH);
        Applicant applicant = new Applicant("p-" + who, "u-" + who, name, rights, null, role, Json.EMPTY_OBJECT, false);
        return record(new Proposal.Join(origin(who), applicant, null, null, RoomRules.DEFAULT));
    }

    Story leave(String who) {
        return leave(who, LeaveReason.LEFT);
    }

    Story leave(String who, LeaveReason reason) {
        return record(new Proposal.Leave(origin(who), reason));
    }

    private static SessionDescription description(String who) {
        return new SessionDescription(1, 2, 1, List.of(who));
    }

    private static Json body(String type, List<String> candidates) {
        StringBuilder sdp = new StringBuilder("m=audio 9\\r\\n");
        candidates.forEach(candidate -> sdp.append("a=").append(candidate).append("\\r\\n"));
        return Json.of("{\"" + type + "\":{\"type\":\"" + type + "\",\"sdp\":\"" + sdp + "\"}}");
    }

    Story offer(String from, @Nullable String to, String... candidates) {
        Json body = body("offer", List.of(candidates));
        return record(new Proposal.Offer(origin(from), peer(to), "", description(from), body));
    }

    Story answer(String from, @Nullable String to, String... candidates) {
        Json body = body("answer", List.of(candidates));
        return record(new Proposal.Answer(origin(from), peer(to), "", null, false, description(from), body));
    }

    Story reject(String from, String to) {
        return record(new Proposal.Reject(origin(from), peer(to), "", null, Json.EMPTY_OBJECT));
    }

    Story rollback(String from, String to) {
        return record(new Proposal.Rollback(origin(from), peer(to), "", Json.EMPTY_OBJECT));
    }

    Story candidate(String from, String to, String candidate) {
        Json body = Json.of("{\"candidate\":{\"candidate\":\"" + candidate + "\",\"sdpMid\":\"0\"}}");
        return record(new Proposal.Candidate(origin(from), peer(to), "", null, null, null, body));
    }

    Story message(String from, @Nullable String to) {
        return record(new Proposal.Message(origin(from), peer(to), Json.of("\"hello\"")));
    }

    Story report(String from, String to, TransportState state) {
        return record(new Proposal.ReportTransport(origin(from), "p-" + to, "", state));
    }

    /** The offer of the latest record of its kind was made at that position. */
    Story timeOut(String offerer, long at) {
        return record(new Proposal.NegotiationTimedOut("p-" + offerer, "", at * 16, at * 16));
    }

    Story lose(String who) {
        return record(new Proposal.Disconnected("s-" + who, new Incarnation(1, "node-1"), LeaveReason.TIMEOUT));
    }

    Story elapse(String who, long since) {
        return record(new Proposal.WindowElapsed("s-" + who, new Incarnation(1, "node-1"), since));
    }

    Story resume(String who) {
        return record(new Proposal.Resume(origin(who, 2), "u-" + who, EnumSet.of(Right.JOIN, Right.PUBLISH)));
    }

    Story kick(String by, String who) {
        return record(new Proposal.Kick(origin(by), "p-" + who, null, 60));
    }

    Story close(String by) {
        return record(new Proposal.Close(origin(by)));
    }

    /** Two in the room, and what they agree on is connected. */
    static Story agreed() {
        return new Story()
                .join("anna")
                .join("ben")
                .offer("anna", "ben", SRFLX)
                .answer("ben", "anna", SRFLX)
                .report("ben", "anna", TransportState.CONNECTED);
    }
}
