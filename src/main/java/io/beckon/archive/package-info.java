/**
 * What is kept of the past, read anew for whoever looks back: the signaling of a room or a call, and audit records. Says what is asked for
 * and how it is shown; where anything is kept is known by those who implement it.
 */
@NullMarked
package io.beckon.archive;

import org.jspecify.annotations.NullMarked;
