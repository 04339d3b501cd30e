/**
 * What all nodes are told at once, by way of the control log: sign-outs, the one place of a user, processes that are gone, removals. And
 * what follows from it, as state that each node derives alike. It knows no sessions.
 */
@NullMarked
package io.beckon.announcement;

import org.jspecify.annotations.NullMarked;
