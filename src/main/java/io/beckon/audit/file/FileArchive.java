package io.beckon.audit.file;

import io.beckon.archive.Archive;
import io.beckon.archive.AuditPage;
import io.beckon.archive.AuditSearch;
import io.beckon.archive.NothingKept;
import io.beckon.archive.Replayed;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The past as a node alone has it: audit records in its files, if it writes any. Its log keeps nothing that was delivered.
 *
 * @param file the newest; {@code null}: it writes none
 * @param kept files there may be before it
 */
public record FileArchive(@Nullable Path file, int kept) implements Archive {

    @Override
    public Replayed room(RoomKey room, Instant from) throws NothingKept {
        throw noLog();
    }

    @Override
    public Replayed call(String call) throws NothingKept {
        throw noLog();
    }

    private static NothingKept noLog() {
        return new NothingKept("this service keeps no log: what happened is kept where beckon.log is kafka");
    }

    @Override
    public AuditPage audit(AuditSearch search) throws NothingKept, IOException {
        if (file == null) {
            throw new NothingKept("this service keeps no audit records: set beckon.audit.file, or beckon.log to kafka");
        }
        return new FilesBackwards(file, kept).read(search);
    }
}
