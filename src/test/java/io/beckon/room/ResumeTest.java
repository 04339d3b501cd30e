package io.beckon.room;

import static io.beckon.room.Event.Kind.MESSAGE;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Refusal.RESUME_EXPIRED;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.MODERATOR;
import static io.beckon.room.Role.PARTICIPANT;
import static io.beckon.room.Role.VIEWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResumeTest extends RoomSpecification {

    private final Person moderator = Person.named("moderator").cast(MODERATOR);
    private final Person back = ben.on(2, "node-2");

    @Test
    void oneWhoComesBackSeesTheRosterAndNobodyNoticesIt() {
        given(anna.joins(), ben.joins(), ben.disconnects())
                .when(back.resumes())
                .then(ben.isResumed(anna.impolite()))
                .when(back.says("hi"))
                .then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
    }

    @Test
    void theSeqOfResumingIsItsOwnPlace() {
        Reply reply = given(anna.joins(), ben.joins()).when(back.resumes()).reply();
        assertEquals(seq(3), assertInstanceOf(Reply.Resumed.class, reply).seq());
    }

    @Test
    void oneWhoComesBackKeepsItsPlaceInTheOrder() {
        given(
                        anna.joins(),
                        ben.joins(),
                        anna.disconnects(),
                        anna.on(2, "node-2").resumes())
                .when(carl.joins())
                .then(
                        carl.isAdmitted(anna.impolite(), ben.impolite()),
                        anna.seesJoining(carl.polite()),
                        ben.seesJoining(carl.polite()))
                .when(ben.renames("Ben"))
                .effects()
                .forEach(effect -> {
                    if (effect instanceof Effect.Emitted emitted
                            && emitted.event() instanceof Event.PeerUpdated updated
                            && updated.polite()) {
                        assertEquals(new Audience.Only(List.of(anna.session())), emitted.audience());
                    }
                });
    }

    @Test
    void aConnectedSessionMayBeResumedElsewhere() {
        given(anna.joins(), ben.joins())
                .when(back.resumes())
                .then(ben.isResumed(anna.impolite()))
                .when(ben.says("I am still here"))
                .thenNothing();
    }

    @Test
    void whatAnEarlierIncarnationSaysIsVoid() {
        Scene room = given(anna.joins(), ben.with("1").joins(), back.resumes());
        for (Proposal zombie : List.of(
                ben.joins(),
                ben.with("1").joins(),
                ben.says("hi"),
                ben.offers(anna),
                ben.leaves(),
                ben.disconnects(),
                ben.renames("zombie"),
                ben.closes())) {
            room.when(zombie).thenNothing();
        }
    }

    @Test
    void whatALaterIncarnationSaysBeforeItResumedIsVoid() {
        given(anna.joins(), ben.joins()).when(back.says("hi")).thenNothing();
    }

    @Test
    void resumingTheCurrentOrAnEarlierIncarnationIsRefused() {
        given(anna.joins(), ben.joins(), back.resumes())
                .when(back.resumes())
                .then(ben.isRefused(RESUME_EXPIRED))
                .when(ben.resumes())
                .then(ben.isRefused(RESUME_EXPIRED));
    }

    @Test
    void ofTwoResumesWithOneNumberTheInstanceDecides() {
        Person first = ben.on(2, "node-a");
        Person second = ben.on(2, "node-b");
        Scene inOrder = given(anna.joins(), ben.joins(), first.resumes());
        inOrder.when(second.resumes()).then(ben.isResumed(anna.impolite()));
        Scene reversed = given(anna.joins(), ben.joins(), second.resumes());
        reversed.when(first.resumes()).then(ben.isRefused(RESUME_EXPIRED));
        for (Scene room : List.of(inOrder, reversed)) {
            assertEquals(second.incarnation(), room.room().incarnation(ben.session()));
            room.when(first.says("I lost")).thenNothing();
            room.when(second.says("I won")).then(ben.isAcknowledged(), anna.gets(MESSAGE, ben));
        }
    }

    @Test
    void oneWhoIsNotThereCannotResume() {
        given(anna.joins(), ben.joins(), ben.leaves()).when(back.resumes()).then(ben.isRefused(RESUME_EXPIRED));
        assertNull(given(anna.joins()).room().incarnation(ben.session()));
    }

    @Test
    void anotherUserCannotResume() {
        Person thief = new Person(
                ben.name(), "mallory", ben.peer(), ben.rights(), null, false, new Incarnation(9, "node-2"), null);
        given(anna.joins(), ben.joins()).when(thief.resumes()).then(thief.isRefused(RESUME_EXPIRED));
    }

    @Test
    void joiningFromALaterIncarnationIsResuming() {
        given(anna.joins(), ben.joins(), ben.disconnects())
                .when(back.with("2").joins())
                .then(ben.isAdmitted(anna.impolite()))
                .when(ben.says("zombie"))
                .thenNothing()
                .when(ben.windowElapses(3))
                .thenNothing();
    }

    @Test
    void aJoinIsResentFromALaterIncarnation() {
        Scene room = given(anna.joins(), ben.with("1").joins(), ben.disconnects());
        Scene.Result again = room.when(back.with("1").joins());
        again.then(ben.isAdmitted(anna.impolite()));
        assertEquals(
                seq(2), assertInstanceOf(Reply.Admitted.class, again.reply()).seq());
    }

    // rights of today

    @Test
    void aRoleGoesWithTheRightItRestedOn() {
        Person host = ben.cast(HOST);
        given(anna.joins(), host.joins())
                .when(host.may().on(2, "node-1").resumes())
                .then(
                        ben.isResumed(anna.impolite()),
                        ben.seesUpdated(ben.as(PARTICIPANT).impolite()),
                        anna.seesUpdated(ben.as(PARTICIPANT).polite()));
    }

    @Test
    void aModeratorWithoutItsRightModeratesNoLonger() {
        Person demoted = moderator.may().on(2, "node-1");
        given(moderator.joins(), anna.joins(), demoted.resumes())
                .when(demoted.kicks(anna))
                .then(demoted.isRefused(Refusal.NOT_ALLOWED));
    }

    @Test
    void aRoleThatAModeratorGaveStays() {
        Person plain = ben.on(2, "node-1");
        given(moderator.joins(), ben.joins(), moderator.casts(ben, HOST))
                .when(plain.resumes())
                .then(ben.isResumed(moderator.impolite()));
    }

    @Test
    void aHostOfABroadcastWithoutItsRightBecomesAViewer() {
        Person host = ben.cast(HOST);
        Person viewer = anna.as(VIEWER);
        given(moderator.joins(BROADCAST), host.joins(), viewer.joins())
                .when(host.may().on(2, "node-1").resumes())
                .then(
                        ben.isResumed(),
                        ben.seesUpdated(ben.as(VIEWER).impolite()),
                        moderator.seesUpdated(ben.as(VIEWER).polite()),
                        viewer.seesLeaving(ben, LeaveReason.LEFT));
    }

    @Test
    void theMediaServerThatLosesItsRightFreesItsPlace() {
        Person server = ben.cast(MEDIA_SERVER);
        given(moderator.joins(SFU), server.joins(), server.may().on(2, "node-1").resumes())
                .given(carl.cast(MEDIA_SERVER).joins());
    }

    @Test
    void aNewTokenChangesTheRoleAtOnce() {
        Person host = ben.cast(HOST);
        given(anna.joins(), host.joins())
                .when(host.may().isEntitled())
                .then(
                        ben.seesUpdated(ben.as(PARTICIPANT).impolite()),
                        anna.seesUpdated(ben.as(PARTICIPANT).polite()));
    }

    @Test
    void aNewTokenWithTheSameRightsChangesNothing() {
        Person host = ben.cast(HOST);
        given(anna.joins(), host.joins()).when(host.isEntitled()).thenNothing();
    }

    @Test
    void whatAnOldIncarnationIsEntitledToIsVoid() {
        Person host = ben.cast(HOST);
        given(anna.joins(), host.joins(), host.on(2, "node-2").resumes())
                .when(host.may().isEntitled())
                .thenNothing();
    }

    @Test
    void whoMayNoLongerPublishWatches() {
        given(anna.joins(), ben.joins())
                .when(ben.mayOnly(Set.of(Right.JOIN)).isEntitled())
                .then(
                        ben.seesUpdated(ben.as(VIEWER).impolite()),
                        anna.seesUpdated(ben.as(VIEWER).polite()));
    }

    @Test
    void whoMayNoLongerJoinIsRemoved() {
        Person stranger = ben.mayOnly(Set.of());
        given(anna.joins(), ben.joins())
                .when(stranger.isEntitled())
                .then(ben.isDismissed(LeaveReason.KICKED), anna.seesLeaving(ben, LeaveReason.KICKED));
        given(anna.joins(), ben.joins())
                .when(stranger.on(2, "node-1").resumes())
                .then(ben.hasLeft(), ben.isDismissed(LeaveReason.KICKED), anna.seesLeaving(ben, LeaveReason.KICKED));
    }

    @Test
    void whatComesAfterResumingHasALaterPlace() {
        Person host = ben.cast(HOST);
        Scene room = given(anna.joins(), host.joins());
        Scene.Result resumed = room.when(host.may().on(2, "node-1").resumes());
        assertEquals(
                seq(3), assertInstanceOf(Reply.Resumed.class, resumed.reply()).seq());
        resumed.effects().stream()
                .filter(Effect.Emitted.class::isInstance)
                .forEach(effect -> assertEquals(1, ((Effect.Emitted) effect).index()));
    }
}
