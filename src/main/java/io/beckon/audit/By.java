package io.beckon.audit;

import io.beckon.call.Person;
import io.beckon.room.Member;
import io.beckon.room.Origin;
import io.beckon.room.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Who did something, and from where.
 *
 * @param address of the client; {@code null} where that is not known
 */
record By(Actor actor, @Nullable String address) {

    /** A member to whom it happened. */
    static By of(Member member) {
        return new By(actor(null, member), null);
    }

    /** A member who did it. */
    static By of(Origin origin, Member member) {
        return new By(actor(issuer(origin), member), address(origin));
    }

    /** Somebody who is no member. */
    static By of(Origin origin, @Nullable String user, @Nullable String name) {
        Actor actor = new Actor(issuer(origin), id(user), Label.orNull(name), new Id(origin.session()), null);
        return new By(actor, address(origin));
    }

    /** One who calls or is called. */
    static By of(Origin origin, Person person) {
        return of(origin, person.user(), person.userName());
    }

    /** A user who is known by its name only, at most. */
    static By user(String user, @Nullable String name) {
        return new By(new Actor(null, new Id(user), Label.orNull(name), null, null), null);
    }

    static By administrator(String issuer, String user) {
        return new By(new Actor(new Id(issuer), new Id(user), null, null, null), null);
    }

    private static Actor actor(@Nullable Id issuer, Member member) {
        return new Actor(
                issuer,
                new Id(member.participant().user()),
                Label.orNull(member.participant().userName()),
                new Id(member.session()),
                new Id(member.participant().peer()));
    }

    private static @Nullable Id issuer(Origin origin) {
        Provenance known = origin.provenance();
        return known == null || known.issuer().isEmpty() ? null : new Id(known.issuer());
    }

    private static @Nullable String address(Origin origin) {
        Provenance known = origin.provenance();
        return known == null || known.address().isEmpty() ? null : known.address();
    }

    private static @Nullable Id id(@Nullable String text) {
        return text == null ? null : new Id(text);
    }
}
