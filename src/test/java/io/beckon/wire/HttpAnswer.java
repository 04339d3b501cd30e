package io.beckon.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The head of an HTTP answer and, where its length was told, its body. */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {

    static HttpAnswer read(InputStream input) throws IOException {
        int status = Integer.parseInt(readLine(input).split(" ")[1]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(input); !line.isEmpty(); line = readLine(input)) {
            String[] parts = line.split(":", 2);
            headers.computeIfAbsent(parts[0].trim(), name -> new ArrayList<>()).add(parts[1].trim());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0));
        return new HttpAnswer(status, headers, new String(input.readNBytes(length), StandardCharsets.UTF_8));
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The members of a header whose value is a list. */
    List<String> list(String name) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::trim)
                .toList();
    }

    private static String readLine(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).trim();
    }
}
