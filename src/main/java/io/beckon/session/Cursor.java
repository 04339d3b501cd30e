package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a client that polls has come: what it carries with it, so that any node can go on from there.
 *
 * @param source whose {@code notes} are meant; those of another node's are others
 * @param notes how many of what has no place in a room's log it has seen
 * @param seen by room, the last {@code seq}
 * @param seq a bare one, in the only room or in the one that the request names; {@code null}: none
 */
public record Cursor(
        String source,
        long notes,
        Map<String, Long> seen,
        @Nullable Long seq) {

    /** From the beginning. */
    public static final Cursor START = new Cursor("", 0, Map.of(), null);

    /** Characters: as many rooms as a {@link Feed} knows, with names of 128 characters of three bytes each. */
    static final int LONGEST = 18_000;

    private static final long MOST_SEQ = (1L << 53) - 1;
    private static final String VERSION = "1";

    public Cursor {
        seen = Map.copyOf(seen);
    }

    /** @throws IllegalArgumentException when it is none of this service */
    public static Cursor parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("not a cursor of this service");
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? bare(text) : decoded(text);
    }

    private static Cursor bare(String text) {
        try {
            return new Cursor("", 0, Map.of(), Math.min(Long.parseLong(text), MOST_SEQ));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a seq", e);
        }
    }

    private static Cursor decoded(String text) {
        String[] lines = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        if (head.length != 3 || !head[0].equals(VERSION)) {
            throw new IllegalArgumentException("not a cursor of this service");
        }
        Map<String, Long> seen = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] room = lines[i].split(" ", 2);
            if (room.length != 2) {
                throw new IllegalArgumentException("not a cursor of this service");
            }
            seen.put(room[1], Long.parseLong(room[0]));
        }
        return new Cursor(head[1], Long.parseLong(head[2]), seen, null);
    }

    /** Opaque to clients: base64url (RFC 4648), which no bare {@code seq} looks like. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION + " " + source + " " + notes);
        seen.forEach((room, seq) -> text.append('\n').append(seq).append(' ').append(room));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(UTF_8));
    }

    /** The last {@code seq} of a room that was seen; -1: none. */
    public long seen(String room) {
        return seq == null ? seen.getOrDefault(room, -1L) : seq;
    }
}
