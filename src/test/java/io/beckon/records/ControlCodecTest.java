package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogOut;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {

    private static final String ISSUER = "https://sso.example/realms/a";
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserKey USER = new UserKey("default", ISSUER, "Zoë");
    private static final Incarnation INCARNATION = new Incarnation(2, "i-1");

    private final ControlCodec codec = new ControlCodec();

    static Stream<Announcement> announcements() {
        return Stream.of(
                new SignOut(ISSUER, "sid-1", "Zoë", AT, "jti-1"),
                new NotBefore(ISSUER, AT),
                new LogIn(USER, "s-1", INCARNATION, true),
                new LogOut(USER, "s-1", INCARNATION),
                new InstanceGone("i-1"),
                new Removal(USER, AT, null));
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void goldenRecordsAreReadAndWritten(Announcement announcement) throws Exception {
        String type = codec.type(announcement);
        String golden =
                GoldenRecord.text(type.replace("io.beckon.control.", "control-").replace(".v1", ""));
        assertEquals(golden, new String(codec.encode(announcement), UTF_8));
        assertEquals(announcement, codec.decode(type, golden.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void attributesOfALaterVersionArePassedOver(Announcement announcement) throws Exception {
        String json = new String(codec.encode(announcement), UTF_8);
        String more = "{\"later\":{\"x\":[1,null]}," + json.substring(1);
        assertEquals(announcement, codec.decode(codec.type(announcement), more.getBytes(UTF_8)));
    }

    @Test
    void aSignOutOfAUserHasNoSignIn() throws Exception {
        SignOut signOut = new SignOut(ISSUER, null, "Zoë", AT, null);
        assertEquals(signOut, codec.decode(codec.type(signOut), codec.encode(signOut)));
    }

    @Test
    void aRemovalSaysWhy() throws Exception {
        Removal removal = new Removal(USER, AT, "left the company");
        assertEquals(removal, codec.decode(codec.type(removal), codec.encode(removal)));
    }

    @Test
    void aTypeOfALaterVersionIsSaidToBeUnknown() {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class, () -> codec.decode("io.beckon.control.log-in.v2", "{}".getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.UNKNOWN_TYPE, e.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sign-out | {}",
                "sign-out | []",
                "sign-out | {\"issuer\":\"i\",\"at\":\"2026-03-01T12:00:00Z\"}",
                "sign-out | {\"issuer\":\"i\",\"user\":\"u\",\"at\":\"at noon\"}",
                "sign-out | {\"issuer\":\"i\",\"user\":\"u\",\"at\":7}",
                "not-before | {\"issuer\":\"i\"}",
                "log-in | {\"tenant\":\"t\",\"issuer\":\"i\",\"user\":\"u\",\"session\":\"s\",\"displaces\":true}",
                "log-out | {\"session\":\"s\",\"incarnation\":1,\"instance\":\"i\"}",
                "instance-gone | {\"instance\":null}",
                "removal | {\"tenant\":\"t\",\"issuer\":\"i\",\"at\":\"2026-03-01T12:00:00Z\"}",
                "removal | {\"tenant\":\"t\",\"issuer\":\"i\",\"user\":\"u\"}"
            })
    void whatItsTypeDoesNotSayIsGarbled(String kind, String json) {
        UnreadableRecord e = assertThrows(
                UnreadableRecord.class, () -> codec.decode("io.beckon.control." + kind + ".v1", json.getBytes(UTF_8)));
        assertSame(UnreadableRecord.Kind.GARBLED, e.kind());
    }
}
