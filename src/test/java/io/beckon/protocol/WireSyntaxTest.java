package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WireSyntaxTest {

    @Test
    void requestIdsArePrintableAsciiWithoutSpace() {
        assertTrue(WireSyntax.isRequestId("!~\"\\"));
        assertTrue(WireSyntax.isRequestId("x".repeat(64)));
        for (String text : new String[] {"", " ", "\u007f", "é", "x".repeat(65)}) {
            assertFalse(WireSyntax.isRequestId(text), text);
        }
    }

    @Test
    void idsOfTheServiceAreBase64Url() {
        assertTrue(WireSyntax.isServerId("aZ09_-"));
        for (String text : new String[] {"", "a.b", "a+b", "ä", "x".repeat(65)}) {
            assertFalse(WireSyntax.isServerId(text), text);
        }
    }

    @Test
    void roomsMayBeNamedInAnyScript() {
        for (String name : new String[] {"r", "...", "a b", "会議室", "غرفة", "e\u0301", "👋".repeat(128), "a?b#c%d"}) {
            assertTrue(WireSyntax.isRoomName(name), name);
        }
    }

    @Test
    void roomsAreNotNamedLikePathsNorHaveHiddenCharacters() {
        for (String name : new String[] {
            "", ".", "..", "a/b", "a\\b", " a", "a ", "\u00a0a", "a\nb", "a\u0000", "\u0085", "\ud800", "👋".repeat(129)
        }) {
            assertFalse(WireSyntax.isRoomName(name), name);
        }
    }

    @Test
    void namesMayBeWrittenRightToLeftButNotOverridden() {
        assertTrue(WireSyntax.isName("\u200fדנה\u200f (מ)"));
        assertTrue(WireSyntax.isName("👋".repeat(64)));
        for (String name : new String[] {"", "a\u202eb", "a\u2066b", "a\tb", "\udc00", "👋".repeat(65)}) {
            assertFalse(WireSyntax.isName(name), name);
        }
    }

    @Test
    void aReasonMayBeEmpty() {
        assertTrue(WireSyntax.isReason(""));
        assertTrue(WireSyntax.isReason("x".repeat(256)));
        assertFalse(WireSyntax.isReason("x".repeat(257)));
    }

    @Test
    void aPlaceInATraceIsWhatTraceContextSays() {
        String ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
        for (String good : List.of(
                "00-" + ids + "-01",
                "00-" + ids + "-00",
                "00-" + ids + "-ff",
                "01-" + ids + "-01",
                "cc-" + ids + "-01-later")) {
            assertTrue(WireSyntax.isTraceparent(good), good);
        }
        for (String bad : List.of(
                "",
                "00-" + ids,
                "00-" + ids + "-",
                "00-" + ids + "-0",
                "00-" + ids + "-0g",
                "00-" + ids + "-01-",
                "00-" + ids + "-01 ",
                " 00-" + ids + "-01",
                "ff-" + ids + "-01",
                "01-" + ids + "-01later",
                "01-" + ids + "-01-" + "x".repeat(300),
                "00-" + ids.toUpperCase(Locale.ROOT) + "-01",
                "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0".repeat(16) + "-01",
                "00_" + ids + "-01")) {
            assertFalse(WireSyntax.isTraceparent(bad), bad);
        }
    }
}
