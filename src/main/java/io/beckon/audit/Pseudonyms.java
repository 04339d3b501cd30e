package io.beckon.audit;

import io.beckon.audit.Fact.Administered;
import io.beckon.audit.Fact.CallRinging;
import io.beckon.audit.Fact.CallSettled;
import io.beckon.audit.Fact.CallStarted;
import io.beckon.audit.Fact.KnockAnswered;
import io.beckon.audit.Fact.SessionResumed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Users under pseudonyms: drawn by lot, and whose they are is known by a table alone. Once a user is gone from there, nothing leads from
 * what was written to that person any more. Names for people are left out.
 */
public final class Pseudonyms implements Persons {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;
    private static final String MARK = "~";
    /** In place of what is always there, of a session whose user is not known. */
    private static final Id NOBODYS = new Id(MARK);

    private final Table table;

    /** Whose pseudonyms are whose. Safe for use by several threads. */
    @FunctionalInterface
    public interface Table {
        /** That of a user, from now on the same for as long as the table has it. */
        String of(User user);
    }

    /**
     * A user, as rooms and calls know it.
     *
     * @param tenant empty where none is known
     * @param user the subject of the user's tokens
     */
    public record User(String tenant, String user) {}

    public Pseudonyms(Table table) {
        this.table = table;
    }

    /** One that nobody has: 128 random bits in base64url, behind a {@code ~}, by which pseudonyms can be told. */
    public static String draw() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public AuditEvent shown(AuditEvent event) {
        Id tenant = event.subject().tenant();
        return shown(event, tenant == null ? "" : tenant.value());
    }

    private AuditEvent shown(AuditEvent event, String tenant) {
        Actor actor = event.actor();
        Id subject = actor == null ? null : shown(actor.subject(), tenant);
        return new AuditEvent(
                event.id(),
                event.time(),
                event.subject(),
                actor == null
                        ? null
                        : new Actor(actor.issuer(), subject, null, sessionOf(subject, actor.session()), actor.peer()),
                event.node(),
                event.address(),
                event.place(),
                event.trace(),
                shown(event.fact(), subject, tenant));
    }

    /**
     * Of one pseudonym's session always the same, and of two never: some sessions have an id that follows from whose they are. That of
     * nobody who is known is left out, for in other records, and in the logs, it stands beside a user.
     */
    private static @Nullable Id sessionOf(@Nullable Id pseudonym, @Nullable Id session) {
        if (pseudonym == null || session == null) {
            return null;
        }
        byte[] hash = Sha256.of((pseudonym.value() + ' ' + session.value()).getBytes(StandardCharsets.UTF_8));
        return new Id(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
    }

    private Fact shown(Fact fact, @Nullable Id actor, String tenant) {
        return switch (fact) {
            case SessionResumed(Id provisional) ->
                new SessionResumed(Objects.requireNonNullElse(sessionOf(actor, provisional), NOBODYS));
            case KnockAnswered(Id user, boolean admitted) -> new KnockAnswered(pseudonym(user, tenant), admitted);
            case CallStarted started ->
                new CallStarted(
                        started.call(),
                        started.callees().stream()
                                .map(callee -> pseudonym(callee, tenant))
                                .toList(),
                        started.timeoutSeconds());
            case CallRinging ringing ->
                new CallRinging(ringing.call(), pseudonym(ringing.callee(), tenant), ringing.durationMillis());
            case CallSettled settled ->
                new CallSettled(
                        settled.call(),
                        pseudonym(settled.callee(), tenant),
                        settled.outcome(),
                        settled.reason(),
                        settled.words(),
                        settled.durationMillis());
            case Administered done
            when done.isAboutUser() -> new Administered(done.action(), shown(done.target(), tenant), done.reason());
            default -> fact;
        };
    }

    private @Nullable Id shown(@Nullable Id user, String tenant) {
        return user == null ? null : pseudonym(user, tenant);
    }

    private Id pseudonym(Id user, String tenant) {
        return new Id(table.of(new User(tenant, user.value())));
    }
}
