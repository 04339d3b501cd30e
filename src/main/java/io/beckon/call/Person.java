package io.beckon.call;

import io.beckon.room.Right;
import java.util.Set;

/**
 * A user who takes part in a call. The edge vouches for all of it.
 *
 * @param rights those in the call's room
 */
public record Person(String tenant, String user, String userName, Set<Right> rights) {}
