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
final class CloudEvents {

    static final String VERSION = "1.0";
    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String ATTRIBUTES = "ce_attributes";
    static final String IGNORABLE = "ce_ignorable";
    static final String CONTENT_TYPE = "content-type";
    static final byte[] FALSE = "false".getBytes(UTF_8);

    private static final byte[] VERSION_BYTES = VERSION.getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    private final Supplier<String> instance;
    private final String ids = UUID.randomUUID() + "-";
    private final AtomicLong made = new AtomicLong();

    CloudEvents(Supplier<String> instance) {
        this.instance = instance;
    }

    /** Adds the headers of an event that happens now, here. */
    void describe(Headers headers, String type, String subject) {
        headers.add(SPEC_VERSION, VERSION_BYTES)
                .add(ID, utf8(ids + made.incrementAndGet()))
                .add(SOURCE, utf8("/beckon/nodes/" + instance.get()))
                .add(TYPE, utf8(type))
                .add(SUBJECT, utf8(subject))
                .add(TIME, utf8(Instant.now().toString()))
                .add(CONTENT_TYPE, JSON);
    }

    static byte @Nullable [] bytes(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    static @Nullable String text(Headers headers, String name) {
        byte[] value = bytes(headers, name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
