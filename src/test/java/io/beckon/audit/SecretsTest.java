package io.beckon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.call.CallProposal;
import io.beckon.records.AuditCodec;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.room.TransportState;
import io.beckon.sdp.SectionName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Marked secrets go through every proposal of rooms and of calls, and come out in no event. */
class SecretsTest {

    /** In whatever letters. */
    private static final String MARK = "S3CR3T";

    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9." + MARK + "token." + MARK + "signature";
    private static final String SDP = Stream.of(
                    "v=0",
                    "o=- 1 1 IN IP4 0.0.0.0",
                    "s=" + MARK + " session " + TOKEN,
                    "i=" + MARK,
                    "u=https://user:" + MARK + "@example.org",
                    "k=clear:" + MARK,
                    "a=ice-ufrag:" + MARK,
                    "a=ice-pwd:" + MARK + MARK + MARK,
                    "a=fingerprint:sha-256 AA:BB:" + MARK,
                    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + MARK,
                    "m=" + MARK + " 9 UDP/TLS/RTP/SAVPF 111",
                    "a=mid:" + MARK,
                    "a=rtpmap:111 " + MARK + " " + TOKEN + "/48000",
                    "a=rtpmap:112 " + TOKEN,
                    "a=rtpmap:113 " + MARK + "passw0rd/48000",
                    "a=fmtp:111 " + MARK,
                    "a=candidate:1 1 udp 1 192.0.2.1 1 typ " + MARK + " ufrag " + MARK,
                    "a=candidate:" + MARK,
                    "a=" + MARK)
            .collect(Collectors.joining("\\r\\n"));
    private static final Json DATA =
            Json.of("{\"data\":\"" + MARK + " " + TOKEN + "\",\"candidate\":\"" + MARK + "\",\"sdp\":\"" + SDP + "\"}");

    private final Guest anna = Guest.named("anna");
    private final Guest ben = Guest.named("ben");
    private final Guest dora = Guest.named("dora");
    private final Guest mod = Guest.moderator("mod");
    private final Set<Class<?>> tried = new HashSet<>();

    private static Json described(String field) {
        return Json.of("{\"" + field + "\":{\"type\":\"" + field + "\",\"sdp\":\"" + SDP + "\"}}");
    }

    private static Proposal.Join join(Guest guest) {
        Proposal.Join plain = guest.joins();
        Applicant all = plain.applicant();
        Applicant applicant =
                new Applicant(all.peer(), all.user(), all.userName(), all.rights(), MARK, all.role(), DATA, true);
        return new Proposal.Join(plain.origin(), applicant, null, null, RoomRules.DEFAULT);
    }

    private List<Proposal> signaling() {
        return List.of(
                join(mod),
                join(anna),
                join(ben),
                new Proposal.Offer(anna.origin(), ben.peer(), MARK, anna.description(), described("offer")),
                new Proposal.Rollback(anna.origin(), ben.peer(), MARK, DATA),
                new Proposal.Offer(anna.origin(), ben.peer(), MARK, anna.description(), described("offer")),
                new Proposal.Candidate(anna.origin(), ben.peer(), MARK, null, "anna", null, DATA),
                new Proposal.Candidate(anna.origin(), ben.peer(), MARK, null, MARK, SectionName.of(MARK, null), DATA),
                new Proposal.Answer(
                        ben.origin(), anna.peer(), MARK, null, false, ben.description(), described("answer")),
                new Proposal.Answer(
                        ben.origin(), anna.peer(), MARK, null, false, ben.description(), described("answer")),
                new Proposal.ReportTransport(ben.origin(), anna.peer(), MARK, TransportState.CONNECTED),
                new Proposal.Offer(ben.origin(), anna.peer(), MARK, ben.description(), described("offer")),
                new Proposal.Reject(anna.origin(), ben.peer(), MARK, null, DATA),
                new Proposal.Offer(ben.origin(), null, MARK, ben.description(), described("offer")),
                new Proposal.NegotiationTimedOut(ben.peer(), MARK, 14 * 16, 14 * 16),
                new Proposal.Message(anna.with(MARK).origin().traced(MARK.repeat(9)), null, DATA),
                new Proposal.Candidate(dora.with(MARK).origin(), ben.peer(), MARK, null, MARK, null, DATA),
                new Proposal.Update(anna.origin(), MARK, DATA, true));
    }

