package io.beckon.web;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A device of somebody's: the page {@code phone.html}. */
record Phone(ScriptPage script) {

    private static final String HTML = CallPage.read("phone.html");

    /** Can be called from now on. */
    static Phone of(String user, Scripts scripts, Link link) {
        String fragment = URLEncoder.encode(new JsonObject().put("user", user).encode(), StandardCharsets.UTF_8);
        Phone phone = new Phone(scripts.open(HTML, link, fragment));
        phone.script.await("() => globalThis.phone?.ready");
        return phone;
    }

    void dial(String user) {
        script.evaluate("() => phone.dial('" + user + "')");
    }

    void awaitRinging(int times) {
        script.await("() => phone.rang === " + times + " && phone.call.state === 'ringing'");
    }

    void accept() {
        script.evaluate("() => phone.accept()");
    }

    void talk() {
        script.evaluate("() => phone.talk()");
    }

    void awaitVideo() {
        script.await("() => phone.sees()");
    }

    void awaitRoom() {
        script.await("() => phone.call.room");
    }

    void hangUp() {
        script.evaluate("() => phone.call.hangup()");
    }

    void awaitEnd(int calls, String outcome) {
        script.await("() => phone.ended.length === " + calls + " && phone.ended.at(-1).outcome === '" + outcome + "'");
    }

    /** When it accepted, by the clock that all pages have. */
    double acceptedAt() {
        return number("() => phone.acceptedAt");
    }

    double endedAt() {
        return number("() => phone.ended.at(-1).at");
    }

    private double number(String function) {
        return ((Number) script.evaluate(function)).doubleValue();
    }
}
