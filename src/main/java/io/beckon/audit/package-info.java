/**
 * What happened, for those who have to be able to tell later.
 * A {@code Fact} is one thing that happened, an {@code AuditEvent} says when, where and by whom; {@code AuditTrail} is the port that takes them,
 * {@code Journal} what nodes tell it by. {@code RoomFacts} and {@code CallFacts} derive facts from the records of the logs alone, so that
 * everybody who reads them comes to the same.
 * Here is also what keeps persons out of events and events within bounds: {@code Pseudonyms}, hashed or truncated addresses, denials counted
 * together, ids and labels of limited length.
 * It may use {@code room} and {@code call}. It knows nothing of how events are written, sealed or kept: that is {@code records},
 * {@code audit.seal}, {@code audit.capture}, {@code audit.file} and {@code kafka}.
 */
@NullMarked
package io.beckon.audit;

import org.jspecify.annotations.NullMarked;
