/**
 * The service as its clients see it: they speak the wire protocol to a process of its own or, where neither sockets nor encodings
 * matter, to the node of a {@link io.beckon.wire.NodeSpecification}, and know nothing else of its code.
 */
@NullMarked
package io.beckon.wire;

import org.jspecify.annotations.NullMarked;
