/** A server to compare with: the least that Vert.x relays with. Knows nothing of the rest. */
package io.beckon.benchmark.relay;
