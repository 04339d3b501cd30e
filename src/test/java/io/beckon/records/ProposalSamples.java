package io.beckon.records;

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
import io.beckon.room.RoomRules;
import io.beckon.room.TransportState;
import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Proposals of every kind: one fixed for each, and arbitrary ones. */
final class ProposalSamples {

    private static final Origin ORIGIN = new Origin("s-1", new Incarnation(2, "i-1"), "7", 4);
    private static final SessionDescription DESCRIPTION =
            new SessionDescription(4611732, 3, 2, List.of("aB3+", "x/9z"));

    private final Random random;

    private ProposalSamples(Random random) {
        this.random = random;
    }

    /** The golden ones. */
    static Proposal fixed(ProposalKind kind) {
        return switch (kind) {
            case JOIN -> {
                Applicant applicant = new Applicant(
                        "p-1",
                        "u-1",
                        "Zoë Ångström",
                        EnumSet.of(Right.MODERATOR, Right.HOST),
                        "Zoë",
                        Role.HOST,
                        Json.of("{\"answers\":true,\"avatar\":\"🦊\"}"),
                        true);
                yield new Proposal.Join(ORIGIN, applicant, Pattern.BROADCAST, "s-0", RoomRules.DEFAULT);
            }
            case LEAVE -> new Proposal.Leave(ORIGIN, LeaveReason.SIGNED_OUT);
            case RESUME -> {
                Origin unasked = new Origin("s-1", new Incarnation(3, "i-2"), null, Origin.NOBODY_WAITS);
                yield new Proposal.Resume(unasked, "u-1", Set.of(Right.MEDIA_SERVER));
            }
            case OFFER ->
                new Proposal.Offer(
                        ORIGIN,
                        "p-2",
                        "",
                        DESCRIPTION,
                        Json.of("{\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}}"));
            case ROLLBACK ->
                new Proposal.Rollback(ORIGIN, null, "screen", Json.of("{\"offer\":{\"type\":\"rollback\"}}"));
            case ANSWER ->
                new Proposal.Answer(
                        ORIGIN,
                        "p-2",
                        "",
                        1648L,
                        true,
                        DESCRIPTION,
                        Json.of("{\"answer\":{\"type\":\"pranswer\",\"sdp\":\"v=0\\r\\n\"},\"re\":1648}"));
            case REJECT -> new Proposal.Reject(ORIGIN, "p-2", "", 1648L, Json.of("{\"re\":1648,\"reason\":\"busy\"}"));
            case CANDIDATE ->
                new Proposal.Candidate(
                        ORIGIN, "p-2", "", 1648L, "aB3+", null, Json.of("{\"candidate\":null,\"re\":1648}"));
            case REPORT_TRANSPORT -> new Proposal.ReportTransport(ORIGIN, "p-2", "", TransportState.FAILED);
            case MESSAGE -> new Proposal.Message(ORIGIN, null, Json.of("{\"data\":\"hello\"}"));
            case UPDATE -> new Proposal.Update(ORIGIN, "Zoë", null, false);
            case KICK -> new Proposal.Kick(ORIGIN, "p-2", "spam", 60);
            case SET_ROLE -> new Proposal.SetRole(ORIGIN, "p-2", Role.MODERATOR);
            case MUTE -> new Proposal.Mute(ORIGIN, "p-2", MediaSource.SCREEN);
            case KNOCK -> new Proposal.Knock(ORIGIN, "u-1", "Zoë Ångström", "Zoë", Set.of(Right.JOIN));
            case ANSWER_KNOCK -> new Proposal.AnswerKnock(ORIGIN, "u-2", true);
            case LOCK -> new Proposal.Lock(ORIGIN);
            case UNLOCK -> new Proposal.Unlock(ORIGIN);
            case CLOSE -> new Proposal.Close(ORIGIN);
            case HANG_UP -> new Proposal.HangUp(ORIGIN, "bye");
            case OPEN_CALL ->
                new Proposal.OpenCall(
                        "c-1",
                        List.of(
                                party("s-1", "p-1", "u-1", "Zoë Ångström", Set.of(Right.JOIN)),
                                party("s-2", "p-2", "u-2", "Ben", Set.of(Right.JOIN, Right.PUBLISH))),
                        RoomRules.DEFAULT);
            case ORDER ->
                new Proposal.Order(
                        "o-1", "https://issuer", "root", "against the rules", new Proposal.Action.Remove("p-2", 60));
            case ENTITLE -> new Proposal.Entitle("s-1", new Incarnation(2, "i-1"), Set.of(Right.JOIN));
            case DISCONNECTED -> new Proposal.Disconnected("s-1", new Incarnation(2, "i-1"), LeaveReason.TIMEOUT);
            case INSTANCE_LOST -> new Proposal.InstanceLost("i-1");
            case WINDOW_ELAPSED -> new Proposal.WindowElapsed("s-1", new Incarnation(2, "i-1"), 103);
            case NEGOTIATION_TIMED_OUT -> new Proposal.NegotiationTimedOut("p-1", "screen", 1648, 1664);
            case BAR_ENDED -> new Proposal.BarEnded("u-2", 104, 60);
            case KNOCK_ENDED -> new Proposal.KnockEnded("u-2", 104, 300);
        };
    }

    private static CallParty party(String session, String peer, String user, String userName, Set<Right> rights) {
        return new CallParty(
                session,
                new Incarnation(2, "i-1"),
                new Applicant(peer, user, userName, rights, null, null, Json.EMPTY_OBJECT, false));
    }

