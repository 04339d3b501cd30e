package io.beckon.audit.file;

import io.beckon.audit.seal.SealState;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The state of a chain of seals beside the file that has them: {@code file.seal}. It is replaced as a whole. */
final class SideFile {

    private static final Logger LOG = System.getLogger(SideFile.class.getName());

    private final Path path;
    private final Path fresh;

    SideFile(Path of) {
        path = of.resolveSibling(of.getFileName() + ".seal");
        fresh = of.resolveSibling(of.getFileName() + ".seal.new");
    }

    /** {@code null} where there is none, or what there is says nothing. */
    @Nullable SealState read() throws IOException {
        try {
            return new SealState(
                    Files.readString(path, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            LOG.log(Level.WARNING, path + " does not say where the chain of seals is; the files themselves are asked");
            return null;
        }
    }

    void write(SealState state) throws IOException {
        byte[] text = (state.text() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text));
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
