package io.beckon.app;

import io.beckon.transport.Queries;
import io.beckon.transport.Rates;

/** How often what may be asked for, as the configuration has it, checked. */
final class RateSettings {

    private final BeckonConfig config;

    RateSettings(BeckonConfig config) {
        this.config = config;
    }

    /** How often a user may ask what is not free to answer, and a crowd. */
    Queries queries() {
        return new Queries(queries(1), queries(config.limits().crowdUsers()));
    }

    /** How often a network may ask who is there. */
    Rates lists() {
        return queries(1);
    }

    /** @param users 0: no limit */
    private Rates queries(int users) {
        BeckonConfig.Limits limits = config.limits();
        Settings.within("beckon.limits.queries-per-second", limits.queriesPerSecond(), 0, 1_000_000);
        Settings.within("beckon.limits.queries-burst", limits.queriesBurst(), 0, 1_000_000);
        long one = LimitSettings.rate(limits.queriesPerSecond(), limits.queriesBurst());
        double perSecond = LimitSettings.framesPerSecond(limits) > 0 ? (double) users * one : 0;
        return new Rates(perSecond, (double) users * limits.queriesBurst(), System::nanoTime);
    }

    /** How often one network gets tokens by one invitation. */
    Rates guests() {
        int perMinute = config.guests().perMinute();
        Settings.within("beckon.guests.per-minute", perMinute, 1, 1_000_000);
        return new Rates(perMinute / 60.0, perMinute, System::nanoTime);
    }
}
