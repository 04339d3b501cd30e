package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerJsSettingsTest {

    private record Clients(
            Optional<Boolean> enabled,
            Map<String, BeckonConfig.Application> keys,
            Optional<List<String>> path,
            int anonymousPerMinute,
            Optional<Duration> ticketLife)
            implements BeckonConfig.PeerJs {}

    private static List<String> paths(String... configured) {
        return PeerJsSettings.paths(new Clients(
                Optional.of(true), Map.of(), Optional.of(configured).map(Arrays::asList), 60, Optional.empty()));
    }

    @Test
    void aPathIsOneOrMoreNames() {
        assertEquals(List.of("/myapp", "/games/chess-2.0"), paths(" /myapp/", "/myapp", "/games/chess-2.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "myapp", "//myapp", "/my app", "/../v1", "/:key", "/*", "/my%61pp", "/a/b/c/d/e"})
    void whatIsNoneIsNamed(String path) {
        assertEquals(
                "beckon.peerjs.path=" + path
                        + ": a path is / and a name, up to four times, each of A-Z, a-z, 0-9, _, ., ~ and -; / itself is there anyway",
                assertThrows(Misconfiguration.class, () -> paths(path)).getMessage());
    }

    /** Among them all directories of the web application. */
    static Stream<String> taken() {
        File[] directories =
                Objects.requireNonNull(new File("src/main/resources/META-INF/resources").listFiles(File::isDirectory));
        return Stream.concat(
                Arrays.stream(directories).map(directory -> "/" + directory.getName()),
                Stream.of("/v1/rooms", "/q", "/development", "/peerjs/"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void norMayItBeOneOfTheServicesOwn(String path) {
        assertEquals(
                "beckon.peerjs.path=" + path + ": the service has paths of its own there; /peerjs is there anyway",
                assertThrows(Misconfiguration.class, () -> paths(path)).getMessage());
    }
}
