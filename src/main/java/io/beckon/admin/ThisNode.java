package io.beckon.admin;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node is.
 *
 * @param instance by which rooms know this process now
 * @param name a label for people
 * @param address where other nodes reach it
 * @param ready whether it serves
 */
public record ThisNode(
        Supplier<String> instance,
        String name,
        @Nullable String address,
        Instant startedAt,
        String version,
        BooleanSupplier ready) {}
