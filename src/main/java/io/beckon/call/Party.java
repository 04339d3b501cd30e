package io.beckon.call;

import io.beckon.room.Incarnation;
import io.beckon.room.Origin;

/** A person at one of the devices, as a session. */
public record Party(String session, Incarnation incarnation, Person person) {

    static Party at(Origin origin, Person person) {
        return new Party(origin.session(), origin.incarnation(), person);
    }
}
