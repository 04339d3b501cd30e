package io.beckon.room;

import static io.beckon.room.LeaveReason.KICKED;
import static io.beckon.room.LeaveReason.ROOM_CLOSED;
import static io.beckon.room.OrderOutcome.DONE;
import static io.beckon.room.OrderOutcome.NO_SUCH_PEER;
import static io.beckon.room.OrderOutcome.NO_SUCH_ROOM;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MODERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Proposal.Action;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrdersTest extends RoomSpecification {

    private static final Json BODY = Json.of("{\"data\":\"we stop at six\"}");

    private final Person moderator = Person.named("moderator").cast(MODERATOR);

    private Scene room() {
        return given(anna.joins(), ben.joins());
    }

    private static Proposal.Order order(String id, Action action) {
        return new Proposal.Order(id, "https://issuer", "root", "against the rules", action);
    }

    private static Proposal.Order kick(Person whom, int barSeconds) {
        return order("kick-" + whom.name(), new Action.Remove(whom.peer(), barSeconds));
    }

    private static Proposal.Order tell(String id) {
        return order(id, new Action.Tell(BODY));
    }

    private static Told hears(Person who) {
        return new Told(who.session(), "message from administrator");
    }

    private static void assertOutcome(OrderOutcome expected, Scene.Result result) {
        assertEquals(expected, ((Effect.Ordered) result.effects().getFirst()).outcome());
    }

    @Test
    void oneWhoIsRemovedIsToldWhyAndTheOthersSeeItLeave() {
        Scene.Result result = room().when(kick(anna, 0));
        assertOutcome(DONE, result);
        result.then(ben.seesLeaving(anna, KICKED), anna.isDismissed(KICKED));
        Effect.Emitted last = (Effect.Emitted) result.effects().getLast();
        assertEquals(new Event.Dismissed(KICKED, "against the rules"), last.event());
    }

    @Test
    void oneWhoIsBarredMayNotComeBackUntilItsTimer() {
        Scene room = room().given(kick(anna, 60));
        room.when(anna.joins()).then(anna.isRefused(NOT_ALLOWED));
        room.when(room.timer()).thenNothing();
        room.given(anna.joins());
    }

    @Test
    void aModeratorIsRemovedLikeAnybody() {
        given(moderator.joins(), ben.joins())
                .when(kick(moderator, 0))
                .then(ben.seesLeaving(moderator, KICKED), moderator.isDismissed(KICKED));
    }

    @Test
    void theLastOfACallIsToldThatItIsOver() {
        Scene call = new Scene(RoomKey.ofCall("default", "c-1"))
                .given(new Proposal.OpenCall("c-1", List.of(anna.party(), ben.party()), RoomRules.DEFAULT));
        call.when(kick(anna, 0))
                .then(
                        anna.isDismissed(KICKED),
                        ben.seesTheCallEnd("kicked"),
                        ben.seesClosed(),
                        ben.isDismissed(ROOM_CLOSED));
    }

    @Test
    void whoIsNotThereCannotBeRemoved() {
        Scene.Result result = room().when(kick(dora, 60));
        assertOutcome(NO_SUCH_PEER, result);
        result.then();
    }

    @Test
    void aRoomThatNobodyIsInIsNone() {
        Scene left = given(anna.joins(), anna.leaves());
        for (Action action : List.of(
                new Action.Remove(anna.peer(), 60),
                new Action.SetLock(true),
                new Action.SetLock(false),
                new Action.Dissolve(),
                new Action.Tell(BODY))) {
            Scene.Result result = left.when(order("o", action));
            assertOutcome(NO_SUCH_ROOM, result);
            result.then();
        }
        left.given(ben.joins());
    }

    @Test
    void aLockIsToldToAllAndOnlyWhenItChanges() {
        Scene room = room();
        room.when(order("1", new Action.SetLock(true)))
                .then(anna.seesLocked(), ben.seesLocked())
                .when(order("2", new Action.SetLock(true)))
                .then()
                .when(carl.joins())
                .then(carl.isRefused(Refusal.ROOM_LOCKED))
                .when(order("3", new Action.SetLock(false)))
                .then(anna.seesUnlocked(), ben.seesUnlocked())
                .given(carl.joins());
    }

    @Test
    void aClosedRoomIsTakenLeaveOfByAll() {
        Scene.Result result = room().when(order("1", new Action.Dissolve()));
        assertOutcome(DONE, result);
        result.then(anna.seesClosed(), anna.isDismissed(ROOM_CLOSED), ben.seesClosed(), ben.isDismissed(ROOM_CLOSED))
                .given(carl.joins());
    }

    @Test
    void whatAnAdministratorSaysIsForViewersToo() {
        Person host = carl.cast(HOST);
        given(host.joins(BROADCAST), anna.joins(), ben.joins())
                .when(tell("1"))
                .then(hears(host), hears(anna), hears(ben));
    }

    @Test
    void anOrderThatComesAgainIsCarriedOutOnce() {
        Scene room = room().given(tell("1"));
        RoomSnapshot before = room.room().snapshot();
        Scene.Result again = room.when(tell("1"));
        assertOutcome(DONE, again);
        again.then();
        assertEquals(before, room.room().snapshot());
        room.when(tell("2")).then(hears(anna), hears(ben));
    }

    @Test
    void theRoomThatAnOrderHasClosedIsNotClosedAgainByItInItsNextLife() {
        Proposal.Order close = order("1", new Action.Dissolve());
        Scene.Result again = room().given(close, carl.joins()).when(close);
        assertOutcome(DONE, again);
        again.then();
    }

    @Test
    void anOrderThatWasNotCarriedOutMayBeWhenItComesAgain() {
        Proposal.Order kick = kick(carl, 0);
        Scene room = room();
        room.when(kick).then();
        room.given(carl.joins());
        assertOutcome(DONE, room.when(kick));
    }

    @Test
    @Fills("room.Orders.REMEMBERED")
    void theLastOrdersAreRemembered() {
        Scene room = room();
        IntStream.range(0, Orders.REMEMBERED + 1).forEach(i -> room.given(tell("o-" + i)));
        assertEquals(Orders.REMEMBERED, room.room().snapshot().orders().size());
        room.when(tell("o-1")).then();
        room.when(tell("o-0")).then(hears(anna), hears(ben));
    }

    @Test
    @Fills("room.Orders.RECORDS_REMEMBERED")
    void aRoomIsForgottenOnceItsOrdersAre() {
        Scene room = room().given(order("1", new Action.Dissolve()));
        long until = room.position() + Math.max(Orders.RECORDS_REMEMBERED, Receipts.RECORDS_AFTER_LEAVING);
        assertFalse(room.room().isForgettable(until - 1));
        assertTrue(room.room().isForgettable(until));
    }
}
