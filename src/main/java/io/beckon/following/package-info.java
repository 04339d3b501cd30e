/**
 * The rooms that this node follows. Each partition of the log is applied to its rooms under one monitor, and what comes of that goes to
 * the {@link io.beckon.following.Receiver receivers} that are connected here. What happened of late is kept for those who come back.
 * It knows no connection and no session, and decides nothing: that is {@link io.beckon.room}.
 */
@NullMarked
package io.beckon.following;

import org.jspecify.annotations.NullMarked;
