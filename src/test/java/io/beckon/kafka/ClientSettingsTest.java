package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

    private static final Map<String, Object> OPERATORS = Map.of(
            "bootstrap.servers", "broker:9093",
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "OAUTHBEARER",
            "sasl.oauthbearer.token.endpoint.url", "https://identity/token",
            "ssl.truststore.type", "PEM",
            "group.id", "somebody",
            "retry.backoff.max.ms", "60000");

    private final Map<String, Object> settings =
            new ClientSettings(OPERATORS).settings("beckon", Map.of("linger.ms", 0));

    @Test
    void whatTheOperatorSetsPassesThrough() {
        assertEquals("SASL_SSL", settings.get("security.protocol"));
        assertEquals("OAUTHBEARER", settings.get("sasl.mechanism"));
        assertEquals("https://identity/token", settings.get("sasl.oauthbearer.token.endpoint.url"));
        assertEquals("PEM", settings.get("ssl.truststore.type"));
        assertEquals("broker:9093", settings.get("bootstrap.servers"));
    }

    @Test
    void whatAPromiseRestsOnIsLaidOver() {
        assertEquals(500, settings.get("retry.backoff.max.ms"));
        assertEquals(500, settings.get("reconnect.backoff.max.ms"));
        assertEquals(0, settings.get("linger.ms"));
        assertFalse(settings.containsKey("group.id"));
    }
}
