package io.beckon.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * The classes that a kind of process loads, as its JVM would have them after it has read and verified them, which saves two fifths
 * of the CPU that a start takes. The first that needs it makes it, and whoever runs the same jars on the same JVM takes it.
 */
final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "class-archives").toAbsolutePath();

    private ClassArchive() {}

    /**
     * The options of a JVM with this class path.
     *
     * @param trial runs such a process with the options that it is given, and ends it orderly once it is ready
     */
    static synchronized List<String> options(String classPath, Consumer<List<String>> trial) {
        Path archive = FOLDER.resolve(fingerprint(classPath) + ".jsa");
        if (!Files.exists(archive)) {
            make(archive, trial);
        }
        // Where it does not fit it is not used, and nobody needs to hear of that.
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static void make(Path archive, Consumer<List<String>> trial) {
        Path fresh = archive.resolveSibling(ProcessHandle.current().pid() + ".jsa");
        try {
            Files.createDirectories(FOLDER);
            trial.accept(List.of("-XX:ArchiveClassesAtExit=" + fresh));
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the JVM, and of the jars by name, size and time. */
    private static String fingerprint(String classPath) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
            for (String entry : classPath.split(File.pathSeparator)) {
                File jar = new File(entry);
                digest.update((jar + " " + jar.length() + " " + jar.lastModified()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
