package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Pseudonyms.User;
import java.net.URLDecoder;
import java.net.URLEncoder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * That a pseudonym is a user's, as a record of the pseudonyms topic: the key says it, {@code tenant/user/pseudonym}, each encoded as in
 * a query of a URL. A record without a value says that it is nobody's any more.
 */
record PseudonymRow(User user, String pseudonym) {

    private static final byte[] VALUE = "{}".getBytes(UTF_8);
    private static final int PARTS = 3;
    /** The one that is read, also when the topic has more. */
    private static final int PARTITION = 0;

    /** {@code null} when it is none. */
    static @Nullable PseudonymRow read(byte @Nullable [] key) {
        String[] parts = key == null ? new String[0] : new String(key, UTF_8).split("/", -1);
        try {
            return parts.length == PARTS
                    ? new PseudonymRow(new User(decoded(parts[0]), decoded(parts[1])), decoded(parts[2]))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, UTF_8);
    }

    ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, PARTITION, key(), VALUE);
    }

    ProducerRecord<byte[], byte[]> deletion(String topic) {
        return new ProducerRecord<>(topic, PARTITION, key(), null);
    }

    private byte[] key() {
        return (encoded(user.tenant()) + '/' + encoded(user.user()) + '/' + encoded(pseudonym)).getBytes(UTF_8);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8);
    }
}
