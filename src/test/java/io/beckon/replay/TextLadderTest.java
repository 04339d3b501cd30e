package io.beckon.replay;

import static io.beckon.replay.Story.MDNS;
import static io.beckon.replay.Story.SRFLX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLadderTest {

    private static List<String> text(Story story) {
        Ladder ladder = story.ladder();
        return TextLadder.of(ladder, Diagnosis.of(ladder));
    }

    @Test
    void aLaneForEachAndWhatWentWrong() {
        Story story =
                new Story().join("anna").join("ben").offer("anna", "ben", SRFLX).wait(31);
        String text = String.join("\n", text(story.answer("ben", "anna", MDNS)));
        assertEquals("""
                Room default/stand-up, from 2026-03-01T09:00:00Z on

                A  anna: user u-anna, peer p-anna, session s-anna, joined at 0:00.000
                B  ben: user u-ben, peer p-ben, session s-ben, joined at 0:00.100

                                    A       B
                    1      0:00.000 |       |       the room opens, mesh
                    2      0:00.000 *       |       joins as participant
                    3      0:00.100 |       *       joins as participant
                    4      0:00.200 |------>|       offer v2 audio, 1 srflx [open]
                    5 !    0:31.200 |<------|       answer v2 audio, 1 mDNS [answered]
                    6 !    0:31.200 |.......|       answered after 31 s

                Negotiations
                    4  anna to ben: answered after 31 s

                What went wrong
                    5  only mDNS candidates from ben: no path outside its network; nobody reported that they are
                       connected
                    6  the answer of ben came after 31 s
                """.strip(), text);
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Story six = new Story();
        for (String who : List.of("a", "b", "c", "d", "e", "f")) {
            six.join(who, "A name that is as long as names of people may be ".repeat(4) + who, Role.PARTICIPANT);
        }
        six.offer("a", "f", SRFLX, MDNS, Story.HOST)
                .offer("f", "a")
                .reject("f", "a")
                .message("b", null);
        assertNarrow(text(six));
        six.join("g");
        assertNarrow(text(six.message("a", "g")));
    }

    private static void assertNarrow(List<String> lines) {
        lines.forEach(line -> assertTrue(line.length() <= TextLadder.WIDTH, line));
    }

    @Test
    void ofMoreThanSixEachRowNamesThem() {
        Story seven = new Story();
        for (String who : List.of("a", "b", "c", "d", "e", "f", "g")) {
            seven.join(who);
        }
        List<String> lines = text(seven.message("a", "g"));
        assertTrue(lines.contains("    9      0:00.700  a -> g: message 7 bytes"), String.join("\n", lines));
    }

    @Test
    void namesDoNotSteerTheTerminal() {
        List<String> lines = text(new Story().join("anna", "An\u001b[31mna", Role.PARTICIPANT));
        assertTrue(lines.stream().noneMatch(line -> line.contains("\u001b")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("An?[31mna")), String.join("\n", lines));
    }

    @Test
    void whereNothingWentWrongThatIsSaid() {
        assertEquals(
                "The log shows nothing that went wrong.", text(Story.agreed()).getLast());
    }
}
