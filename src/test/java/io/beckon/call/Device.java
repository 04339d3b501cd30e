package io.beckon.call;

import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device of somebody, and what it does and is told. */
record Device(
        Person person,
        String session,
        Incarnation incarnation,
        @Nullable String id,
        long slot) {

    static final long EXPIRES = 1_700_000_030_000L;

    static Device of(String tenant, String user, int number) {
        Person person = new Person(tenant, user, user.toUpperCase(), Set.of(Right.JOIN, Right.PUBLISH));
        return new Device(person, tenant + "-" + user + "-" + number, Incarnation.first("node-" + number), null, 7);
    }

    String user() {
        return person.user();
    }

    /** Its next frames have this id. */
    Device with(String id) {
        return new Device(person, session, incarnation, id, slot);
    }

    /** Its next frames wait for their reply here. */
    Device at(long slot) {
        return new Device(person, session, incarnation, id, slot);
    }

    Device resumed() {
        return new Device(person, session, new Incarnation(incarnation.number() + 1, incarnation.instance()), id, slot);
    }

    Origin origin() {
        return new Origin(session, incarnation, id, slot);
    }

    CallProposal.Invite calls(Device... others) {
        List<String> users = Arrays.stream(others).map(Device::user).toList();
        return new CallProposal.Invite(
                origin(), person, users, Set.of(), 30, EXPIRES, false, Json.of("{\"topic\":\"lunch\"}"));
    }

    /** Devices that are asleep are woken. */
    CallProposal.Invite wakes(Device... others) {
        CallProposal.Invite call = calls(others);
        return new CallProposal.Invite(origin(), person, call.callees(), Set.of(), 30, EXPIRES, true, call.metadata());
    }

    /** While another call of this caller rings there. */
    CallProposal.Invite callsAgain(String ringing, Device... others) {
        CallProposal.Invite call = calls(others);
        return new CallProposal.Invite(
                origin(), person, call.callees(), Set.of(ringing), 30, EXPIRES, false, call.metadata());
    }

    CallProposal rings() {
        return new CallProposal.Ringing(user(), person.userName());
    }

    CallProposal isBusy() {
        return new CallProposal.Busy(user(), person.userName());
    }

    CallProposal accepts() {
        return new CallProposal.Accept(origin(), person);
    }

    CallProposal declines(@Nullable String reason) {
        return new CallProposal.Decline(origin(), person, reason);
    }

    CallProposal cancels(@Nullable String reason) {
        return new CallProposal.Cancel(origin(), person, reason);
    }

    CallProposal moves() {
        return new CallProposal.CallerMoved(incarnation);
    }

    CallProposal isGone() {
        return new CallProposal.CallerGone(incarnation);
    }

    Told isCalling() {
        return replied(new CallReply.Calling(EXPIRES));
    }

    Told isAcknowledged() {
        return replied(new CallReply.Acknowledged());
    }

    Told isRefused(CallRefusal refusal) {
        return replied(new CallReply.Refused(refusal));
    }

    private Told replied(CallReply reply) {
        return new Told(session, origin(), reply);
    }

    Told hears(Device callee, CallEvent event) {
        return new Told(session, callee.user(), event);
    }
}
