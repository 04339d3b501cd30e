package io.beckon.benchmark.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a measurement found, in the order in which it was put together. */
public final class Figures {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public Figures put(String name, double value) {
        values.put(name, Math.round(value * 1000) / 1000.0);
        return this;
    }

    public Figures put(String name, long value) {
        values.put(name, value);
        return this;
    }

    public Figures put(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Puts the usual percentiles, in microseconds. */
    Figures put(String name, Histogram histogram) {
        put(name + "_p50_us", histogram.getValueAtPercentile(50) / 1e3);
        put(name + "_p90_us", histogram.getValueAtPercentile(90) / 1e3);
        put(name + "_p99_us", histogram.getValueAtPercentile(99) / 1e3);
        put(name + "_p999_us", histogram.getValueAtPercentile(99.9) / 1e3);
        return put(name + "_max_us", histogram.getMaxValue() / 1e3);
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
