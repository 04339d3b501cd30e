/**
 * Signaling by plain requests: the same sessions as over WebSockets, whose clients ask for what there is. Any request may come to any node.
 * What a session has not read yet is in {@link io.beckon.session.Feed}.
 */
@NullMarked
package io.beckon.transport.signaling;

import org.jspecify.annotations.NullMarked;
