/**
 * The logs over Kafka: the logs' topics, the way into them and out of them, heartbeats, the channel of audit events, whose pseudonyms
 * are whose, and what is read of all this later. It knows what a record is, and never what a session is.
 */
@NullMarked
package io.beckon.kafka;

import org.jspecify.annotations.NullMarked;
