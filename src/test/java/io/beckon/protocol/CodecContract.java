package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every encoding of the wire does; frames are given and looked at as JSON. */
abstract class CodecContract {

    abstract MessageCodec codec();

    /** The frame of this JSON text, made by other means than the codec. */
    abstract byte[] frame(String json);

    /** What is in a frame, read by other means than the codec. */
    abstract JsonNode tree(byte[] frame);

    @TestFactory
    Stream<DynamicTest> everyGoldenFrameFromAClientIsUnderstood() {
        return ClientSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> assertEquals(sample.getValue(), decode(Golden.client(sample.getKey())))));
    }

    @TestFactory
    Stream<DynamicTest> everyFrameToAClientIsTheGoldenOne() {
        return ServerSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    byte[] frame = codec().encode(sample.getValue());
                    assertEquals(Golden.tree(Golden.server(sample.getKey())), tree(frame));
                }));
    }
}
