package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutFormTest {

    private static Optional<String> token(String body) {
        return LogoutForm.token(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-URLEncoded",
                "application/x-www-form-urlencoded;charset=UTF-8",
                " application/x-www-form-urlencoded ; charset=utf-8; a=b"
            })
    void aFormIsOneWhateverItsParameters(String type) {
        assertTrue(LogoutForm.isType(type));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded2",
                "multipart/form-data",
                "text/plain;application/x-www-form-urlencoded",
                ";application/x-www-form-urlencoded"
            })
    void anythingElseIsNone(String type) {
        assertFalse(LogoutForm.isType(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout_token=a.b.c",
                "logout%5Ftoken=a%2Eb.c",
                "x=1&logout_token=a.b.c&&y",
                "=&logout_token=a.b.c&LOGOUT_TOKEN=other"
            })
    void theTokenIsFoundWhereverItStands(String body) {
        assertEquals(Optional.of("a.b.c"), token(body));
    }

    @Test
    void aValueIsDecodedOnceAndMayHaveAnEqualsSign() {
        assertEquals(Optional.of("a b=%41"), token("logout_token=a+b=%2541"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&&", "logout_token", "logout_token=", "token=a", "xlogout_token=a", "a=logout_token"})
    void thereNeedNotBeOne(String body) {
        assertEquals(Optional.empty(), token(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout_token=a&logout_token=a",
                "logout_token=a&logout%5ftoken=b",
                "logout_token=&logout_token=a",
                "logout_token&logout_token"
            })
    void thereMayNotBeTwo(String body) {
        assertThrows(IllegalArgumentException.class, () -> token(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout_token=%", "logout_token=%4", "logout_token=%zz", "%=a", "a=%xy&logout_token=a"})
    void whatIsNotEncodedAsItShouldBeIsRefusedWithoutBeingRepeated(String body) {
        String said =
                assertThrows(IllegalArgumentException.class, () -> token(body)).getMessage();
        assertEquals("the form is not percent-encoded as it should be", said);
    }

    @Test
    void noMoreFieldsAreReadThanMayBe() {
        String most = "x=1&".repeat(LogoutForm.MOST_FIELDS - 1) + "logout_token=a";

        assertEquals(Optional.of("a"), token(most));
        assertThrows(IllegalArgumentException.class, () -> token("&" + most));
    }
}
