package io.beckon.following;

import io.beckon.room.Incarnation;
import io.beckon.room.RoomKey;

/** A member that a room believes to be connected to this node. */
record MemberHere(RoomKey room, String session, Incarnation incarnation) {}
