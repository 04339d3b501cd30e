package io.beckon.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Right;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens that were valid when last seen. */
class DevelopmentTokensTest {

    private final DevelopmentTokens tokens = new DevelopmentTokens(new byte[32]);

    private String userOf(String token) {
        return tokens.verify(token).toCompletableFuture().join().user();
    }

    @Test
    @Fills("development.DevelopmentTokens.REMEMBERED")
    void fewAreRemembered() {
        for (int i = 0; i < DevelopmentTokens.REMEMBERED + 10; i++) {
            assertEquals("user-" + i, userOf(tokens.issue("user-" + i, "User", Set.of(Right.JOIN), 60)));
            assertTrue(tokens.remembered() <= DevelopmentTokens.REMEMBERED);
        }
    }

    @Test
    @Fills("development.DevelopmentTokens.LONGEST_REMEMBERED")
    void aLongOneIsNotRemembered() {
        String name = "n".repeat(DevelopmentTokens.LONGEST_REMEMBERED);
        String token = tokens.issue("user", name, Set.of(Right.JOIN), 60);
        assertEquals("user", userOf(token));
        assertEquals("user", userOf(token));
        assertEquals(0, tokens.remembered());
    }
}
