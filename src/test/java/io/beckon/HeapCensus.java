package io.beckon;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive on this process's heap, by the JVM's own histogram, so that weights can be held against it. */
public final class HeapCensus {

    private HeapCensus() {}

    /** How many bytes live objects take; collects garbage first. */
    public static long bytes() {
        String histogram = histogram();
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a histogram without its sum"));
        return Long.parseLong(total.strip().split("\\s+")[2]);
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("this JVM has no histogram", e);
        }
    }

    /**
     * How much of the heap something takes that is made by this.
     *
     * @param made also holds on to it meanwhile
     */
    public static <T> Taken<T> of(Supplier<T> made) {
        long before = bytes();
        T value = made.get();
        return new Taken<>(value, bytes() - before);
    }

    /** Something and how many bytes it takes. */
    public record Taken<T>(T value, long bytes) {}
}
