package io.beckon.transport.signaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.transport.signaling.SignalingNode.Guest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads server-sent events. */
record EventReader(HttpClient client, HttpResponse<InputStream> answer, BufferedReader lines) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Event(String id, String type, JsonNode data) {}

    static EventReader of(String address, Guest guest, String lastEventId) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/v1/messages"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + guest.user)
                .header(Credential.HEADER, guest.credential())
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            return new EventReader(
                    client, answer, new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Event next() {
        try {
            String id = "";
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return new Event(id, type, JSON.readTree(line.substring(6)));
                }
            }
            throw new AssertionError("the stream has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to the end. */
    boolean hasEnded() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
