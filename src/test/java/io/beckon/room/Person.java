package io.beckon.room;

import io.beckon.room.Event.Kind;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in an example: makes the proposals that its edge would append, and says what it should be told.
 *
 * @param name tells its session, its peer and, unless it shares one, its user
 * @param id that its frames carry
 */
record Person(
        String name,
        String user,
        String peer,
        Set<Right> rights,
        @Nullable Role role,
        boolean answers,
        Incarnation incarnation,
        @Nullable String id) {

    static Person named(String name) {
        return new Person(
                name,
                name,
                "peer-" + name,
                Set.of(Right.JOIN, Right.PUBLISH),
                null,
                false,
                Incarnation.first("node-1"),
                null);
    }

    /** Another session of the same user. */
    Person otherTab(String name) {
        return new Person(name, user, "peer-" + name, rights, role, answers, incarnation, id);
    }

    /** Beside what everybody may. */
    Person may(Right... rights) {
        EnumSet<Right> all = EnumSet.of(Right.JOIN, Right.PUBLISH);
        all.addAll(Set.of(rights));
        return mayOnly(all);
    }

    Person mayOnly(Set<Right> rights) {
        return new Person(name, user, peer, rights, role, answers, incarnation, id);
    }

    Person as(@Nullable Role role) {
        return new Person(name, user, peer, rights, role, answers, incarnation, id);
    }

    /** In a role and with the right to it. */
    Person cast(Role role) {
        return role.right() == null ? as(role) : may(role.right()).as(role);
    }

    Person takingOffers() {
        return new Person(name, user, peer, rights, role, true, incarnation, id);
    }

    Person on(int number, String node) {
        return new Person(name, user, peer, rights, role, answers, new Incarnation(number, node), id);
    }

    /** Sending its frames under a request id. */
    Person with(String id) {
        return new Person(name, user, peer, rights, role, answers, incarnation, id);
    }

    Person withPeer(String peer) {
        return new Person(name, user, peer, rights, role, answers, incarnation, id);
    }

    String session() {
        return "session-" + name;
    }

    Origin origin() {
        return new Origin(session(), incarnation, id, 7);
    }

    Participant participant() {
        Role shown = role == null ? Role.PARTICIPANT : role;
        return new Participant(peer, user, user, null, shown, Json.EMPTY_OBJECT);
    }

    // what it does

    Proposal.Join joins() {
        return join(null, null, RoomRules.DEFAULT);
    }

    Proposal.Join joins(Pattern pattern) {
        return join(pattern, null, RoomRules.DEFAULT);
    }

    Proposal.Join joins(RoomRules rules) {
        return join(null, null, rules);
    }

    Proposal.Join joins(Pattern pattern, RoomRules rules) {
        return join(pattern, null, rules);
    }

    Proposal.Join joinsInPlaceOf(Person old) {
        return join(null, old.session(), RoomRules.DEFAULT);
    }

    Proposal.Join join(@Nullable Pattern pattern, @Nullable String replaces, RoomRules rules) {
        Applicant applicant = new Applicant(peer, user, user, rights, null, role, Json.EMPTY_OBJECT, answers);
        return new Proposal.Join(origin(), applicant, pattern, replaces, rules);
    }

    CallParty party() {
        Applicant applicant = new Applicant(
                peer, user, user, Set.of(Right.JOIN, Right.PUBLISH), null, null, Json.EMPTY_OBJECT, false);
        return new CallParty(session(), incarnation, applicant);
    }

    Proposal.HangUp hangsUp(@Nullable String reason) {
        return new Proposal.HangUp(origin(), reason);
    }

    Proposal.Leave leaves() {
        return leaves(LeaveReason.LEFT);
    }

    Proposal.Leave leaves(LeaveReason reason) {
        return new Proposal.Leave(origin(), reason);
    }

    Proposal.Disconnected disconnects() {
        return new Proposal.Disconnected(session(), incarnation, LeaveReason.TIMEOUT);
    }

    Proposal.WindowElapsed windowElapses(long since) {
        return new Proposal.WindowElapsed(session(), incarnation, since);
    }

    Proposal.Resume resumes() {
        return new Proposal.Resume(origin(), user, rights);
    }

    Proposal.Entitle isEntitled() {
        return new Proposal.Entitle(session(), incarnation, rights);
    }

    Proposal.Message says(String text) {
        return new Proposal.Message(origin(), null, Json.of(text));
    }

    Proposal.Message says(String text, Person to) {
        return new Proposal.Message(origin(), to.peer, Json.of(text));
    }

    /** To everybody whom the pattern names. */
    Proposal.Offer offers() {
        return offers(null, "", description());
    }

    Proposal.Offer offers(Person to) {
        return offers(to, "", description());
    }

    Proposal.Offer offers(@Nullable Person to, String pc, SessionDescription description) {
        return new Proposal.Offer(origin(), peerOf(to), pc, description, Json.of("\"offer\""));
    }

    Proposal.Rollback rollsBack(@Nullable Person to) {
        return new Proposal.Rollback(origin(), peerOf(to), "", Json.of("\"rollback\""));
    }

    Proposal.Answer answers(@Nullable Person to) {
        return answers(to, null, false, description());
    }

    Proposal.Answer answersProvisionally(@Nullable Person to) {
        return answers(to, null, true, description());
    }

    Proposal.Answer answers(
            @Nullable Person to, @Nullable Long re, boolean provisional, SessionDescription description) {
        return new Proposal.Answer(origin(), peerOf(to), "", re, provisional, description, Json.of("\"answer\""));
    }

    Proposal.Reject rejects(@Nullable Person to) {
        return rejects(to, null);
    }

    Proposal.Reject rejects(@Nullable Person to, @Nullable Long re) {
        return new Proposal.Reject(origin(), peerOf(to), "", re, Json.of("\"reject\""));
    }

    Proposal.Candidate trickles(@Nullable Person to) {
        return trickles(to, null, null);
    }

    Proposal.Candidate trickles(@Nullable Person to, @Nullable String usernameFragment) {
        return trickles(to, usernameFragment, null);
    }

    Proposal.Candidate trickles(@Nullable Person to, @Nullable String usernameFragment, @Nullable Long re) {
        return new Proposal.Candidate(origin(), peerOf(to), "", re, usernameFragment, null, Json.of("\"candidate\""));
    }

    /** A candidate of one of its m-sections. */
    Proposal.Candidate tricklesFor(Person to, String usernameFragment, SectionName section) {
        return new Proposal.Candidate(
                origin(), peerOf(to), "", null, usernameFragment, section, Json.of("\"candidate\""));
    }

    Proposal.ReportTransport reports(Person to, TransportState state) {
        return new Proposal.ReportTransport(origin(), to.peer, "", state);
    }

    Proposal.Update renames(String name) {
        return new Proposal.Update(origin(), name, null, false);
    }

    Proposal.Kick kicks(Person target) {
        return kicks(target, 0);
    }

    Proposal.Kick kicks(Person target, int barSeconds) {
        return new Proposal.Kick(origin(), target.peer, "enough", barSeconds);
    }

    Proposal.SetRole casts(Person target, Role role) {
        return new Proposal.SetRole(origin(), target.peer, role);
    }

    Proposal.Mute mutes(@Nullable Person target, MediaSource source) {
        return new Proposal.Mute(origin(), peerOf(target), source);
    }

    Proposal.Knock knocks() {
        return new Proposal.Knock(origin(), user, user, null, rights);
    }

    Proposal.AnswerKnock admits(Person knocker) {
        return new Proposal.AnswerKnock(origin(), knocker.user, true);
    }

    Proposal.AnswerKnock refuses(Person knocker) {
        return new Proposal.AnswerKnock(origin(), knocker.user, false);
    }

    Proposal.Lock locks() {
        return new Proposal.Lock(origin());
    }

    Proposal.Unlock unlocks() {
        return new Proposal.Unlock(origin());
    }

    Proposal.Close closes() {
        return new Proposal.Close(origin());
    }

    /** One media section, one ICE generation. */
    SessionDescription description() {
        return description(1, 1);
    }

    /** Of one audio section for each mid. */
    SessionDescription sections(long version, String... mids) {
        StringBuilder sdp = new StringBuilder("v=0\no=- 4711 " + version + " IN IP4 0.0.0.0\ns=-\nt=0 0\n");
        for (String mid : mids) {
            sdp.append("m=audio 0 RTP/AVP 0\na=mid:")
                    .append(mid)
                    .append("\na=ice-ufrag:")
                    .append(name)
                    .append("\n");
        }
        try {
            return new SdpParser(SdpLimits.DEFAULTS).parse(sdp.toString(), DescriptionType.OFFER);
        } catch (MalformedDescription e) {
            throw new AssertionError(e);
        }
    }

    SessionDescription description(long version, int mediaSections, String... usernameFragments) {
        List<String> fragments = usernameFragments.length == 0 ? List.of(name) : List.of(usernameFragments);
        return new SessionDescription(4711, version, mediaSections, fragments);
    }

    private static @Nullable String peerOf(@Nullable Person person) {
        return person == null ? null : person.peer;
    }

    // what it is told

    Told isAcknowledged() {
        return told("acknowledged");
    }

    Told isRefused(Refusal refusal) {
        return told("refused " + refusal);
    }

    Told isRefused(Refusal refusal, String field) {
        return told("refused " + refusal + " for " + field);
    }

    Told hasLeft() {
        return told("departed");
    }

    Told isAdmitted(Seen... roster) {
        return told("admitted, seeing " + Seen.all(roster));
    }

    Told isSeated(Seen... roster) {
        return told("seated, seeing " + Seen.all(roster));
    }

    Told seesTheCallEnd(String reason) {
        return told("call over: " + reason);
    }

    Told isResumed(Seen... roster) {
        return told("resumed, seeing " + Seen.all(roster));
    }

    Told gets(Kind kind, Person from) {
        return told(kind.wireName() + " from " + from.peer);
    }

    Told getsAddressed(Kind kind, Person from) {
        return told(kind.wireName() + " from " + from.peer + " to " + peer);
    }

    Told seesJoining(Seen other) {
        return told("joined: " + other.participant());
    }

    Told seesUpdated(Seen other) {
        return told("updated: " + other.participant());
    }

    Told seesLeaving(Person other, LeaveReason reason) {
        return told("left: " + other.peer + ", " + reason);
    }

    Told learnsOfTimeout(Person from, @Nullable Person to) {
        return told("negotiation TIMEOUT from " + from.peer + " to " + peerOf(to) + ", polite null");
    }

    Told learnsOfGlare(Person from, Person to, Person polite) {
        return told("negotiation GLARE from " + from.peer + " to " + to.peer + ", polite " + polite.peer);
    }

    Told learnsOfRejection(Person from, Person to) {
        return told("negotiation REJECTED from " + from.peer + " to " + to.peer + ", polite null");
    }

    Told learnsOfOtherAnswer(Person from) {
        return told("negotiation ANSWERED from " + from.peer + " to " + peer + ", polite null");
    }

    Told isAskedToStop(MediaSource source, Person moderator) {
        return told(moderator.peer + " wants no " + source.wireName());
    }

    Told isToldOfItsKnock(Knock.State state) {
        return told("knock: " + state);
    }

    Told seesWaiting(Person... knockers) {
        return told("waiting: "
                + Arrays.stream(knockers).map(knocker -> knocker.user).toList());
    }

    Told isDismissed(LeaveReason reason) {
        return told("dismissed: " + reason);
    }

    Told seesLocked() {
        return told("locked");
    }

    Told seesUnlocked() {
        return told("unlocked");
    }

    Told seesClosed() {
        return told("closed");
    }

    private Told told(String what) {
        return new Told(session(), what);
    }

    Seen polite() {
        return new Seen(this, true);
    }

    Seen impolite() {
        return new Seen(this, false);
    }

    /** Another as it is shown to somebody. */
    record Seen(Person person, boolean isPolite) {

        String participant() {
            return Told.describe(person.participant(), isPolite);
        }

        static String all(Seen... roster) {
            return Arrays.stream(roster).map(Seen::participant).collect(Collectors.joining(", ", "[", "]"));
        }
    }
}
