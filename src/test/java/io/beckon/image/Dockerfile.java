package io.beckon.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the files in {@code src/main/docker}, as its instructions. */
record Dockerfile(String name, List<Instruction> instructions) {

    /** What every image of the service sets: others can connect, so tokens are checked. */
    static final Map<String, String> OPEN_AND_CHECKED = Map.of(
            "QUARKUS_HTTP_HOST", "0.0.0.0",
            "QUARKUS_MANAGEMENT_HOST", "0.0.0.0",
            "BECKON_LOG", "kafka",
            "BECKON_IDENTITY", "oidc");

    private static final Path FOLDER = Path.of("src", "main", "docker");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_.]+)=(\"[^\"]*\"|\\S+)");

    /** @param keyword in capitals */
    record Instruction(String keyword, String arguments) {}

    static Dockerfile read(String name) {
        try {
            String text = Files.readString(FOLDER.resolve(name))
                    .replaceAll("(?m)^\\s*#.*\n", "")
                    .replaceAll("\\\\\n\\s*", " ");
            return new Dockerfile(
                    name,
                    text.lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> line.split("\\s+", 2))
                            .map(parts -> new Instruction(parts[0], parts[1].strip()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the last FROM: the image that is kept. */
    Dockerfile last() {
        int from = instructions.lastIndexOf(instructions.stream()
                .filter(instruction -> instruction.keyword().equals("FROM"))
                .reduce((first, second) -> second)
                .orElseThrow());
        return new Dockerfile(name, instructions.subList(from, instructions.size()));
    }

    List<String> all(String keyword) {
        return instructions.stream()
                .filter(instruction -> instruction.keyword().equals(keyword))
                .map(Instruction::arguments)
                .toList();
    }

    Optional<String> one(String keyword) {
        return all(keyword).stream().reduce((first, second) -> second);
    }

    /** Names and values of all {@code ENV}, {@code LABEL} or {@code ARG}. */
    Map<String, String> pairs(String keyword) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String arguments : all(keyword)) {
            Matcher pair = PAIR.matcher(arguments);
            while (pair.find()) {
                pairs.put(pair.group(1), pair.group(2).replace("\"", ""));
            }
        }
        return pairs;
    }
}
