package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which a realm posts a logout token. */
class LogoutFormIT {

    private static final HandMadeRealm realm = new HandMadeRealm();
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.oidc.poll-interval",
            "0",
            "quarkus.oidc.auth-server-url",
            realm.issuer(),
            "quarkus.oidc.client-id",
            "beckon");

    private static HttpAnswer post(String type, String body) {
        return RawRequest.ask(
                server.url(),
                RawRequest.head(server.url(), "POST /v1/back-channel-logout") + "Content-Type: " + type
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 3000, 30_000})
    void aLogoutTokenMayBeLarge(int bytes) {
        String token = realm.logoutToken("sub", UUID.randomUUID().toString(), "more", "x".repeat(bytes));

        assertEquals(
                200, post(FORM + "; charset=UTF-8", "a=b&logout_token=" + token).status());
    }

    @Test
    void aFormThatWaitsForItIsAskedFor() {
        String form =
                "logout_token=" + realm.logoutToken("sub", UUID.randomUUID().toString());
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(RawRequest.head(server.url(), "POST /v1/back-channel-logout") + "Content-Type: " + FORM
                    + "\r\nExpect: 100-continue\r\nContent-Length: " + form.length() + "\r\n\r\n");
            assertEquals(100, connection.answer().status());
            assertEquals(200, connection.send(form).answer().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&&&",
                "logout_token",
                "logout_token=%",
                "logout_token=%zz",
                "a=%4&logout_token=x",
                "%=a",
                "logout_token=a&logout_token=b",
                "logout_token=a.b.c",
                "logout_token=\u00ff\u00fe"
            })
    void aBadFormIsAnInvalidRequest(String body) {
        assertInvalid(400, post(FORM, body));
    }

    @Test
    void soIsOneWithTooManyFields() {
        assertInvalid(400, post(FORM, "a=b&".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form"})
    void soIsWhatIsNoForm(String type) {
        assertInvalid(400, post(type, "logout_token=x"));
    }

    @Test
    void oneThatIsTooLargeIsToldSo() {
        HttpAnswer answer = post(FORM, "logout_token=" + "x".repeat(70_000));

        assertEquals(413, answer.status());
        assertTrue(answer.body().contains("too-large"), answer::body);
    }

    private static void assertInvalid(int status, HttpAnswer answer) {
        assertEquals(status, answer.status());
        assertTrue(answer.body().contains("\"error\":\"invalid_request\""), answer::body);
        assertFalse(server.process().log().contains("\tat "), "no stack trace");
        assertFalse(server.process().log().contains(" ERROR "), "no error");
    }
}
