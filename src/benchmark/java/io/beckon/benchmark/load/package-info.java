/** Clients that load a signaling server and account for every message. Knows nothing of how the server was started. */
package io.beckon.benchmark.load;
