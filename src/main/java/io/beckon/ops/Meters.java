package io.beckon.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What a node tells of itself in numbers. Counts and gauges are read when somebody asks; of times it keeps histograms. docs/metrics.md
 * has all of them.
 */
public final class Meters {

    /** The upper bounds of histograms of what takes microseconds: up to a second. */
    private static final Duration[] SHORT = millis(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000);

    /** Of what takes milliseconds: up to half a minute. */
    private static final Duration[] LONG = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000);

    private final MeterRegistry registry;
    /** The registry holds on to none of them by itself. */
    private final List<DoubleSupplier> values = new ArrayList<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    private static Duration[] millis(double... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofNanos(Math.round(bounds[i] * 1e6));
        }
        return durations;
    }

    /** Something that goes up and down. */
    public Meters gauge(String name, String description, DoubleSupplier value) {
        return gauge(name, description, Tags.empty(), value);
    }

    /** The same, one of several that a label tells apart. */
    public Meters gauge(String name, String description, Tags tags, DoubleSupplier value) {
        Supplier<Number> number = value::getAsDouble;
        Gauge.builder(name, number)
                .strongReference(true)
                .tags(tags)
                .description(description)
                .register(registry);
        return this;
    }

    /** How many wait in a queue: those of all queues are one gauge. */
    public Meters queue(String queue, DoubleSupplier entries) {
        return gauge(
                "beckon.queue.entries", "What waits, by the queue that it waits in", Tags.of("queue", queue), entries);
    }

    /** Something that only grows. */
    public Meters counter(String name, String description, DoubleSupplier value) {
        return counter(name, description, Tags.empty(), value);
    }

    /** The same, one of several that a label tells apart. */
    public Meters counter(String name, String description, Tags tags, DoubleSupplier value) {
        values.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .tags(tags)
                .description(description)
                .register(registry);
        return this;
    }

    /** One count for each of these. */
    public <T> Meters counters(
            String name,
            String description,
            String label,
            T[] all,
            Function<T, String> text,
            ToDoubleFunction<T> value) {
        for (T each : all) {
            counter(name, description, Tags.of(label, text.apply(each)), () -> value.applyAsDouble(each));
        }
        return this;
    }

    /** As labels have the constants of an enum. */
    public static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A histogram of what takes microseconds. @return what is told how many nanoseconds it took */
    public LongConsumer shortTimes(String name, String description) {
        Timer timer = timer(name, description, Tags.empty(), SHORT);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A histogram of what takes milliseconds. @return what is told how many nanoseconds it took */
    public LongConsumer times(String name, String description) {
        Timer timer = timer(name, description, Tags.empty(), LONG);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A histogram of what takes milliseconds. @return what is told how many milliseconds it took */
    public LongConsumer millis(String name, String description, Tags tags) {
        Timer timer = timer(name, description, tags, LONG);
        return millis -> timer.record(millis, TimeUnit.MILLISECONDS);
    }

    private Timer timer(String name, String description, Tags tags, Duration[] bounds) {
        return Timer.builder(name)
                .tags(tags)
                .description(description)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }
}
