package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.beckon.wire.ServerUnderTest;
import java.net.URI;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Pages of other origins than the service's: they load the client from it, and hear why they are not let in. */
@Isolated("browsers")
class ForeignPageIT {

    private static final URI LISTED = URI.create("http://localhost:5173");

    private static final String CONNECT = """
            async ([service, room, given]) => {
              const { Signaling } = await import(service + "/client/beckon.js");
              const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"user": "ada"}' };
              const token = given ?? (async () => (await (await fetch(service + "/development/token", request)).json()).access_token);
              const signaling = new Signaling({ url: service, token: typeof token === "string" ? () => token : token });
              try {
                return (await signaling.join(room)).name;
              } catch ({ message }) {
                return message;
              } finally {
                signaling.close();
              }
            }""";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.allowed-origins", LISTED.toString());

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aPageOfAListedOriginGetsClientTokenAndSession() {
        assertEquals(room, connectFrom(LISTED, null));
    }

    @Test
    void thePageOfTheServiceItselfDoesSoToo() {
        assertEquals(room, connectFrom(scripts.link().url(), null));
    }

    @Test
    void aPageOfAnotherOriginIsToldThatItIsNotLetIn() {
        URI other = scripts.link(server.url()).url();
        try (BrowserContext context = scripts.chromium().newContext()) {
            Page page = context.newPage();
            // A document without a policy of its own.
            page.navigate(other + "/v1/sign-in");
            assertEquals(
                    "The service does not let pages of " + other + " in: beckon.allowed-origins does not list that.",
                    connect(page::evaluate, "any"));
        }
    }

    @Test
    void aTokenThatIsRefusedAgainAndAgainIsTheEnd() {
        assertEquals(
                "The service does not accept the token (401), nor those that replaced it.", connectFrom(LISTED, "bad"));
    }

    /** What the browser itself writes to the console of refusals does not matter here. */
    private Object connectFrom(URI origin, @Nullable String token) {
        ScriptPage page = new ScriptPage(scripts.chromium().newContext(), origin, "<p>A page of its own.</p>", "");
        try {
            return connect(page::evaluate, token);
        } finally {
            page.close();
        }
    }

    private Object connect(BiFunction<String, Object, Object> evaluate, @Nullable String token) {
        return evaluate.apply(CONNECT, Arrays.asList(scripts.link().url().toString(), room, token));
    }
}
