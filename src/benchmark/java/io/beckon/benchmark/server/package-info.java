/** The servers that are measured: how each is started, and what its clients have to know. Knows nothing of loads. */
package io.beckon.benchmark.server;
