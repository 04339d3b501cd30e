/**
 * Brokers and nodes as processes of their own that can be killed, paused, cut off and started again, and what must hold while
 * that happens. It knows no class of the service's.
 */
@NullMarked
package io.beckon.cluster;

import org.jspecify.annotations.NullMarked;
