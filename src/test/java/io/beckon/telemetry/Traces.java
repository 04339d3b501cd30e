package io.beckon.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.tracing.Tracing;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What the real SDK makes of the tracing of one node: the spans that have ended. */
public final class Traces {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final OpenTelemetrySdk sdk;

    public Traces() {
        this(Sampler.parentBased(Sampler.alwaysOn()));
    }

    public Traces(Sampler sampler) {
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(new Keeper())
                        .build())
                .build();
    }

    public Tracing tracing(LongSupplier clock) {
        return new OpenTelemetryTracing(sdk, "node-1", clock);
    }

    public List<SpanData> all() {
        return List.copyOf(ended);
    }

    public List<SpanData> named(String name) {
        return ended.stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** The only one of this name. */
    public SpanData only(String name) {
        List<SpanData> found = named(name);
        assertEquals(1, found.size(), () -> name + " among " + all());
        return found.getFirst();
    }

    /** Names from the root of its trace down, the newest part last. */
    public String path(SpanData span) {
        return ended.stream()
                .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                .findFirst()
                .map(parent -> path(parent) + " > " + span.getName())
                .orElse((span.getParentSpanId().equals(SpanId.getInvalid()) ? "" : "… > ") + span.getName());
    }

    private final class Keeper implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
