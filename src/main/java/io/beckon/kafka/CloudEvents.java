package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers that make a record a CloudEvent: binary content mode, with JSON data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka Protocol
 *     Binding for CloudEvents, section 3.2</a>
 */
public final class CloudEvents {

    public static final String VERSION = "1.0";
    public static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    public static final String ATTRIBUTES = "ce_attributes";
    public static final String IGNORABLE = "ce_ignorable";
    static final String CONTENT_TYPE = "content-type";

    /** The same as an attribute, which some libraries write beside it. */
    static final String CONTENT_TYPE_ATTRIBUTE = "ce_datacontenttype";

    /** What the names of all attributes begin with. */
    static final String PREFIX = "ce_";

    /** Where the record stands in a trace, as any consumer looks for it (W3C Trace Context). */
    static final String TRACEPARENT = "traceparent";

    /** The same as an attribute of the event, which stays with it wherever it is forwarded to. */
    static final String TRACEPARENT_ATTRIBUTE = "ce_traceparent";

    static final byte[] FALSE = "false".getBytes(UTF_8);

    /** What the source of each event of a node begins with. */
    private static final String NODES = "/beckon/nodes/";

    private static final byte[] VERSION_BYTES = VERSION.getBytes(UTF_8);
    static final byte[] JSON = "application/json".getBytes(UTF_8);

    private final Supplier<String> instance;
    private final String ids = UUID.randomUUID() + "-";
    private final AtomicLong made = new AtomicLong();

    CloudEvents(Supplier<String> instance) {
        this.instance = instance;
    }

    /** Adds the headers of an event that happens now, here. */
    void describe(Headers headers, String type, String subject) {
        String id = ids + made.incrementAndGet();
        describe(
                headers,
                id,
                NODES + instance.get(),
                type,
                subject,
                Instant.now().toString());
    }

    static void describe(Headers headers, String id, String source, String type, String subject, String time) {
        headers.add(SPEC_VERSION, VERSION_BYTES)
                .add(ID, utf8(id))
                .add(SOURCE, utf8(source))
                .add(TYPE, utf8(type))
                .add(SUBJECT, utf8(subject))
                .add(TIME, utf8(time))
                .add(CONTENT_TYPE, JSON);
    }

    /**
     * Says where the event stands in a trace.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md">Distributed
     *     Tracing extension</a>
     */
    static void trace(Headers headers, String traceparent) {
        byte[] place = utf8(traceparent);
        headers.add(TRACEPARENT, place).add(TRACEPARENT_ATTRIBUTE, place);
    }

    /** Where an event stands in a trace; {@code null} if it is not traced. */
    static @Nullable String traceparent(Headers headers) {
        return text(headers, TRACEPARENT_ATTRIBUTE);
    }

    /** The instance that an event comes from; empty when that is not known. */
    public static String instance(Headers headers) {
        String source = text(headers, SOURCE);
        return source != null && source.startsWith(NODES) ? source.substring(NODES.length()) : "";
    }

    /** Whether those who do not know its type may skip it. */
    public static boolean isIgnorable(Headers headers) {
        return "true".equals(text(headers, IGNORABLE));
    }

    static byte @Nullable [] bytes(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    public static @Nullable String text(Headers headers, String name) {
        byte[] value = bytes(headers, name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
