package io.beckon.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks to enter a room. The edge vouches for all of it but {@code name}, {@code role} and {@code metadata}.
 *
 * @param peer the id that the participant will have, made by the edge; in a lobby, {@code name} goes before it
 * @param role {@code null}: the pattern's default
 * @param answers whether {@code metadata.answers} is true: it takes a broadcaster's unaddressed offers
 */
public record Applicant(
        String peer,
        String user,
        String userName,
        Set<Right> rights,
        @Nullable String name,
        @Nullable Role role,
        Json metadata,
        boolean answers) {

    /** The same under another id. */
    Applicant called(String peer) {
        return new Applicant(peer, user, userName, rights, name, role, metadata, answers);
    }
}
