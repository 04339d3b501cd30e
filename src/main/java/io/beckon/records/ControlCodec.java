package io.beckon.records;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogOut;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.identity.UserKey;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Announcements as records of the control log. Whoever reads them passes over attributes that it does not know. Safe for use by any
 * number of threads.
 */
public final class ControlCodec {

    private static final String SIGN_OUT = "io.beckon.control.sign-out.v1";
    private static final String NOT_BEFORE = "io.beckon.control.not-before.v1";
    private static final String LOG_IN = "io.beckon.control.log-in.v1";
    private static final String LOG_OUT = "io.beckon.control.log-out.v1";
    private static final String INSTANCE_GONE = "io.beckon.control.instance-gone.v1";
    private static final String REMOVAL = "io.beckon.control.removal.v1";

    /** The announcement's kind and version, as a CloudEvents type. */
    public String type(Announcement announcement) {
        return switch (announcement) {
            case SignOut signOut -> SIGN_OUT;
            case NotBefore notBefore -> NOT_BEFORE;
            case LogIn logIn -> LOG_IN;
            case LogOut logOut -> LOG_OUT;
            case InstanceGone gone -> INSTANCE_GONE;
            case Removal removal -> REMOVAL;
        };
    }

    /** As JSON. */
    public byte[] encode(Announcement announcement) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            write(new FrameWriter(json), announcement);
            json.writeEndObject();
        });
    }

    private static void write(FrameWriter to, Announcement announcement) throws IOException {
        switch (announcement) {
            case SignOut signOut ->
                to.text("issuer", signOut.issuer())
                        .text("signIn", signOut.signIn())
                        .text("user", signOut.user())
                        .instant("at", signOut.at())
                        .text("tokenId", signOut.tokenId());
            case NotBefore(var issuer, var at) -> to.text("issuer", issuer).instant("at", at);
            case LogIn(var user, var session, var incarnation, var displaces) -> {
                write(to, user);
                to.text("session", session);
                StateFields.write(to, incarnation);
                to.flag("displaces", displaces);
            }
            case LogOut(var user, var session, var incarnation) -> {
                write(to, user);
                to.text("session", session);
                StateFields.write(to, incarnation);
            }
            case InstanceGone(var instance) -> to.text("instance", instance);
            case Removal(var user, var at, var reason) -> {
                write(to, user);
                to.instant("at", at).text("reason", reason);
            }
        }
    }

    private static void write(FrameWriter to, UserKey user) throws IOException {
        to.text("tenant", user.tenant()).text("issuer", user.issuer()).text("user", user.user());
    }

    /** @throws UnreadableRecord when this version cannot */
    public Announcement decode(String type, byte[] json) throws UnreadableRecord {
        return switch (type) {
            case SIGN_OUT -> signOut(RecordFields.read(json));
            case NOT_BEFORE -> {
                RecordFields from = RecordFields.read(json);
                yield new NotBefore(from.text("issuer"), instant(from, "at"));
            }
            case LOG_IN -> {
                RecordFields from = RecordFields.read(json);
                yield new LogIn(
                        user(from), from.text("session"), StateFields.incarnation(from), from.flag("displaces"));
            }
            case LOG_OUT -> {
                RecordFields from = RecordFields.read(json);
                yield new LogOut(user(from), from.text("session"), StateFields.incarnation(from));
            }
            case INSTANCE_GONE -> new InstanceGone(RecordFields.read(json).text("instance"));
            case REMOVAL -> {
                RecordFields from = RecordFields.read(json);
                yield new Removal(user(from), instant(from, "at"), from.textIfAny("reason"));
            }
            default -> throw new UnreadableRecord(UnreadableRecord.Kind.UNKNOWN_TYPE, type);
        };
    }

    private static SignOut signOut(RecordFields from) throws UnreadableRecord {
        @Nullable String signIn = from.textIfAny("signIn");
        @Nullable String user = from.textIfAny("user");
        if (signIn == null && user == null) {
            throw RecordFields.garbled("names nobody");
        }
        return new SignOut(from.text("issuer"), signIn, user, instant(from, "at"), from.textIfAny("tokenId"));
    }

    private static UserKey user(RecordFields from) throws UnreadableRecord {
        return new UserKey(from.text("tenant"), from.text("issuer"), from.text("user"));
    }

    private static Instant instant(RecordFields from, String name) throws UnreadableRecord {
        try {
            return Instant.parse(from.text(name));
        } catch (DateTimeException e) {
            throw RecordFields.garbled(name + " is no time");
        }
    }
}
