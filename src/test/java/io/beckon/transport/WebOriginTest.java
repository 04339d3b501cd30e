package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com:443",
        "http://example.com, http://example.com:80",
        "https://example.com, https://example.com:",
        "https://example.com, HTTPS://EXAMPLE.com",
        "https://example.com, https://example.com.",
        "https://example.com, wss://example.com",
        "https://example.com:8443, wss://example.com:8443",
        "http://example.com, ws://example.com:80",
        "http://[::1]:8080, http://[0:0:0:0:0:0:0:1]:8080",
        "https://[2001:db8::1], https://[2001:DB8:0::0001]:443",
        "https://xn--bcher-kva.example, https://b\u00fccher.example",
        "https://xn--bcher-kva.example, https://B\u00dcCHER.example",
        "capacitor://localhost, Capacitor://LocalHost",
        "'null', 'null'"
    })
    void theseAreTheSame(String one, String other) {
        assertEquals(WebOrigin.parse(one), WebOrigin.parse(other));
        assertEquals(WebOrigin.parse(one).toString(), WebOrigin.parse(other).toString());
        assertEquals(one, WebOrigin.parse(other).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, http://example.com",
        "https://example.com, https://example.com:80",
        "https://example.com, https://example.com:8443",
        "https://example.com, https://www.example.com",
        "https://example.com, https://example.com.evil.example",
        "http://[::1], http://[::2]",
        "http://localhost, http://127.0.0.1",
        "capacitor://localhost, ionic://localhost",
        "file://, 'null'"
    })
    void theseAreNot(String one, String other) {
        assertNotEquals(WebOrigin.parse(one), WebOrigin.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NULL",
                "https://",
                "https://.:443:443",
                "https://example.com/",
                "https://example.com https://example.com",
                "https://example.com, https://example.com",
                "https://example.com\\@evil.example",
                "https://evil.example@example.com",
                "https://exa mple.com",
                "https://[::1",
                "https://[::g]",
                "https://[1.2.3.4.5]",
                "javascript:alert(1)"
            })
    void theseAreNone(String text) {
        assertNull(WebOrigin.ofHeader(text));
    }

    @Test
    void octetsThatAreUtf8AreReadAsThat() {
        String octets =
                new String("https://b\u00fccher.example".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertEquals(WebOrigin.parse("https://xn--bcher-kva.example"), WebOrigin.ofHeader(octets));
    }
}
