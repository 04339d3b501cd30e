/** Tests of the log over Kafka with real brokers. */
@NullMarked
package io.beckon.kafka;

import org.jspecify.annotations.NullMarked;
