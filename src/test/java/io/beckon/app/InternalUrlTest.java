package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternalUrlTest {

    private static final String INSECURE = "quarkus.http.insecure-requests";

    private static @Nullable String of(String host, int port, String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put(properties[i], properties[i + 1]);
        }
        SmallRyeConfig all = new SmallRyeConfigBuilder()
                .withMapping(BeckonConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values)
                .build();
        return InternalUrl.of(all.getConfigMapping(BeckonConfig.class), all, host, port);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7, http://10.0.0.7:8080", "::1, http://[::1]:8080", "[::1], http://[::1]:8080"})
    void aNodeIsReachedWhereItListens(String host, String url) {
        assertEquals(url, of(host, 8080));
    }

    @Test
    void whereThatIsOnlyTheSystemKnowsNobodyKnows() {
        assertNull(of("10.0.0.7", 0));
    }

    @Test
    void orWhereItIsSaid() {
        assertEquals(
                "https://node-1.example.com:8443",
                of(
                        "10.0.0.7",
                        8080,
                        "beckon.internal-url",
                        " https://node-1.example.com:8443/ ",
                        INSECURE,
                        "disabled",
                        "beckon.log",
                        "kafka"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-1:8080", "ftp://node-1", "http:///", "http://node-1/?a", "http://node 1"})
    void whatIsNoAddressIsRefused(String url) {
        String message = assertThrows(Misconfiguration.class, () -> of("10.0.0.7", 8080, "beckon.internal-url", url))
                .getMessage();
        assertTrue(message.startsWith("beckon.internal-url=" + url + ": "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "REDIRECT"})
    void aNodeOfManyThatSpeaksTlsOnlyHasToSayIt(String insecure) {
        String message = assertThrows(
                        Misconfiguration.class, () -> of("10.0.0.7", 8080, INSECURE, insecure, "beckon.log", "kafka"))
                .getMessage();
        assertTrue(message.startsWith(INSECURE + "=" + insecure + ": "), message);
        assertTrue(message.contains("beckon.internal-url"), message);
    }

    @Test
    void oneThatIsAloneNeedNotNorOneThatSpeaksBoth() {
        assertEquals("http://10.0.0.7:8080", of("10.0.0.7", 8080, INSECURE, "disabled"));
        assertEquals("http://10.0.0.7:8080", of("10.0.0.7", 8080, INSECURE, "enabled", "beckon.log", "kafka"));
    }
}