    static Arbitrary<Proposal> any() {
        return Arbitraries.randomValue(random -> new ProposalSamples(random).proposal());
    }

    private Proposal proposal() {
        return switch (one(ProposalKind.values())) {
            case JOIN -> {
                Applicant applicant = new Applicant(
                        text(), text(), text(), rights(), maybe(), maybe(Role.values()), json(), random.nextBoolean());
                yield new Proposal.Join(origin(), applicant, maybe(Pattern.values()), maybe(), rules());
            }
            case LEAVE -> new Proposal.Leave(origin(), one(LeaveReason.values()));
            case RESUME -> new Proposal.Resume(origin(), text(), rights());
            case OFFER -> new Proposal.Offer(origin(), maybe(), text(), description(), json());
            case ROLLBACK -> new Proposal.Rollback(origin(), maybe(), text(), json());
            case ANSWER ->
                new Proposal.Answer(origin(), maybe(), text(), place(), random.nextBoolean(), description(), json());
            case REJECT -> new Proposal.Reject(origin(), maybe(), text(), place(), json());
            case CANDIDATE -> new Proposal.Candidate(origin(), maybe(), text(), place(), maybe(), section(), json());
            case REPORT_TRANSPORT ->
                new Proposal.ReportTransport(origin(), text(), text(), one(TransportState.values()));
            case MESSAGE -> new Proposal.Message(origin(), maybe(), json());
            case UPDATE ->
                new Proposal.Update(origin(), maybe(), random.nextBoolean() ? json() : null, random.nextBoolean());
            case KICK -> new Proposal.Kick(origin(), text(), maybe(), random.nextInt());
            case SET_ROLE -> new Proposal.SetRole(origin(), text(), one(Role.values()));
            case MUTE -> new Proposal.Mute(origin(), maybe(), one(MediaSource.values()));
            case KNOCK -> new Proposal.Knock(origin(), text(), text(), maybe(), rights());
            case ANSWER_KNOCK -> new Proposal.AnswerKnock(origin(), text(), random.nextBoolean());
            case LOCK -> new Proposal.Lock(origin());
            case UNLOCK -> new Proposal.Unlock(origin());
            case CLOSE -> new Proposal.Close(origin());
            case HANG_UP -> new Proposal.HangUp(origin(), maybe());
            case OPEN_CALL ->
                new Proposal.OpenCall(
                        text(),
                        Stream.generate(() -> party(text(), text(), text(), text(), rights()))
                                .limit(1 + random.nextInt(3))
                                .toList(),
                        rules());
            case ORDER -> new Proposal.Order(text(), text(), text(), text(), action());
            case ENTITLE -> new Proposal.Entitle(text(), incarnation(), rights());
            case DISCONNECTED -> new Proposal.Disconnected(text(), incarnation(), one(LeaveReason.values()));
            case INSTANCE_LOST -> new Proposal.InstanceLost(text());
            case WINDOW_ELAPSED -> new Proposal.WindowElapsed(text(), incarnation(), whole());
            case NEGOTIATION_TIMED_OUT -> new Proposal.NegotiationTimedOut(text(), text(), whole(), whole());
            case BAR_ENDED -> new Proposal.BarEnded(text(), whole(), random.nextInt());
            case KNOCK_ENDED -> new Proposal.KnockEnded(text(), whole(), random.nextInt());
        };
    }

    private Proposal.Action action() {
        return switch (random.nextInt(4)) {
            case 0 -> new Proposal.Action.Remove(text(), random.nextInt());
            case 1 -> new Proposal.Action.SetLock(random.nextBoolean());
            case 2 -> new Proposal.Action.Dissolve();
            default -> new Proposal.Action.Tell(json());
        };
    }

    private Origin origin() {
        Provenance known = random.nextBoolean() ? new Provenance(text(), text()) : null;
        return new Origin(text(), incarnation(), maybe(), whole(), known);
    }

    private Incarnation incarnation() {
        return new Incarnation(random.nextInt(), text());
    }

    private RoomRules rules() {
        return new RoomRules(
                random.nextInt(), random.nextInt(), 1, random.nextInt(), 0, random.nextInt(), random.nextInt());
    }

    private SessionDescription description() {
        List<String> fragments =
                Stream.generate(this::text).limit(random.nextInt(4)).toList();
        MediaOutline outline = MediaOutline.of(
                Stream.generate(random::nextLong).limit(random.nextInt(4)).toList());
        return new SessionDescription(whole(), whole(), random.nextInt(), outline, fragments, List.of());
    }

    private Set<Right> rights() {
        Set<Right> rights = EnumSet.allOf(Right.class);
        rights.removeIf(right -> random.nextBoolean());
        return rights;
    }

    private Json json() {
        return Json.of(random.nextBoolean() ? "{}" : "{\"data\":[\"" + random.nextInt() + "\",null,{}]}");
    }

    private @Nullable Long place() {
        return random.nextBoolean() ? null : whole();
    }

    private long whole() {
        return random.nextLong() >> random.nextInt(64);
    }

    private @Nullable SectionName section() {
        return SectionName.of(maybe(), random.nextBoolean() ? null : Long.valueOf(random.nextInt(65_536)));
    }

    private @Nullable String maybe() {
        return random.nextBoolean() ? null : text();
    }

    private <T> @Nullable T maybe(T[] all) {
        return random.nextBoolean() ? null : one(all);
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int c = random.nextInt(1 << 1 + random.nextInt(20));
            text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '"' : c);
        }
        return text.toString();
    }
}
