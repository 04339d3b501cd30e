package io.beckon.announcement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.announcement.LogIns.Holder;
import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogInsTest {

    private static final UserKey ANNA = new UserKey("default", "issuer", "anna");
    private static final Incarnation HERE = new Incarnation(1, "here");
    private static final Incarnation THERE = new Incarnation(1, "there");

    private final LogIns logIns = new LogIns();

    private boolean granted(LogIn logIn) {
        return logIns.apply(logIn).granted();
    }

    private static LogIn asks(String session, Incarnation incarnation) {
        return new LogIn(ANNA, session, incarnation, false);
    }

    private static LogIn displaces(String session, Incarnation incarnation) {
        return new LogIn(ANNA, session, incarnation, true);
    }

    @Test
    void theFirstHasThePlaceAndKeepsItAgainstThoseWhoAsk() {
        assertTrue(granted(asks("a", HERE)));
        assertFalse(granted(asks("b", THERE)));
        assertTrue(granted(asks("a", HERE)), "says so again");
        assertEquals(1, logIns.incarnation(ANNA, "a"));
        assertEquals(0, logIns.incarnation(ANNA, "b"));
    }

    @Test
    void whoDisplacesGetsThePlaceAndItIsSaidWhoHadIt() {
        assertNull(logIns.apply(displaces("a", HERE)).displaced());
        assertEquals(new Holder("a", HERE), logIns.apply(displaces("b", THERE)).displaced());
        assertFalse(granted(asks("a", new Incarnation(2, "here"))), "one who was displaced does not come back");
    }

    @Test
    void otherUsersHavePlacesOfTheirOwn() {
        assertTrue(granted(asks("a", HERE)));
        for (UserKey other : Set.of(
                new UserKey("default", "issuer", "bert"),
                new UserKey("default", "other", "anna"),
                new UserKey("other", "issuer", "anna"))) {
            assertEquals(new LogIns.Verdict(true, null), logIns.apply(new LogIn(other, "b", THERE, true)));
        }
        assertEquals(4, logIns.size());
    }

    @Test
    void aSessionThatComesBackElsewhereKeepsItsPlace() {
        Incarnation back = new Incarnation(2, "there");
        assertTrue(granted(asks("a", HERE)));
        assertEquals(new LogIns.Verdict(true, new Holder("a", HERE)), logIns.apply(asks("a", back)));
        assertFalse(granted(asks("a", HERE)), "the older one says once more that it is there");
        logIns.apply(new LogOut(ANNA, "a", HERE));
        assertEquals(2, logIns.incarnation(ANNA, "a"), "the older one's end changes nothing");
        logIns.apply(new LogOut(ANNA, "a", back));
        assertTrue(granted(asks("b", THERE)));
    }

    @Test
    void ofTwoThatComeBackAtOnceTheSameWinsInAnyOrder() {
        Incarnation one = new Incarnation(2, "one");
        Incarnation two = new Incarnation(2, "two");
        assertTrue(granted(asks("a", one)) && granted(asks("a", two)));
        LogIns otherwise = new LogIns();
        assertTrue(otherwise.apply(asks("a", two)).granted());
        assertFalse(otherwise.apply(asks("a", one)).granted());
    }

    @Test
    void thePlacesOfALostInstanceAreFree() {
        granted(asks("a", HERE));
        granted(new LogIn(new UserKey("default", "issuer", "bert"), "b", THERE, false));
        assertEquals(Set.of("here", "there"), logIns.instances());
        logIns.apply(new InstanceGone("here"));
        assertEquals(Set.of("there"), logIns.instances());
        assertTrue(granted(asks("c", THERE)));
    }
}
