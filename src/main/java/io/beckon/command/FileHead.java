package io.beckon.command;

import io.beckon.audit.seal.SealState;
import io.beckon.records.EventLine;
import io.beckon.records.LineReader;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a file of records begins, up to its first seal: by that its place in the trail is known, whatever its name. */
final class FileHead implements LineReader.Taker {

    /** More than any file has before its first seal. */
    private static final int MOST_LINES = 10_000;

    private @Nullable SealState seal;
    private boolean isExported;
    private long lines;

    private FileHead() {}

    /** What can be read of it, which may be nothing: whoever reads all of it says why. */
    static FileHead of(String name) {
        FileHead head = new FileHead();
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            new LineReader(in).read(head);
        } catch (IOException e) {
            return head;
        }
        return head;
    }

    @Override
    public void line(byte[] text, int from, int to, long number, boolean isEnded) {
        lines = number;
        try {
            StoredEvent event = EventLine.read(text, from, to);
            isExported |= event.partition() >= 0;
            seal = SealState.ofSeal(event).orElse(null);
        } catch (UnreadableRecord e) {
            // Whoever verifies it says so.
        }
    }

    @Override
    public void tooLong(long number) {
        lines = number;
    }

    @Override
    public boolean wantsMore() {
        return seal == null && lines < MOST_LINES;
    }

    /** Its first seal; {@code null}: it has none, or not among its first lines. */
    @Nullable SealState seal() {
        return seal;
    }

    /** Whether it is from a topic, whose partitions have seals each of their own. */
    boolean isExported() {
        return isExported;
    }
}
