package io.beckon.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A participant in the room's own books.
 *
 * @param joined {@code seq} of the join: the order of the members, which resuming does not change
 * @param rights what its user may do by its token
 * @param granted whether a moderator gave it its role, so that it does not depend on its rights
 * @param announced whether those who see viewers have been told of it
 * @param absence why it has no connection, and would leave; {@code null} while it has one
 * @param absentSince position of the record that made it absent
 */
public record Member(
        String session,
        Participant participant,
        long joined,
        Set<Right> rights,
        boolean granted,
        boolean answers,
        boolean announced,
        Incarnation incarnation,
        @Nullable LeaveReason absence,
        long absentSince) {

    private static final int WEIGHT =
            Footprint.object(43) + Footprint.object(8) + Footprint.LINKED_ENTRY + Footprint.HASH_ENTRY;

    /** Of those rights there are few sets, and one of each is enough. */
    public Member {
        rights = Right.shared(rights);
    }

    static Member of(Origin origin, Applicant applicant, Role role, long joined, boolean announced) {
        Participant participant = new Participant(
                applicant.peer(), applicant.user(), applicant.userName(), applicant.name(), role, applicant.metadata());
        return new Member(
                origin.session(),
                participant,
                joined,
                applicant.rights(),
                false,
                applicant.answers(),
                announced,
                origin.incarnation(),
                null,
                0);
    }

    String peer() {
        return participant.peer();
    }

    String user() {
        return participant.user();
    }

    Role role() {
        return participant.role();
    }

    boolean isMediaServer() {
        return role() == Role.MEDIA_SERVER;
    }

    /** Whether it makes offers and takes none. */
    public boolean onlyOffers() {
        return OnlyOffers.makes(session);
    }

    /** Whether it would ever yield when offers cross. */
    boolean isEverPolite() {
        return !isMediaServer() && !onlyOffers();
    }

    /** Whether this one's side of the pair is polite: the later of the two, but never a media server or one that takes no offers. */
    boolean isPoliteTo(Member other) {
        return isEverPolite() && (!other.isEverPolite() || joined > other.joined);
    }

    Member inRole(Role role, boolean byModerator) {
        Participant p = participant;
        Participant changed = new Participant(p.peer(), p.user(), p.userName(), p.name(), role, p.metadata());
        return new Member(
                session, changed, joined, rights, byModerator, answers, announced, incarnation, absence, absentSince);
    }

    Member presenting(@Nullable String name, @Nullable Json metadata, boolean answers) {
        Participant p = participant;
        Participant changed = new Participant(
                p.peer(),
                p.user(),
                p.userName(),
                name == null ? p.name() : name,
                p.role(),
                metadata == null ? p.metadata() : metadata);
        return new Member(
                session,
                changed,
                joined,
                rights,
                granted,
                metadata == null ? this.answers : answers,
                announced,
                incarnation,
                absence,
                absentSince);
    }

    Member announcedNow() {
        return new Member(
                session, participant, joined, rights, granted, answers, true, incarnation, absence, absentSince);
    }

    Member resumedAs(Incarnation next) {
        return new Member(session, participant, joined, rights, granted, answers, announced, next, null, 0);
    }

    Member entitledTo(Set<Right> rights) {
        return new Member(
                session, participant, joined, rights, granted, answers, announced, incarnation, absence, absentSince);
    }

    Member absentFrom(long position, LeaveReason reason) {
        return new Member(
                session, participant, joined, rights, granted, answers, announced, incarnation, reason, position);
    }

    /** About how much memory it takes, in bytes, with its places among the members. */
    int weight() {
        return WEIGHT + Footprint.text(session) + participant.weight();
    }
}
