package io.beckon.app;

import io.beckon.announcement.SignOuts;
import io.beckon.control.Control;
import io.beckon.ops.Meters;

/** What every node must know, in numbers: who was signed out, and who has the one place of a user. */
record ControlMeters(Control control, SignOuts signOuts) {

    void describe(Meters meters) {
        meters.gauge("beckon.sign.outs", "Sign-outs that are remembered", signOuts::size)
                .counter(
                        "beckon.sign.outs.forgotten",
                        "Sign-outs forgotten before their time, for there were too many",
                        signOuts::forgotten)
                .gauge("beckon.places.taken", "Users who have the one place of a user", control::placesTaken);
    }
}
