package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FramesTest {

    @Test
    void whatIsNullOrOfAnotherTypeIsNotSaid() {
        JsonObject frame =
                new JsonObject().putNull("pc").put("to", 7).put("room", "r").put("n", 3);
        assertEquals(
                List.of("", "", "", "r"),
                Stream.of("pc", "to", "none", "room")
                        .map(name -> Frames.text(frame, name))
                        .toList());
        assertEquals(3, Frames.whole(frame, "n", -1));
        assertEquals(-1, Frames.whole(frame, "pc", -1));
        assertEquals(-1, Frames.whole(frame, "room", -1));
    }

    @Test
    void oneThatCannotBeTakenIsNotInTheWayOfOthers() {
        List<Feed.Item> items = Stream.of("one", "bad", "two")
                .map(type -> new Feed.Item(type, new byte[0], Cursor.START))
                .toList();
        List<String> taken = new ArrayList<>();
        Frames.forEach(new Feed.Reading(items, Cursor.START), item -> {
            if (item.type().equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
            taken.add(item.type());
        });
        assertEquals(List.of("one", "two"), taken);
    }
}
