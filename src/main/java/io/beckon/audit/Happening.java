package io.beckon.audit;

import java.time.Instant;

/**
 * Where and when a record came into its log, which is the same for everyone who reads it.
 *
 * @param place in the log
 * @param time that the log gave it
 * @param node the instance that appended it; empty where that is not known
 */
public record Happening(LogPlace place, Instant time, String node) {}
