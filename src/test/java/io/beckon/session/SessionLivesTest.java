package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.Fact;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionLivesTest {

    private final OneNode node = new OneNode(Limits.DEFAULT, event -> {
        if (event.fact() instanceof Fact.SessionOpened) {
            watch();
        }
    });

    /** Even a silent session is overdue. */
    private void watch() {
        node.pass(Duration.ofSeconds(2));
        node.edge.watch();
    }

    /** A session that may not enter is closed at once, and its welcome thrown away if that still waits to be sent. */
    @Test
    void noSessionEntersBeforeItIsWelcomed() {
        OneNode.Visitor slow = node.connect("anna");
        assertEquals(Session.Entry.OUTSIDE, slow.session.entry());
        watch();
        slow.turn();
        assertEquals(Session.Entry.LET_IN, slow.session.entry());
    }
}
