package io.beckon.benchmark;

import io.beckon.benchmark.load.CallSetup;
import io.beckon.benchmark.load.Dialect;
import io.beckon.benchmark.load.Fanout;
import io.beckon.benchmark.load.Idle;
import io.beckon.benchmark.load.Pairs;
import io.beckon.benchmark.load.Rate;
import io.beckon.benchmark.load.Ring;
import io.beckon.benchmark.load.Scenario;
import io.beckon.benchmark.load.Stalled;
import io.beckon.benchmark.load.Storm;
import io.beckon.benchmark.load.Violations;
import io.beckon.benchmark.load.Waiting;
import io.beckon.benchmark.report.Subject;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What can be measured, with whom, and how a server gets warm for it. */
enum Case {
    PAIRS(
            "closed loop of offers and answers in rooms of two",
            "µs CPU a frame",
            Pairs::new,
            dialect -> true,
            Warming.BY_LOAD),
    RATE("offers at a fixed rate", "µs CPU a frame", Rate::new, dialect -> true, Warming.BY_LOAD),
    FANOUT("one to many", "µs CPU a delivery", Fanout::new, Dialect::manyInARoom, Warming.BY_LOAD),
    CALLSETUP(
            "whole calls, from connecting to leaving",
            "µs CPU a call",
            CallSetup::connected,
            dialect -> true,
            Warming.BY_LOAD),
    RING(
            "calls to people, from dialling to the last candidate",
            "µs CPU a call",
            Ring::new,
            Dialect::calls,
            Warming.BY_LOAD),
    STORM(
            "all lose their connection at once and come back",
            "µs CPU a client",
            Storm::new,
            dialect -> true,
            Warming.BY_TRIAL),
    CALLREQUESTS(
            "whole calls by requests: joins, frames, long polls, leaves",
            "µs CPU a call",
            CallSetup::byRequests,
            Dialect::requests,
            Warming.BY_LOAD),
    POLLS(
            "long polls that wait, in a new server",
            "KiB a poll",
            () -> new Waiting(false),
            Dialect::requests,
            Warming.NONE),
    STREAMS(
            "event streams that are held, in a new server",
            "KiB a stream",
            () -> new Waiting(true),
            Dialect::requests,
            Warming.NONE),
    CLOSES(
            "violations of RFC 6455, in how many the code that says so does not arrive",
            "of them",
            Violations::new,
            dialect -> dialect.resumes() && !dialect.isBinary(),
            Warming.NONE),
    STALLED(
            "readers that stop, in a new server: what it keeps for them, at most",
            "MiB of heap",
            Stalled::new,
            dialect -> dialect.resumes() && !dialect.isBinary(),
            Warming.NONE),
    IDLE("connections that are held, in a new server", "KiB a connection", Idle::new, dialect -> true, Warming.NONE);

    /** How a server that gets faster while it runs is made to, before it is first measured in a scenario. */
    enum Warming {
        /** By as much load as is measured, for longer. */
        BY_LOAD,
        /** By the scenario itself, whose first result is thrown away. */
        BY_TRIAL,
        /** Not: what is measured is a server that has just been started. */
        NONE
    }

    private final String title;
    private final String unit;
    private final Supplier<Scenario> scenario;
    private final Predicate<Dialect> with;
    final Warming warming;

    Case(String title, String unit, Supplier<Scenario> scenario, Predicate<Dialect> with, Warming warming) {
        this.title = title;
        this.unit = unit;
        this.scenario = scenario;
        this.with = with;
        this.warming = warming;
    }

    Scenario scenario() {
        return scenario.get();
    }

    boolean isFor(Dialect dialect) {
        return with.test(dialect);
    }

    Subject subject() {
        return new Subject(name().toLowerCase(Locale.ROOT), title, unit);
    }
}
