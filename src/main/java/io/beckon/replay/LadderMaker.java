package io.beckon.replay;

import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.PcName;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.Participant;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Draws the rows of a room's ladder, record by record. */
final class LadderMaker {

    private final RoomKey room;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Rows rows;

    LadderMaker(RoomKey room, Rows rows) {
        this.room = room;
        this.rows = rows;
    }

    /** What there is of a room that has begun before its ladder does. Who is connected does not report it again after the next answer. */
    void present(RoomSnapshot before) {
        before.members().forEach(member -> columns.put(member.participant().peer(), column(member, null)));
        before.negotiations().stream()
                .filter(Negotiation::isAgreed)
                .forEach(pair -> rows.present(Connected.between(pair.first(), pair.second(), shown(pair))));
    }

    private static Column column(Member member, @Nullable Instant joined) {
        Participant who = member.participant();
        String name = Objects.requireNonNullElse(who.name(), who.userName());
        return new Column(who.peer(), who.user(), name.isBlank() ? who.user() : name, member.session(), joined, null);
    }

    /** @param events that follow from the record, which the room has applied just now */
    void take(LogRecord record, List<AuditEvent> events, Room state) {
        for (AuditEvent event : events) {
            if (event.fact() instanceof Fact.OfLog fact) {
                noteMember(event, state);
                Ends ends = ends(event);
                Act act = new Act.Told(fact, Candidates.of(record.proposal()));
                add(record, ends, label(event, fact, record), state(state, ends), act);
            }
        }
        noteAbsent(record, state);
    }

    private void noteMember(AuditEvent event, Room state) {
        String peer = peer(event.actor());
        Member member = peer == null ? null : state.participant(peer);
        if (event.fact() instanceof Fact.ParticipantJoined && member != null) {
            columns.put(member.participant().peer(), column(member, event.time()));
        } else if (event.fact() instanceof Fact.ParticipantLeft && peer != null) {
            columns.computeIfPresent(peer, (same, column) -> column.leftAt(event.time()));
        }
    }

    /** Those who lost their connection by this record. */
    private void noteAbsent(LogRecord record, Room state) {
        boolean mayLose = record.proposal() instanceof Proposal.Disconnected
                || record.proposal() instanceof Proposal.InstanceLost;
        if (!mayLose) {
            return;
        }
        for (Member member : state.members(0, Integer.MAX_VALUE)) {
            if (member.absence() != null && member.absentSince() == record.position()) {
                String label = "loses its connection: " + member.absence().wireName();
                Ends ends = Ends.of(member.participant().peer());
                add(record, ends, label, null, new Act.ConnectionLost(member.absence()));
            }
        }
    }

    void reset(long position, Instant time) {
        columns.replaceAll((peer, column) -> column.left() == null ? column.leftAt(time) : column);
        String label = "the rooms of the partition begin anew";
        rows.add(position - Partition.FIRST, time, Ends.NOBODY, label, null, new Act.Reset());
    }

    private String label(AuditEvent event, Fact.OfLog fact, LogRecord record) {
        String words = Labels.of(fact, record.proposal());
        if (fact instanceof Fact.ParticipantResumed) {
            Row lost = rows.lostBefore(peer(event.actor()));
            return lost == null ? words : words + " after " + Spans.words(Absences.millis(lost, event.time()));
        }
        return fact instanceof Fact.SignalRefused && peer(event.actor()) == null ? words + who(event.actor()) : words;
    }

    /** Who is no participant is named. */
    private static String who(@Nullable Actor actor) {
        if (actor == null || actor.name() == null && actor.session() == null) {
            return "";
        }
        return " (" + (actor.name() == null ? "session " + actor.session() : actor.name()) + ")";
    }

    private static Ends ends(AuditEvent event) {
        String by = peer(event.actor());
        return switch (event.fact()) {
            case Fact.OfferRelayed offer ->
                new Ends(by, value(offer.to()), offer.pc().value());
            case Fact.AnswerRelayed answer ->
                new Ends(by, value(answer.to()), answer.pc().value());
            case Fact.CandidateRelayed it ->
                new Ends(by, value(it.to()), it.pc().value());
            case Fact.MessageRelayed message -> new Ends(by, value(message.to()), null);
            case Fact.TransportReported it ->
                new Ends(by, it.peer().value(), it.pc().value());
            case Fact.ParticipantRemoved removed -> new Ends(by, removed.peer().value(), null);
            case Fact.RoleChanged changed -> Ends.of(changed.peer().value());
            case Fact.NegotiationSettled it ->
                new Ends(it.offerer().value(), value(it.answerer()), it.pc().value());
            case Fact.RoomOpened opened -> Ends.NOBODY;
            case Fact.RoomClosed closed -> Ends.NOBODY;
            default -> Ends.of(by);
        };
    }

    private static @Nullable String value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private static @Nullable String peer(@Nullable Actor actor) {
        return actor == null ? null : value(actor.peer());
    }

    private static Negotiation.@Nullable State state(Room room, Ends ends) {
        if (ends.from() == null || ends.to() == null || ends.pc() == null) {
            return null;
        }
        return room.negotiations(ends.from()).stream()
                .filter(one ->
                        one.other(ends.from()).equals(ends.to()) && shown(one).equals(ends.pc()))
                .findAny()
                .map(Negotiation::state)
                .orElse(null);
    }

    /** Its connection's name as facts have it. */
    private static String shown(Negotiation negotiation) {
        return new PcName(negotiation.pc()).value();
    }

    private void add(LogRecord record, Ends ends, String label, Negotiation.@Nullable State state, Act act) {
        rows.add(record.position() - Partition.FIRST, Instant.ofEpochMilli(record.time()), ends, label, state, act);
    }

    Ladder ladder() {
        return rows.ladder(room, columns.values());
    }
}
