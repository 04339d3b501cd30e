package io.beckon.records;

/**
 * Up to where a checkpoint goes: it is the state of its partition's rooms before this offset.
 *
 * @param offset of the first record that is not part of it
 * @param topicId of the events topic; in another topic of the same name the offset means something else
 * @param lagMillis how long a record was in the log, at least, before it became part of the checkpoint
 */
public record Watermark(long offset, String topicId, long lagMillis) {}
