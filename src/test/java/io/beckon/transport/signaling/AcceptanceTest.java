package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream | true",
                "Text/Event-Stream | true",
                "text/event-stream;charset=utf-8 | true",
                "text/event-stream, */* | true",
                "application/json, text/event-stream | true",
                "*/*;q=0.1, text/event-stream;q=0.1 | true",
                "text/* | true",
                "text/event-stream;q=0.001, application/*;q=0 | true",
                "text/event-stream;q=often | true",
                "*/* | false",
                "application/json | false",
                "text/event-stream;q=0 | false",
                "text/event-stream; Q=0.000, */* | false",
                "application/json, text/event-stream;q=0.5 | false",
                "application/*;q=0.6, text/event-stream;q=0.5 | false",
                "*/*, text/event-stream;q=0.5 | false",
                "text/event-stream-of-mine | false",
                "application/json;profile=\"text/event-stream\" | false",
            })
    void eventsAreForThoseWhoWouldNotRatherHaveJson(String accept, boolean events) {
        assertEquals(events, Acceptance.isForEvents(List.of(accept)));
    }

    @Test
    void allLinesCount() {
        assertEquals(true, Acceptance.isForEvents(List.of("application/json;q=0.5", "text/event-stream")));
        assertEquals(false, Acceptance.isForEvents(List.of("text/event-stream;q=0.5", "application/json")));
        assertEquals(false, Acceptance.isForEvents(List.of()));
    }
}
