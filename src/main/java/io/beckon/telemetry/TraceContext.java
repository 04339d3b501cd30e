package io.beckon.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places in traces as text (W3C Trace Context), without {@code tracestate}. */
final class TraceContext {

    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private TraceContext() {}

    /** What has this place as its parent; a text that is no place makes the beginning of a new trace. */
    static Context below(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
    }

    static Context below(Span span) {
        return Context.root().with(span);
    }

    static String traceparent(Span span) {
        StringBuilder text = new StringBuilder(55);
        W3CTraceContextPropagator.getInstance().inject(below(span), text, (to, key, value) -> {
            if (to != null && key.equals(TRACEPARENT)) {
                to.append(value);
            }
        });
        return text.toString();
    }
}
