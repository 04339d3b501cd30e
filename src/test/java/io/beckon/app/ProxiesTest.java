package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiesTest {

    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

    @Test
    void forwardingNeedsTheProxiesThatAreBelieved() {
        for (String[] properties : new String[][] {{FORWARDING, "true"}, {FORWARDING, "true", TRUSTED, " , "}}) {
            String message = assertThrows(Misconfiguration.class, () -> check(properties))
                    .getMessage();
            assertTrue(message.startsWith(FORWARDING + "=true: "), message);
            assertTrue(message.contains(TRUSTED), message);
        }
    }

    @Test
    void withThemOrWithoutForwardingAllIsWell() {
        assertDoesNotThrow(() -> check(FORWARDING, "true", TRUSTED, "10.0.0.5,10.1.0.0/16"));
        assertDoesNotThrow(() -> check(FORWARDING, "false"));
        assertDoesNotThrow(() -> check());
    }

    private static void check(String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        Proxies.check(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(map, "test", 100))
                .build());
    }
}
