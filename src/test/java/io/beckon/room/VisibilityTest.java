package io.beckon.room;

import static io.beckon.room.Event.Kind.ANSWER;
import static io.beckon.room.Event.Kind.MESSAGE;
import static io.beckon.room.Event.Kind.OFFER;
import static io.beckon.room.Event.Kind.REJECT;
import static io.beckon.room.LeaveReason.LEFT;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.MODERATOR;
import static io.beckon.room.Role.PARTICIPANT;
import static io.beckon.room.Role.VIEWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibilityTest extends RoomSpecification {

    private final Person host = Person.named("host").cast(HOST);
    private final Person host2 = Person.named("host2").cast(HOST);
    private final Person moderator = Person.named("moderator").cast(MODERATOR);
    private final Person server = Person.named("server").cast(MEDIA_SERVER);
    private final Person viewer = Person.named("viewer").as(VIEWER);
    private final Person viewer2 = Person.named("viewer2").as(VIEWER);

    @Test
    void theLaterOfTwoIsPolite() {
        given(anna.joins(), ben.joins())
                .when(carl.joins())
                .then(
                        carl.isAdmitted(anna.impolite(), ben.impolite()),
                        anna.seesJoining(carl.polite()),
                        ben.seesJoining(carl.polite()));
    }

    @Test
    void anUpdateIsShownToTheOthersWithTheirSideOfPoliteness() {
        Scene room = given(anna.joins(), ben.joins(), carl.joins());
        List<Effect> effects = room.when(ben.renames("Benjamin")).effects();
        Participant renamed =
                new Participant(ben.peer(), ben.user(), ben.user(), "Benjamin", PARTICIPANT, Json.EMPTY_OBJECT);
        assertEquals(
                List.of(
                        new Effect.Replied(ben.origin(), new Reply.Acknowledged(seq(4))),
                        new Effect.Emitted(
                                0, new Audience.Only(List.of(anna.session())), new Event.PeerUpdated(renamed, true)),
                        new Effect.Emitted(
                                0, new Audience.Only(List.of(carl.session())), new Event.PeerUpdated(renamed, false))),
                effects);
    }

    @Test
    void anUpdateChangesOnlyWhatItNames() {
        Scene room = given(anna.joins(), ben.joins(), anna.renames("Anna"));
        room.given(new Proposal.Update(anna.origin(), null, Json.of("{\"hand\":true}"), false));
        Participant seen = roster(room, ben).get(0).participant();
        assertEquals("Anna", seen.name());
        assertEquals(Json.of("{\"hand\":true}"), seen.metadata());
    }

    // broadcast

    @Test
    void viewersSeeHostsAndTheMediaServerOnly() {
        given(host.joins(BROADCAST), moderator.joins(), server.joins(), viewer.joins())
                .when(viewer2.joins())
                .then(
                        viewer2.isAdmitted(host.impolite(), server.impolite()),
                        host.seesJoining(viewer2.polite()),
                        moderator.seesJoining(viewer2.polite()),
                        server.seesJoining(viewer2.polite()));
    }

    @Test
    void hostsSeeAll() {
        given(host.joins(BROADCAST), moderator.joins(), viewer.joins())
                .when(host2.joins())
                .then(
                        host2.isAdmitted(host.impolite(), moderator.impolite(), viewer.impolite()),
                        host.seesJoining(host2.polite()),
                        moderator.seesJoining(host2.polite()),
                        viewer.seesJoining(host2.polite()));
    }

    @Test
    void viewersDoNotSeeModeratorsComeAndGo() {
        given(host.joins(BROADCAST), viewer.joins())
                .when(moderator.joins())
                .then(moderator.isAdmitted(host.impolite(), viewer.impolite()), host.seesJoining(moderator.polite()))
                .when(moderator.leaves())
                .then(moderator.hasLeft(), host.seesLeaving(moderator, LEFT));
    }

    @Test
    void viewersDoNotSeeEachOtherChangeAndLeave() {
        given(host.joins(BROADCAST), viewer.joins(), viewer2.joins())
                .when(viewer.leaves())
                .then(viewer.hasLeft(), host.seesLeaving(viewer, LEFT));
    }

    @Test
    void aViewerThatBecomesHostAppearsToTheOthers() {
        given(moderator.joins(BROADCAST), viewer.joins(), viewer2.joins())
                .when(moderator.casts(viewer, HOST))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUpdated(viewer.as(HOST).polite()),
                        viewer.seesUpdated(viewer.as(HOST).impolite()),
                        viewer2.seesJoining(viewer.as(HOST).impolite()));
    }

    @Test
    void aHostThatBecomesViewerDisappearsForTheOthers() {
        given(moderator.joins(BROADCAST), host.joins(), viewer.joins())
                .when(moderator.casts(host, VIEWER))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUpdated(host.as(VIEWER).polite()),
                        host.seesUpdated(host.as(VIEWER).impolite()),
                        viewer.seesLeaving(host, LEFT));
    }

    @Test
    void becomingTheMediaServerChangesWhoIsPolite() {
        Person capable = anna.may(Right.MEDIA_SERVER);
        given(moderator.joins(SFU), capable.joins())
                .when(moderator.casts(anna, MEDIA_SERVER))
                .then(
                        moderator.isAcknowledged(),
                        moderator.seesUpdated(anna.as(MEDIA_SERVER).impolite()),
                        anna.seesUpdated(anna.as(MEDIA_SERVER).impolite()));
    }

    // above the roster limit

    private Scene crowd() {
        return given(host.joins(BROADCAST, rosterLimit(2)), viewer.joins());
    }

    @Test
    void aboveTheRosterLimitHostsAreNotToldOfAViewer() {
        crowd().when(viewer2.joins())
                .then(viewer2.isAdmitted(host.impolite()))
                .when(viewer2.renames("v"))
                .then(viewer2.isAcknowledged())
                .when(viewer2.leaves())
                .then(viewer2.hasLeft());
    }

    @Test
    void aboveTheRosterLimitHostsAreStillToldOfHosts() {
        crowd().given(viewer2.joins())
                .when(host2.joins())
                .then(
                        host2.isAdmitted(host.impolite(), viewer.impolite()),
                        host.seesJoining(host2.polite()),
                        viewer.seesJoining(host2.polite()),
                        viewer2.seesJoining(host2.polite()));
    }

    @Test
    void hostsGetCountsInstead() {
        Scene room = crowd();
        assertFalse(room.room().isCrowded());
        room.given(viewer2.joins());
        assertTrue(room.room().isCrowded());
        assertEquals(Set.of(host.session()), room.room().stage());
        assertEquals(Map.of(HOST, 1, VIEWER, 2), room.room().counts());
    }

    @Test
    void aViewerMakesItselfKnownByAMessage() {
        crowd().given(viewer2.joins())
                .when(viewer2.says("hi"))
                .then(viewer2.isAcknowledged(), host.seesJoining(viewer2.polite()), host.gets(MESSAGE, viewer2))
                .when(viewer2.says("again"))
                .then(viewer2.isAcknowledged(), host.gets(MESSAGE, viewer2));
    }

    @Test
    void aViewerMakesItselfKnownByAnOffer() {
        crowd().given(viewer2.joins())
                .when(viewer2.offers())
                .then(viewer2.isAcknowledged(), host.seesJoining(viewer2.polite()), host.gets(OFFER, viewer2));
    }

    @Test
    void aViewerMakesItselfKnownByItsAnswer() {
        crowd().given(viewer2.joins(), host.offers(viewer2))
                .when(viewer2.answers(null))
                .then(viewer2.isAcknowledged(), host.seesJoining(viewer2.polite()), host.gets(ANSWER, viewer2));
    }

    @Test
    void aViewerMakesItselfKnownByARejection() {
        crowd().given(viewer2.joins(), host.offers(viewer2))
                .when(viewer2.rejects(host))
                .then(
                        viewer2.isAcknowledged(),
                        host.seesJoining(viewer2.polite()),
                        host.getsAddressed(REJECT, viewer2),
                        host.learnsOfRejection(host, viewer2));
    }

    @Test
    void aRefusedFrameDoesNotMakeAViewerKnown() {
        crowd().given(viewer2.joins())
                .when(viewer2.says("hi", viewer))
                .then(viewer2.isRefused(Refusal.NO_SUCH_PEER, "to"))
                .when(viewer2.answers(host))
                .then(viewer2.isRefused(Refusal.WRONG_STATE));
    }

    @Test
    void aViewerThatIsAnnouncedLateIsImpoliteToWhoCameAfterIt() {
        crowd().given(viewer2.joins(), host2.joins())
                .when(viewer2.says("hi", host))
                .then(
                        viewer2.isAcknowledged(),
                        host.seesJoining(viewer2.polite()),
                        host2.seesJoining(viewer2.impolite()),
                        host.getsAddressed(MESSAGE, viewer2));
    }

    @Test
    void afterTheCrowdThoseWhoCameInItAreAnnouncedOldestFirst() {
        Scene room = crowd();
        List<Person> late = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Person one = Person.named("late" + i).as(VIEWER);
            room.given(one.joins());
            late.add(one);
        }
        room.given(viewer.leaves());
        for (int i = 8; i > 1; i--) {
            room.when(late.get(i).leaves()).then(late.get(i).hasLeft());
        }
        assertTrue(room.room().isCrowded());
        room.when(late.get(1).leaves())
                .then(late.get(1).hasLeft(), host.seesJoining(late.get(0).polite()));
        assertEquals(List.of(late.get(0).peer()), peers(room, host));
    }

    @Test
    void aRecordAnnouncesNoMoreThanEight() {
        Scene room = given(host.joins(BROADCAST, rosterLimit(12)));
        List<Person> viewers = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            Person one = Person.named("v" + i).as(VIEWER);
            room.given(one.joins());
            viewers.add(one);
        }
        for (int i = 0; i < 11; i++) {
            room.given(viewers.get(i).leaves());
        }
        assertEquals(
                viewers.subList(11, 19).stream().map(Person::peer).toList(),
                peers(room, host),
                "eight of the eleven who came late");
        room.given(viewers.get(11).leaves());
        assertEquals(viewers.subList(12, 22).stream().map(Person::peer).toList(), peers(room, host));
    }

    @Test
    void inARoomThatWasOpenedBeforeTheyStayUnseen() {
        RoomRules former = new RoomRules(2, 50, 50, 50, 50, 8, 2);
        given(host.joins(BROADCAST, former), viewer.joins(), viewer2.joins())
                .when(viewer.leaves())
                .then(viewer.hasLeft(), host.seesLeaving(viewer, LEFT));
    }

    private static List<String> peers(Scene room, Person person) {
        return roster(room, person).stream()
                .map(other -> other.participant().peer())
                .toList();
    }

    @Test
    void aModeratorCannotNameAViewerItWasNotToldOf() {
        given(moderator.joins(BROADCAST, rosterLimit(1)), viewer.joins())
                .when(moderator.casts(viewer, HOST))
                .then(moderator.isRefused(Refusal.NO_SUCH_PEER, "peer"))
                .when(moderator.kicks(viewer))
                .then(moderator.isRefused(Refusal.NO_SUCH_PEER, "peer"));
    }

    // rosters

    @Test
    void aLargeRosterComesInPages() {
        Scene room = given(Person.named("first").joins(places(500)));
        for (int i = 0; i < 449; i++) {
            room.given(Person.named("p" + i).joins());
        }
        List<Reply.Rostered> page = roster(room, Person.named("first"));
        assertEquals(200, page.size());
        assertEquals("peer-p0", page.get(0).participant().peer());
        long after = room.room().joinedOf("peer-p199");
        Reply.Roster next = Objects.requireNonNull(room.room().roster("session-first", after));
        assertEquals(200, next.participants().size());
        assertEquals("peer-p200", next.participants().get(0).participant().peer());
        assertEquals(449, next.count());
        Reply.Roster last = Objects.requireNonNull(
                room.room().roster("session-first", room.room().joinedOf("peer-p399")));
        assertEquals(49, last.participants().size());
    }

    @Test
    void oneWhoIsNotInTheRoomHasNoRoster() {
        Room room = given(anna.joins()).room();
        assertNull(room.roster(ben.session(), 0));
        assertEquals(-1, room.joinedOf(ben.peer()));
        assertEquals(-1, room.joined(ben.session()));
        assertEquals(seq(1), room.joined(anna.session()));
    }

    private static List<Reply.Rostered> roster(Scene room, Person person) {
        return Objects.requireNonNull(room.room().roster(person.session(), 0)).participants();
    }
}
