package io.beckon.app;

import io.beckon.transport.whip.Resources;

/** The configuration of WHIP and WHEP, checked. */
record WhipSettings(BeckonConfig config) {

    /** A counter-offer waits for its answer as long as any offer does. */
    Resources.Life life() {
        Settings.positive("beckon.whip.lease", config.whip().lease());
        return new Resources.Life(config.resumeWindow(), config.whip().lease(), config.negotiationTimeout());
    }
}
