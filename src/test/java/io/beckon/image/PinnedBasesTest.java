package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/pin} writes the digests of the bases wherever these are named. What registries say is made up: builds do not ask them. */
@EnabledOnOs(OS.LINUX)
class PinnedBasesTest {

    /** A tag with a version in it, and the digest where it is pinned by that, too. */
    static final Pattern PINNED =
            Pattern.compile("[a-z0-9.]+/[a-z0-9./-]+:[A-Za-z0-9._-]*[0-9][A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?");

    private static final Path SCRIPT = Path.of(".ci", "pin");
    private static final Path JIB = Path.of("src", "main", "resources", "application.properties");
    private static final List<Path> FILES = Stream.concat(
                    Stream.of("Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro")
                            .map(Path.of("src", "main", "docker")::resolve),
                    Stream.of(JIB, SCRIPT))
            .toList();

    @TempDir
    Path copy;

    @BeforeEach
    void copy() throws IOException {
        for (Path file : FILES) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        registriesSay("the manifest of $3");
    }

    private void registriesSay(String manifest) throws IOException {
        Path skopeo = copy.resolve("skopeo");
        Files.writeString(skopeo, "#!/bin/sh\n[ \"$1 $2\" = 'inspect --raw' ] && printf %s \"" + manifest + "\"\n");
        Files.setPosixFilePermissions(skopeo, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int pin(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("bash", copy.resolve(SCRIPT).toString()), Stream.of(arguments))
                        .toList());
        builder.environment().merge("PATH", copy.toString(), (before, ours) -> ours + ":" + before);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private List<String> named() throws IOException {
        Pattern naming = Pattern.compile("^(?:ARG [A-Z]+_IMAGE|quarkus\\.jib\\.base-jvm-image)=(.+)$");
        Stream.Builder<String> all = Stream.builder();
        for (Path file : FILES) {
            for (String line : Files.readAllLines(copy.resolve(file))) {
                naming.matcher(line).results().forEach(found -> all.add(found.group(1)));
            }
        }
        return all.build().toList();
    }

    private static String pinned(String base) {
        String image = base.replaceFirst("@.*", "");
        String asked = image.startsWith("eclipse-temurin") ? "docker.io/library/" + image : image;
        try {
            byte[] manifest = ("the manifest of docker://" + asked).getBytes();
            return image + "@sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyBaseGetsTheDigestOfItsTag() throws Exception {
        List<String> before = named();
        assertEquals(6, before.size(), before::toString);

        assertEquals(0, pin());

        assertEquals(before.stream().map(PinnedBasesTest::pinned).toList(), named());
    }

    @Test
    void nothingElseIsChanged() throws Exception {
        assertEquals(0, pin());
        assertEquals(0, pin("--unpin"));
        for (Path file : FILES) {
            assertEquals(
                    Files.readString(file).replaceAll("@sha256:[0-9a-f]{64}", ""),
                    Files.readString(copy.resolve(file)),
                    file::toString);
        }
    }

    @Test
    void aDigestIsReplacedByTheOneOfToday() throws Exception {
        assertEquals(0, pin());
        List<String> once = named();
        registriesSay("another manifest of $3");

        assertEquals(0, pin());

        List<String> twice = named();
        for (int i = 0; i < once.size(); i++) {
            assertNotEquals(once.get(i), twice.get(i));
            assertTrue(
                    PINNED.matcher(twice.get(i).replaceFirst("^eclipse", "docker.io/library/eclipse"))
                            .matches(),
                    twice.get(i));
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerChangesNothing() throws Exception {
        List<String> before = named();
        Files.writeString(copy.resolve("skopeo"), "#!/bin/sh\nexit 1\n");

        assertNotEquals(0, pin());

        assertEquals(before, named());
    }

    @Test
    void neitherDoesOneThatAnswersForSomeOnly() throws Exception {
        List<String> before = named();
        Files.writeString(
                copy.resolve("skopeo"),
                "#!/bin/sh\n[ -e '" + copy.resolve("asked") + "' ] && exit 1\ntouch '" + copy.resolve("asked")
                        + "'\nprintf %s \"the manifest of $3\"\n");

        assertNotEquals(0, pin());

        assertEquals(before, named());
    }
}
