package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** One side of a call that is made with the client: the page {@code call.html}, and what a test does with it and sees of it. */
record CallPage(ScriptPage script) {

    private static final String HTML = read("call.html");

    /** Joins with camera and microphone. */
    static CallPage open(Scripts scripts, Link link, String room, String user) {
        return open(scripts, link, new JsonObject().put("room", room).put("user", user));
    }

    static CallPage open(Scripts scripts, Link link, JsonObject parameters) {
        String fragment =
                URLEncoder.encode(parameters.encode(), StandardCharsets.UTF_8).replace("+", "%20");
        CallPage page = new CallPage(scripts.open(HTML, link, fragment));
        page.script.await("() => globalThis.call?.ready");
        return page;
    }

    static String read(String name) {
        try (InputStream file = CallPage.class.getResourceAsStream("/web/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until this many videos are there and go on. */
    void awaitVideos(int videos) {
        script.evaluate("async () => call.flows(" + videos + ")");
    }

    /** Begins to send a second video; the negotiation goes on after that. */
    void shareScreen() {
        script.evaluate("() => call.shareScreen()");
    }

    void unshareScreen() {
        script.evaluate("() => call.unshareScreen()");
    }

    /** Sends the next number, now or when it can. */
    void say() {
        script.evaluate("() => void call.say()");
    }

    /** All that the other has said has come, once and in order. */
    void awaitAllSaid(int count) {
        script.await("() => call.received.length >= " + count);
        assertEquals(IntStream.rangeClosed(1, count).boxed().toList(), script.evaluate("() => call.received"));
    }

    void await(String expression) {
        script.await(expression);
    }

    Object evaluate(String expression) {
        return script.evaluate(expression);
    }

    Object evaluate(String function, Object argument) {
        return script.evaluate(function, argument);
    }

    /** The states that the connection to the service has had. */
    List<?> states() {
        return (List<?>) script.evaluate("() => call.states");
    }

    /** The peer connections have had no trouble that they told of. */
    void assertNoProblems() {
        assertEquals(List.of(), script.evaluate("() => call.problems"));
    }
}
