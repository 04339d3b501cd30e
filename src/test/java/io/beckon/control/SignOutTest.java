package io.beckon.control;

import static io.beckon.control.ControlScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.identity.Callers;
import io.beckon.identity.GuestPasses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sign-outs and removals do to the sessions of a node. */
class SignOutTest {

    private static final String ISSUER = "https://issuer.example";
    private static final List<String> SIGNED_OUT = List.of("4002 signed out");
    private static final SignOut ANNA = new SignOut(ISSUER, null, "anna", NOW, null);

    private final ControlScene scene = with();

    private static ControlScene with(Announcement... before) {
        return new ControlScene(DuplicateLogIns.ALLOW, before);
    }

    @Test
    void allSessionsOfTheUserEndAndLeaveTheirRoomsAndNoOthers() {
        var phone = scene.connect("anna").joins();
        var laptop = scene.connect("anna").joins();
        var ben = scene.connect("ben").joins();
        scene.log.append(ANNA);
        assertEquals(SIGNED_OUT, phone.closed);
        assertEquals(SIGNED_OUT, laptop.closed);
        assertFalse(phone.isMember() || laptop.isMember());
        assertEquals(List.of(), ben.closed);
        assertTrue(ben.isMember());
    }

    @Test
    void whoHasLostTheConnectionLeavesToo() {
        var anna = scene.connect("anna").joins();
        anna.vanishes();
        assertTrue(anna.isMember());
        scene.log.append(ANNA);
        assertFalse(anna.isMember());
    }

    @Test
    void whoConnectsWithAnOldTokenIsSentAway() {
        scene.log.append(ANNA);
        assertEquals(SIGNED_OUT, scene.connect("anna").closed);
        assertEquals(List.of(), scene.connect("ben").closed);
    }

    /** Whoever asks for it is told that it is not in the log, and may ask again. */
    @Test
    void oneThatFindsNoRoomOnItsWayEndsWhomItCanAndMayComeAgain() {
        var anna = scene.connect("anna");
        scene.log.isAway = true;
        for (int i = 0; i < Control.MOST_ANNOUNCED; i++) {
            scene.node.control.announce(new SignOut(ISSUER, null, "user-" + i, NOW, "token-" + i));
        }
        assertTrue(scene.node.control.knows(ISSUER, "token-0"));
        SignOut further = new SignOut(ISSUER, null, "anna", NOW, "further");
        assertTrue(scene.node.control.announce(further).toCompletableFuture().isCompletedExceptionally());
        assertEquals(SIGNED_OUT, anna.closed);
        assertFalse(scene.node.control.knows(ISSUER, "further"));
    }

    @Test
    void aNodeThatStartsLaterKnowsIt() {
        assertEquals(SIGNED_OUT, with(ANNA).connect("anna").closed);
    }

    @Test
    void aSignInThatEndsIsNotAnother() {
        var one = scene.connect(Callers.guest("guest-1", "invitation-1")).joins();
        var other = scene.connect(Callers.guest("guest-2", "invitation-2")).joins();
        scene.log.append(new SignOut(GuestPasses.ISSUER, "invitation-1", null, NOW, null));
        assertEquals(SIGNED_OUT, one.closed);
        assertEquals(List.of(), other.closed);
    }

    @Test
    void tokensFromBeforeATimeEnd() {
        var anna = scene.connect("anna").joins();
        scene.node.control.announce(new NotBefore("https://another.example", NOW));
        assertEquals(List.of(), anna.closed);
        scene.node.control.announce(new NotBefore(ISSUER, NOW));
        assertEquals(SIGNED_OUT, anna.closed);
        scene.node.control.announce(new NotBefore(ISSUER, NOW));
        assertEquals(2, scene.log.appended.size(), "what is known is not announced again");
    }

    @Test
    void itTakesEffectHereBeforeTheLogHasItAndIsInsistedOn() {
        var anna = scene.connect("anna").joins();
        scene.log.isAway = true;
        var announced = scene.node.control.announce(ANNA).toCompletableFuture();
        assertEquals(SIGNED_OUT, anna.closed);
        assertFalse(announced.isDone());
        scene.log.isAway = false;
        scene.node.control.everySecond();
        assertTrue(announced.isDone());
        assertEquals(List.of(ANNA), scene.log.appended);
    }

    @Test
    void thoseWithoutASessionEndToo() {
        List<Boolean> covered = new ArrayList<>();
        scene.node.control.alsoEnds(whom -> covered.add(whom.test(Callers.of("default", "anna"))));
        scene.log.append(ANNA);
        assertEquals(List.of(true), covered);
    }

    @Test
    void whoIsRemovedHearsWhyAndMayComeBack() {
        var anna = scene.connect("anna").joins();
        var ben = scene.connect("ben").joins();
        scene.log.append(new Removal(Callers.of("default", "anna").key(), NOW, "enough"));
        assertEquals(List.of("4003 enough"), anna.closed);
        assertFalse(anna.isMember());
        assertTrue(ben.isMember());
        assertTrue(scene.connect("anna").joins().isMember());
    }

    @Test
    void aRemovalFromBeforeTheNodeStartedConcernsNobody() {
        ControlScene later = with(new Removal(Callers.of("default", "anna").key(), NOW, "enough"));
        assertEquals(List.of(), later.connect("anna").joins().closed);
    }
}
