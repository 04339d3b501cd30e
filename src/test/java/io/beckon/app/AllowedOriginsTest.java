package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.transport.WebOrigin;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    private static final Set<WebOrigin> APP = Set.of(WebOrigin.parse("https://app.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example",
                "https://app.example/",
                "HTTPS://App.Example",
                "https://app.example:443",
                "https://app.example:443/",
                "https://app.example.",
                "wss://app.example",
                "  https://app.example  "
            })
    void whatCanMeanOneThingOnlyIsTaken(String entry) {
        assertEquals(APP, AllowedOrigins.of(List.of(entry)));
        assertEquals(APP, AllowedOrigins.of(List.of("", entry, " ", "https://app.example")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.example",
                "https://app.example:*",
                "app.example",
                "app.example:8443",
                "//app.example",
                "/",
                "https://",
                "https:///",
                "https:app.example",
                "https://app.example/path",
                "https://app.example//",
                "https://app.example?",
                "https://app.example#x",
                "https://user@app.example",
                "https://app.example:65536",
                "https://app.example:port",
                "https://app.example https://b.example",
                "https://[::1",
                "https://[1::2::3]",
                "https://stra\u00dfe.example"
            })
    void whatIsNoneIsAStartUpErrorWithTheEntryAndTheRemedy(String entry) {
        String message = assertThrows(
                        Misconfiguration.class, () -> AllowedOrigins.of(List.of("https://a.example", entry)))
                .getMessage();
        assertTrue(message.startsWith("beckon.allowed-origins=" + entry + ": "), message);
        assertTrue(message.contains("such as https://app.example.com"), message);
    }

    @Test
    void withoutEntriesItIsTheServicesOwn() {
        assertEquals(Set.of(), AllowedOrigins.of(List.of()));
    }
}
