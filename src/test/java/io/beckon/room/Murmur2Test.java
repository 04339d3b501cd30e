package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expected values are those of the partitioner of Kafka's own client, 4.0.0. */
class Murmur2Test {

    @Test
    void theHashIsThatOfKafka() {
        Map.of(
                        "", 275646681,
                        "a", -1563381124,
                        "ab", 316155434,
                        "abc", 479470107,
                        "abcd", -1323649548,
                        "default/r", -1231350746,
                        "default/äöü", 420546067,
                        "default/会议室", 1083224930,
                        "default/😀", -1750756644)
                .forEach((text, hash) -> assertEquals(hash, Murmur2.of(text.getBytes(StandardCharsets.UTF_8)), text));
        byte[] signed = {(byte) 0xff, (byte) 0x80, 0, 0x7f, (byte) 0xfe, 1, (byte) 0x81};
        assertEquals(-1239284589, Murmur2.of(signed));
    }
}
