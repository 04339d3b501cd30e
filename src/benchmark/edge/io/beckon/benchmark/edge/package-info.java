/**
 * {@code signaling.v1} over Quarkus WebSockets Next, at {@code /v1/next}, beside the service's own edge: only built by
 * {@code src/benchmark/edges}, to compare the two (ADR 44). It knows the service's sessions as its own edges do, and is no part of it.
 */
package io.beckon.benchmark.edge;