    private List<Proposal> moderation() {
        Incarnation now = anna.now();
        return List.of(
                new Proposal.SetRole(mod.origin(), ben.peer(), Role.HOST),
                new Proposal.Lock(mod.origin()),
                new Proposal.Mute(mod.origin(), anna.peer(), MediaSource.CAMERA),
                new Proposal.Knock(dora.origin(), "u-dora", "dora", MARK, dora.rights()),
                new Proposal.AnswerKnock(mod.origin(), "u-dora", true),
                new Proposal.KnockEnded("u-dora", 22, 300),
                new Proposal.Unlock(mod.origin()),
                new Proposal.Kick(mod.origin(), ben.peer(), "reason", 60),
                new Proposal.BarEnded("u-ben", 25, 60),
                new Proposal.Disconnected(anna.session(), now, LeaveReason.TIMEOUT),
                new Proposal.Resume(anna.resumed().origin(), "u-anna", anna.rights()),
                new Proposal.Entitle(anna.session(), anna.resumed().now(), Set.of(Right.JOIN)),
                new Proposal.InstanceLost("node-1"),
                new Proposal.WindowElapsed(anna.session(), anna.resumed().now(), 30),
                new Proposal.Leave(anna.origin(), LeaveReason.LEFT),
                new Proposal.Order("o-1", Guest.ISSUER, "root", "reason", new Proposal.Action.Tell(DATA)),
                new Proposal.Resume(mod.resumed().origin(), "u-mod", mod.rights()),
                new Proposal.Close(mod.resumed().origin()));
    }

    private List<AuditEvent> events() {
        List<AuditEvent> events = new ArrayList<>();
        RoomScript room = new RoomScript();
        RoomScript call = new RoomScript(RoomKey.ofCall("default", "c-1"));
        Stream.concat(signaling().stream(), moderation().stream()).forEach(proposal -> {
            tried.add(proposal.getClass());
            events.addAll(room.events(proposal));
        });
        for (Proposal proposal : List.of(
                new Proposal.OpenCall("c-1", List.of(anna.party(), ben.party()), RoomRules.DEFAULT),
                new Proposal.Message(ben.origin(), null, DATA),
                new Proposal.HangUp(ben.origin(), MARK))) {
            tried.add(proposal.getClass());
            events.addAll(call.events(proposal));
        }
        CallScript calling = new CallScript();
        for (CallProposal proposal : calls()) {
            tried.add(proposal.getClass());
            events.addAll(calling.events(proposal));
        }
        CallScript talked = new CallScript();
        for (CallProposal proposal : callsThatPartiesEnd()) {
            events.addAll(talked.events(proposal));
        }
        return events;
    }

    private static List<CallProposal> calls() {
        Origin anna = CallScript.origin("anna");
        Origin ben = CallScript.origin("ben");
        CallProposal.Invite plain = CallScript.invite(Set.of(), "ben", "carl", "dora");
        return List.of(
                new CallProposal.Invite(
                        anna, plain.caller(), plain.callees(), Set.of(), 30, plain.expiresAtMillis(), false, DATA),
                new CallProposal.Ringing("ben", "Ben"),
                new CallProposal.Busy("carl", "Carl"),
                new CallProposal.CallerMoved(new Incarnation(2, "i")),
                new CallProposal.Crossed("ben"),
                new CallProposal.Stopped("https://issuer.example", "root", "enough"),
                new CallProposal.Accept(ben, CallScript.person("ben")),
                new CallProposal.Decline(CallScript.origin("dora"), CallScript.person("dora"), MARK),
                new CallProposal.NobodyAnswered(),
                new CallProposal.Cancel(anna, CallScript.person("anna"), MARK),
                new CallProposal.CallerGone(new Incarnation(1, "i")),
                new CallProposal.TimeUp(),
                new CallProposal.Over("hangup"));
    }

    private static List<CallProposal> callsThatPartiesEnd() {
        return List.of(
                CallScript.invite(Set.of(), "ben", "dora"),
                new CallProposal.Ringing("ben", "Ben"),
                new CallProposal.Decline(CallScript.origin("dora"), CallScript.person("dora"), MARK),
                new CallProposal.Cancel(CallScript.origin("anna"), CallScript.person("anna"), MARK));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SecretsTest::leaves)
                : Stream.of(type);
    }

    @Test
    void noSecretComesOut() {
        List<AuditEvent> events = events();
        Set<Class<?>> all = Stream.concat(leaves(Proposal.class), leaves(CallProposal.class))
                .collect(Collectors.toSet());
        assertEquals(all, tried, "each kind of proposal was tried");
        Set<String> facts = events.stream()
                .map(event -> event.fact().getClass().getSimpleName())
                .collect(Collectors.toSet());
        assertTrue(
                facts.containsAll(Set.of(
                        "OfferRelayed",
                        "AnswerRelayed",
                        "CandidateRelayed",
                        "MessageRelayed",
                        "SignalRefused",
                        "NegotiationSettled",
                        "CallStarted",
                        "CallSettled",
                        "CallEnded",
                        "OrderCarriedOut",
                        "RoomClosed")),
                facts::toString);
        AuditCodec codec = new AuditCodec();
        for (AuditEvent event : events) {
            var record = codec.encode(event);
            String text = record.id() + record.subject() + record.type() + new String(record.data(), UTF_8);
            assertFalse(text.toUpperCase(Locale.ROOT).contains(MARK), text);
            assertFalse(text.contains(TOKEN), text);
            assertFalse(text.contains("v=0"), text);
        }
    }
}
