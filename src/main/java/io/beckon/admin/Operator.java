package io.beckon.admin;

import io.beckon.administration.Administration;
import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Missing;
import io.beckon.audit.Subject;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Grant;
import io.beckon.identity.NamePattern;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/**
 * The administrator who asks, with what it may see and touch of its own tenant: the rooms whose names fit a grant of the right to administer.
 *
 * @param token as it came: other nodes are asked with it, and check it themselves
 * @param alone whether this node answers for itself only
 * @param approach how it came
 */
record Operator(Caller caller, String token, boolean alone, Approach approach, Journal journal) {

    private static final String KEY = Operator.class.getName();

    static Operator of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** The same, to what knows the request by its identity only. */
    static Operator of(SecurityIdentity identity) {
        return identity.getAttribute(KEY);
    }

    void enter(RoutingContext routing) {
        routing.put(KEY, this);
        routing.setUser(new QuarkusHttpUser(QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.user()))
                .addAttribute(KEY, this)
                .build()));
    }

    String tenant() {
        return caller.tenant();
    }

    Administration.Administrator administrator() {
        return new Administration.Administrator(caller.issuer(), caller.user(), caller.name(), approach);
    }

    boolean sees(RoomKey room) {
        return room.tenant().equals(tenant()) && caller.rightsIn(room.name()).contains(Right.ADMINISTER);
    }

    /** Whether it may administer whatever there is in its tenant. */
    boolean seesAll() {
        return caller.grants().stream()
                .anyMatch(grant -> grants(grant) && grant.rooms().equals(NamePattern.ANY));
    }

    private static boolean grants(Grant grant) {
        return grant.rights().contains(Right.ADMINISTER);
    }

    /**
     * A room of its tenant.
     *
     * @param what is asked for, for auditors
     * @throws Refused when it may not administer it, whether or not there is such a room
     */
    RoomKey room(String name, String what) {
        if (!WireSyntax.isRoomName(name)) {
            throw new Refused(404, ErrorCode.NO_SUCH_ROOM, "no room has such a name", null);
        }
        RoomKey room = new RoomKey(tenant(), name);
        if (!sees(room)) {
            throw denied(room, what);
        }
        return room;
    }

    /** For what concerns more than rooms. */
    void requireAll(String what) {
        if (!seesAll()) {
            throw denied(new RoomKey(tenant(), NamePattern.ANY.text()), what);
        }
    }

    /** For what concerns all tenants. */
    void requireAllOfDefaultTenant(String what) {
        requireAll(what);
        if (!tenant().equals(Caller.DEFAULT_TENANT)) {
            throw denied(
                    new RoomKey(tenant(), NamePattern.ANY.text()),
                    what,
                    "this is all tenants': it is for administrators of the default one");
        }
    }

    /** The same with what its token says now. */
    Operator as(Caller now) {
        return new Operator(now, token, alone, approach, journal);
    }

    /** Whether there is any room that it may administer. */
    boolean administersAny() {
        return caller.grants().stream().anyMatch(Operator::grants);
    }

    void requireAny(String what) {
        if (!administersAny()) {
            throw denied(new RoomKey(tenant(), NamePattern.ANY.text()), what);
        }
    }

    private Refused denied(RoomKey room, String what) {
        return denied(room, what, "this takes the right to administer");
    }

    private Refused denied(RoomKey room, String what, String words) {
        journal.write(
                new Fact.AuthorizationDenied(new Id(what), Missing.ADMINISTER, 1),
                Subject.of(room),
                Actor.user(caller.issuer(), caller.user(), caller.name(), null),
                approach.address(),
                approach.traceparent());
        return Refused.notAllowed(words);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Operator[" + caller.user() + "]";
    }
}
