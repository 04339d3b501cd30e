package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Somebody opens a link, says a name, and is in. */
@Thorough
@Isolated("browsers")
class GuestIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.guests.enabled", "true");

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void whoOpensTheLinkOfAHostIsInTheRoomUnderAnyNameAndNowhereElse() {
        Tab ada = tabs.join("Ada", room);
        String link = ada.linkForGuests();
        assertEquals(List.of(), ada.violations());

        Tab guest = tabs.open(link).join("Caz");
        ada.tiles().awaitNames("Ada (you)", "Caz");
        guest.media().awaitVideoFrom(1);
        guest.reload();
        guest.tiles().awaitNames("Caz (you)", "Ada");

        guest.leave();
        guest.awaitRoles("Participant", "Viewer: sees and hears only");
        guest.expectStatus(403);
        guest.fill("Whoever enters the same room", room + "-other");
        guest.tryToJoin("Caz").awaitRefusal("You could not join");
    }

    @Test
    void aHostTakesTheLinkBackAlsoAfterAReloadAndItsGuestsAreOut() {
        Tab ada = tabs.join("Ada", room);
        String link = ada.linkForGuests();
        ada.press("Close");
        Tab guest = tabs.open(link).join("Caz");
        ada.tiles().awaitNames("Ada (you)", "Caz");
        ada.reload();
        assertEquals(link, ada.linkForGuests(), "the same as before");
        guest.expectStatus(401);

        ada.press("Withdraw the link for guests");

        ada.awaitStatus("The link for guests is withdrawn.");
        guest.awaitRefusal("signed out");
        ada.press("Close");
        ada.tiles().awaitNames("Ada (you)");
        Tab late = tabs.open(link);
        late.expectStatus(401);
        late.tryToJoin("Dee").awaitRefusal("Your invitation is not good any more");
        assertNotEquals(link, ada.linkForGuests());
    }

    @Test
    void aLinkIsGoodInATabThatIsOpenAlready() {
        Tab ada = tabs.join("Ada", room);
        String link = ada.linkForGuests();

        Tab guest = tabs.open("/#/conference");
        guest.follow(link);
        guest.join("Caz");

        ada.tiles().awaitNames("Ada (you)", "Caz");
        assertTrue(guest.isGuest());
    }

    @Test
    void aLinkThatIsNotGoodSaysSo() {
        Tab guest = tabs.open("/#/conference?room=" + room + "&invitation=nothing");
        guest.expectStatus(401);
        guest.tryToJoin("Caz").awaitRefusal("Your invitation is not good any more");
    }
}
