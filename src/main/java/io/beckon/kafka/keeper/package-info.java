/**
 * What the members of consumer groups make of the logs, off the path of delivery: checkpoints of rooms, facts for auditors of rooms
 * and calls, seals over these, and what is captured. It knows records, and never sessions.
 */
@NullMarked
package io.beckon.kafka.keeper;

import org.jspecify.annotations.NullMarked;
