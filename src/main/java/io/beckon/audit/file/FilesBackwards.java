package io.beckon.audit.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.archive.AuditPage;
import io.beckon.archive.AuditSearch;
import io.beckon.archive.Stretch;
import io.beckon.audit.Sha256;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of a {@link RotatingFile}, and from page to page older ones, while it is written. A page goes on in a file by what that
 * file begins with, since its name changes when a new one begins.
 */
final class FilesBackwards {

    /** Looked at for one page. */
    static final int MOST_BYTES = 8 << 20;

    /** Of what a file begins with: its first record has an id that no other has. */
    private static final int HEAD_BYTES = 512;

    private static final Pattern PLACE = Pattern.compile("([0-9a-f]{64}) (\\d{1,18})");

    private final Path newest;
    private final int kept;
    private final int most;

    FilesBackwards(Path newest, int kept) {
        this(newest, kept, MOST_BYTES);
    }

    FilesBackwards(Path newest, int kept, int most) {
        this.newest = newest;
        this.kept = kept;
        this.most = most;
    }

    /** Where to look on. */
    private record Place(String head, long end) {}

    /** @throws IllegalArgumentException when the search goes on after what is no page's end */
    AuditPage read(AuditSearch search) throws IOException {
        Place place = search.after() == null ? null : place(search.after());
        for (int number = 0; number <= kept; number++) {
            Path file = number == 0 ? newest : RotatingFile.numbered(newest, number);
            try (FileChannel channel = FileChannel.open(file)) {
                String head = head(channel);
                if (head != null && (place == null || place.head.equals(head))) {
                    long end = place == null ? channel.size() : Math.min(place.end, channel.size());
                    return page(search, channel, new Place(head, end), number);
                }
            } catch (NoSuchFileException e) {
                // There may be none yet, or it gets another name just now.
            }
        }
        return new AuditPage(List.of(), 0, null);
    }

    private AuditPage page(AuditSearch search, FileChannel channel, Place place, int number) throws IOException {
        long from = Math.max(0, place.end - most);
        byte[] text = read(channel, from, (int) (place.end - from));
        int begin = from == 0 ? 0 : behindLine(text, 0);
        Stretch stretch = new Stretch(search, from + begin, place.end);
        for (int line = begin, end = behindLine(text, line); end > line; line = end, end = behindLine(text, line)) {
            look(stretch, text, line, end - 1, from);
        }
        List<StoredEvent> events = Stretch.newest(List.of(stretch), search.limit());
        Place left = stretch.left() > 0 ? new Place(place.head, stretch.left()) : before(place.head, number);
        return new AuditPage(events, stretch.looked(), left == null ? null : text(left));
    }

    private static void look(Stretch stretch, byte[] text, int from, int to, long offset) {
        try {
            stretch.look(EventLine.read(text, from, to), offset + from);
        } catch (UnreadableRecord e) {
            // None of the service's; `verify` says so.
        }
    }

    /** Behind the line break of the line that begins there; that place itself where there is none. */
    private static int behindLine(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return from;
    }

    /** The end of the next older file than that one; {@code null} when there is none. */
    private @Nullable Place before(String of, int number) throws IOException {
        for (int older = number + 1; older <= kept; older++) {
            try (FileChannel channel = FileChannel.open(RotatingFile.numbered(newest, older))) {
                String head = head(channel);
                if (head != null && !head.equals(of)) {
                    return new Place(head, channel.size());
                }
            } catch (NoSuchFileException e) {
                // Somebody has compressed it, or moved it away: those before it may be there.
            }
        }
        return null;
    }

    /** What tells a file from others; {@code null} where there is nothing in it. */
    private static @Nullable String head(FileChannel channel) throws IOException {
        byte[] head = read(channel, 0, (int) Math.min(HEAD_BYTES, channel.size()));
        int end = behindLine(head, 0);
        return head.length == 0
                ? null
                : HexFormat.of().formatHex(Sha256.of(end == 0 ? head : Arrays.copyOf(head, end)));
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(length);
        while (text.hasRemaining() && channel.read(text, from + text.position()) >= 0) {}
        return text.array();
    }

    private static String text(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.head + ' ' + place.end).getBytes(US_ASCII));
    }

    private static Place place(String after) {
        Matcher place = PLACE.matcher(new String(Base64.getUrlDecoder().decode(after), US_ASCII));
        if (!place.matches()) {
            throw new IllegalArgumentException("no end of a page: " + after);
        }
        return new Place(place.group(1), Long.parseLong(place.group(2)));
    }
}
