package io.beckon.app;

import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Missing;
import io.beckon.audit.Subject;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.NamePattern;
import io.beckon.room.RoomKey;
import io.beckon.transport.WebOrigin;
import io.beckon.transport.Witness;
import org.jspecify.annotations.Nullable;

/**
 * Has auditors hear of those whom no edge lets in.
 *
 * @param unavailable runs when somebody is sent away since the node cannot serve anybody more
 */
record TurnedAway(Journal journal, Runnable unavailable) implements Witness {

    private static final Id SERVICE = new Id("to use the service");
    private static final Id NO_TOKEN = new Id("no-token");
    private static final Id BAD_TOKEN = new Id("bad-token");
    static final Id TOO_MANY = new Id("429");
    /** In place of what a header says that is none. */
    static final Id NO_ORIGIN = new Id("unreadable");

    @Override
    public void denied(Caller caller, Approach by) {
        Subject anyRoom = Subject.of(new RoomKey(caller.tenant(), NamePattern.ANY.text()));
        write(new Fact.AuthorizationDenied(SERVICE, Missing.JOIN, 1), anyRoom, actor(caller), by);
    }

    @Override
    public void unknown(boolean hasToken, Approach by) {
        write(new Fact.AuthenticationDenied(hasToken ? BAD_TOKEN : NO_TOKEN, 1), Subject.UNKNOWN, null, by);
    }

    @Override
    public void limited(@Nullable Caller caller, Approach by) {
        refused(new Fact.LimitHit(TOO_MANY, 1), caller, null, by);
    }

    @Override
    public void refused(Fact.Refusal what, @Nullable Caller caller, @Nullable String room, Approach by) {
        write(what, subject(caller, room), caller == null ? null : actor(caller), by);
    }

    private static Subject subject(@Nullable Caller caller, @Nullable String room) {
        if (caller == null) {
            return Subject.UNKNOWN;
        }
        return room == null ? Subject.ofTenant(caller.tenant()) : Subject.of(new RoomKey(caller.tenant(), room));
    }

    @Override
    public void foreign(@Nullable WebOrigin origin, @Nullable WebOrigin own, Approach by) {
        Id foreign = origin == null ? NO_ORIGIN : new Id(origin.toString());
        Id known = own == null ? null : new Id(own.toString());
        write(new Fact.OriginDenied(foreign, known, 1), Subject.UNKNOWN, null, by);
    }

    @Override
    public void unserved() {
        unavailable.run();
    }

    private void write(Fact.OfNode fact, Subject subject, @Nullable Actor actor, Approach by) {
        journal.write(fact, subject, actor, by.address(), by.traceparent());
    }

    private static Actor actor(Caller caller) {
        return Actor.user(caller.issuer(), caller.user(), caller.name(), null);
    }
}
