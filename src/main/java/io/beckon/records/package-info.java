/**
 * The records of the logs as bytes: proposals, calls, announcements, heartbeats and the parts of checkpoints. Every node reads what any
 * other has written, also one of the version before.
 * It knows no topic and no file.
 */
@NullMarked
package io.beckon.records;

import org.jspecify.annotations.NullMarked;
