package io.beckon.audit.file;

import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.SealState;
import io.beckon.records.EventLine;
import io.beckon.records.LineReader;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an earlier process has left in a file: its last seal, and the leaves of the records behind it. */
final class FileTail implements LineReader.Taker {

    private final List<byte[]> leaves = new ArrayList<>();
    private final int most;
    private @Nullable SealState state;
    private long unsealable;

    private FileTail(int most) {
        this.most = most;
    }

    /** @param most leaves that are kept; further ones are counted */
    static FileTail of(Path file, int most) throws IOException {
        FileTail tail = new FileTail(most);
        try (InputStream in = Files.newInputStream(file)) {
            new LineReader(in).read(tail);
        }
        return tail;
    }

    @Override
    public void line(byte[] text, int from, int to, long number, boolean isEnded) {
        try {
            StoredEvent event = EventLine.read(text, from, to);
            Optional<SealState> seal = SealState.ofSeal(event);
            if (seal.isPresent()) {
                state = seal.get();
                leaves.clear();
            } else if (leaves.size() < most) {
                leaves.add(Leaf.of(event));
            } else {
                unsealable++;
            }
        } catch (UnreadableRecord e) {
            unsealable++;
        }
    }

    @Override
    public void tooLong(long number) {
        unsealable++;
    }

    /** After the last seal; {@code null} where the file has none. */
    @Nullable SealState state() {
        return state;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    /** Lines that cannot be sealed any more: they are no records, or too many. */
    long unsealable() {
        return unsealable;
    }
}
