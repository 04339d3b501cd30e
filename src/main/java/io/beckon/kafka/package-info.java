/**
 * The logs over Kafka: the logs' topics, the way into them and out of them, and heartbeats. It knows what a record is,
 * and never what a session is.
 */
@NullMarked
package io.beckon.kafka;

import org.jspecify.annotations.NullMarked;
