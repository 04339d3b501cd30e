package io.beckon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogOut;
import io.beckon.identity.Callers;
import io.beckon.room.Incarnation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which session of a user stays, where a user may be connected once only. */
class PlacesTest {

    private static final List<String> ELSEWHERE = List.of("4009 the user is signed in elsewhere");

    private static LogIn logIn(String user, String instance) {
        return new LogIn(Callers.of("default", user).key(), "session-elsewhere", new Incarnation(1, instance), false);
    }

    @Test
    void bothStayWhereThatIsAllowedAndNoPlaceIsTaken() {
        ControlScene scene = new ControlScene(DuplicateLogIns.ALLOW);
        var phone = scene.connect("anna").joins();
        var laptop = scene.connect("anna").joins();
        assertTrue(phone.isMember());
        assertTrue(laptop.isMember());
        assertEquals(0, scene.node.control.placesTaken());
        assertEquals(List.of(), scene.log.appended);
    }

    @Test
    void theOlderOneStaysWhereTheNewerIsRefused() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        var phone = scene.connect("anna").joins();
        var laptop = scene.connect("anna").joins();
        assertEquals(ELSEWHERE, laptop.closed);
        assertFalse(laptop.isMember());
        assertEquals(List.of(), phone.closed);
        assertTrue(phone.isMember());
        assertEquals(1, scene.node.control.placesTaken());
    }

    @Test
    void theNewerOneStaysWhereTheOlderIsReplaced() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REPLACE);
        var phone = scene.connect("anna").joins();
        var laptop = scene.connect("anna").joins();
        assertEquals(ELSEWHERE, phone.closed);
        assertFalse(phone.isMember());
        assertEquals(List.of(), laptop.closed);
        assertTrue(laptop.isMember());
        assertEquals(1, scene.node.control.placesTaken());
    }

    @Test
    void oneWhoHasLostTheConnectionIsReplacedToo() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REPLACE);
        var phone = scene.connect("anna").joins();
        phone.vanishes();
        assertTrue(phone.isMember());
        assertTrue(scene.connect("anna").joins().isMember());
        assertFalse(phone.isMember());
    }

    @Test
    void whoOnlyConnectsTakesNoPlace() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REPLACE);
        var phone = scene.connect("anna").joins();
        scene.connect("anna");
        assertEquals(List.of(), phone.closed);
    }

    @Test
    void everyUserHasAPlace() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        assertTrue(scene.connect("anna").joins().isMember());
        assertTrue(scene.connect("ben").joins().isMember());
        assertEquals(2, scene.node.control.placesTaken());
    }

    @Test
    void aPlaceIsKeptForTheResumeWindow() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        scene.connect("anna").joins().vanishes();
        scene.pass(Duration.ofSeconds(29));
        assertEquals(ELSEWHERE, scene.connect("anna").joins().closed);
        scene.pass(Duration.ofSeconds(1));
        assertEquals(0, scene.node.control.placesTaken());
        assertEquals(List.of(), scene.connect("anna").joins().closed);
    }

    @Test
    void whoGoesForGoodGivesItUpAtOnce() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        scene.connect("anna").joins().goes();
        assertEquals(0, scene.node.control.placesTaken());
        assertTrue(scene.connect("anna").joins().isMember());
    }

    @Test
    void whoComesBackKeepsIt() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        var phone = scene.connect("anna").joins();
        phone.vanishes();
        var again = scene.connect("anna").comesBackAs(phone);
        assertEquals(List.of(), again.closed);
        assertTrue(again.isMember());
        scene.pass(Duration.ofSeconds(31));
        assertEquals(1, scene.node.control.placesTaken());
        assertEquals(ELSEWHERE, scene.connect("anna").joins().closed);
    }

    @Test
    void aPlaceOnAnotherNodeIsFreeWhenThatIsLost() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE, logIn("anna", "elsewhere"));
        assertEquals(ELSEWHERE, scene.connect("anna").joins().closed);
        scene.log.append(new InstanceGone("elsewhere"));
        assertTrue(scene.connect("anna").joins().isMember());
    }

    @Test
    void aPlaceIsHeldAnewBeforeTheLogForgetsIt() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REPLACE);
        var phone = scene.connect("anna").joins();
        scene.log.appended.clear();
        scene.pass(Duration.ofMinutes(19));
        assertEquals(List.of(), scene.log.appended);
        scene.pass(Duration.ofMinutes(1));
        LogIn renewed = (LogIn) scene.log.appended.getFirst();
        assertFalse(renewed.displaces());
        assertTrue(phone.isMember());
    }

    @Test
    void aLogInThatDisplacesIsNotRepeatedByItself() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REPLACE);
        scene.log.isAway = true;
        var phone = scene.connect("anna");
        String answer = phone.says("{'type':'join','id':'1','room':'stand-up'}");
        assertTrue(answer.contains("\"code\":\"unavailable\""), answer);
        scene.log.isAway = false;
        scene.pass(Duration.ofSeconds(1));
        assertEquals(List.of(), scene.log.appended);
        assertTrue(phone.joins().isMember());
    }

    @Test
    void aPlaceThatComesForASessionThatIsOverIsGivenUp() {
        ControlScene scene = new ControlScene(DuplicateLogIns.REFUSE);
        LogIn late = logIn("anna", scene.node.settings.instance().id());
        scene.log.append(late);
        assertEquals(new LogOut(late.user(), late.session(), late.incarnation()), scene.log.appended.getLast());
        assertEquals(0, scene.node.control.placesTaken());
    }
}
