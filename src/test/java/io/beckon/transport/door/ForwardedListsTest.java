package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedListsTest {

    private static List<String> tidied(String name, String... lines) {
        HttpHeaders headers = new DefaultHttpHeaders(false).set(name, List.of(lines));
        ForwardedLists.tidy(headers);
        return headers.getAll(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,, "})
    void whatHasNoElementsIsNotThere(String value) {
        assertEquals(List.of(), tidied("X-Forwarded-For", value));
        assertEquals(List.of(), tidied("x-forwarded-host", value, value));
        assertEquals(List.of(), tidied("Forwarded", value));
    }

    @Test
    void theFirstElementIsTheFirstThatThereIs() {
        assertEquals(List.of("192.0.2.1"), tidied("X-Forwarded-For", "192.0.2.1"));
        assertEquals(List.of("192.0.2.1,192.0.2.2"), tidied("X-Forwarded-For", ", 192.0.2.1 ,, 192.0.2.2,"));
        assertEquals(List.of("192.0.2.1,192.0.2.2"), tidied("X-Forwarded-For", "", "192.0.2.1", "192.0.2.2"));
        assertEquals(List.of("https,http"), tidied("X-Forwarded-Proto", "https , http"));
        assertEquals(List.of("for=192.0.2.1;proto=https"), tidied("Forwarded", ",for=192.0.2.1;proto=https"));
    }

    @Test
    void otherHeadersStayAsTheyAre() {
        assertEquals(List.of("a, ,b", ""), tidied("Accept", "a, ,b", ""));
    }
}
