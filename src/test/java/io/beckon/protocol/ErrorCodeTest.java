package io.beckon.protocol;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The codes by which clients tell errors apart. */
class ErrorCodeTest {

    @Test
    void theDocumentNamesEachCodeAndNoOther() throws IOException {
        String text = Files.readString(Path.of("docs/protocol.md"));
        int from = text.indexOf("`error.code`:");
        String list = text.substring(from + "`error.code`:".length(), text.indexOf(".\n", from));
        Set<String> named = Pattern.compile("`([a-z-]+)`")
                .matcher(list)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(toCollection(TreeSet::new));
        Set<String> all =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).collect(toCollection(TreeSet::new));
        assertEquals(all, named);
    }
}
