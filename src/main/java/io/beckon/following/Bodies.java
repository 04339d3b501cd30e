package io.beckon.following;

import io.beckon.room.Footprint;
import io.beckon.room.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of events that are kept, one behind the other in arrays that are used again. Nearly all that a busy node keeps are bodies, each for
 * a second or a minute: as objects of their own they would outlive the collector's young generation, be copied, and die in the old one.
 * They go in about the order in which they came, so arrays become free one after the other. Guarded by its {@link ReplayMemory}.
 */
final class Bodies {

    private static final int MOST_CHUNK_BYTES = 64 * 1024;

    /** A chunk is this part of the memory at most: one that is being filled, and one that waits, must not matter. */
    private static final int CHUNKS = 128;

    /** The least that is worth its place. */
    private static final int LEAST = 128;

    private final int chunkBytes;
    private final int chunkWeight;
    private @Nullable Chunk newest;
    /** For the next one. */
    private @Nullable Chunk spare;
    /** How many there are, without the spare one. */
    private int chunks;

    private static final class Chunk {

        final byte[] bytes;
        int used;
        /** How many bodies are in it. */
        int kept;

        Chunk(int size) {
            bytes = new byte[size];
        }
    }

    /** Where a body is, until it is removed. */
    record Place(Chunk chunk, int offset, int length) {

        static final int WEIGHT = Footprint.object(12);

        /** A copy, which may be held on to. */
        Json body() {
            return new Json(Arrays.copyOfRange(chunk.bytes, offset, offset + length));
        }
    }

    /** @param capacityBytes of the memory that they are part of */
    Bodies(long capacityBytes) {
        chunkBytes = (int) Math.min(MOST_CHUNK_BYTES, capacityBytes / CHUNKS);
        chunkWeight = Footprint.object(12) + Footprint.array(chunkBytes);
    }

    /** Copies a body. @return {@code null} for one that is so small, or so large, that it is better kept as it is */
    @Nullable Place put(Json body) {
        int length = body.size();
        if (length < LEAST || length > chunkBytes / 4) {
            return null;
        }
        Chunk chunk = withRoomFor(length);
        Place place = new Place(chunk, chunk.used, length);
        System.arraycopy(body.utf8(), 0, chunk.bytes, chunk.used, length);
        chunk.used += length;
        chunk.kept++;
        return place;
    }

    private Chunk withRoomFor(int length) {
        Chunk chunk = newest;
        if (chunk == null || chunkBytes - chunk.used < length) {
            chunk = spare == null ? new Chunk(chunkBytes) : spare;
            spare = null;
            newest = chunk;
            chunks++;
        }
        return chunk;
    }

    /** What is there may be overwritten from now on. */
    void remove(Place place) {
        Chunk chunk = place.chunk;
        chunk.kept--;
        if (chunk.kept > 0) {
            return;
        }
        chunk.used = 0;
        if (chunk != newest) {
            spare = chunk;
            chunks--;
        }
    }

    /** Nothing is kept any more. */
    void clear() {
        newest = null;
        spare = null;
        chunks = 0;
    }

    /** About how much memory it takes, in bytes, with what is free in it. */
    long weight() {
        return (long) (spare == null ? chunks : chunks + 1) * chunkWeight;
    }

    /** The same with a spare one, whether there is one or not: only so does what makes room for a body leave its array to the next one. */
    long weightWithSpare() {
        return (long) (chunks + 1) * chunkWeight;
    }
}
