package io.beckon.protocol;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No kind of frame is missing among the golden ones, which {@link CodecContract} reads and writes in each encoding. */
class SamplesTest {

    @Test
    void everyKindOfFrameFromAClientIsAmongThem() {
        assertEquals(
                kinds(ClientMessage.class).collect(toSet()),
                kindsOf(ClientSamples.all().values()));
    }

    @Test
    void everyKindOfFrameToAClientIsAmongThem() {
        assertEquals(
                kinds(ServerMessage.class).collect(toSet()),
                kindsOf(ServerSamples.all().values()));
    }

    @Test
    void everyStepOfACallIsAmongThem() {
        assertEquals(
                Set.of(ClientMessage.CallStep.Kind.values()),
                ClientSamples.all().values().stream()
                        .filter(ClientMessage.CallStep.class::isInstance)
                        .map(step -> ((ClientMessage.CallStep) step).kind())
                        .collect(toSet()));
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SamplesTest::kinds)
                : Stream.of(type);
    }

    private static Set<Class<?>> kindsOf(Collection<?> samples) {
        return samples.stream().map(Object::getClass).collect(toSet());
    }
}
