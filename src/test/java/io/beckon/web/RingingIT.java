package io.beckon.web;

import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls to people, in browsers, against one node. */
@Isolated("browsers")
class RingingIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @Test
    void allDevicesRingAndTheFirstAnswerWins() {
        new Ringing(scripts, scripts.link(), scripts.link()).theFirstAnswerWinsAndTheOtherStops("one node");
    }
}
