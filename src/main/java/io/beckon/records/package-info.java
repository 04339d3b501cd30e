/**
 * The records of the logs as bytes: what every node has to read that any other has written, also one of the version before or after.
 * Here are the codecs of proposals, calls, announcements, heartbeats and of the parts of checkpoints, with the state that those hold; audit
 * records and the seals over them, and the lines in which both are kept in files; and {@code UnreadableRecord} for what is none of these.
 * A record of a later version is told from one that is garbled, so that its reader can stop before it or pass over it.
 * It may use the types that are written ({@code room}, {@code call}, {@code announcement}, {@code audit}, {@code identity}, {@code sdp}) and
 * {@code json}. It knows no topic, no file and no thread.
 */
@NullMarked
package io.beckon.records;

import org.jspecify.annotations.NullMarked;
