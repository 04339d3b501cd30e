package io.beckon.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*, '', true",
        "class-*, class-, true",
        "class-*, class-7a, true",
        "class-*, klass-7a, false",
        "class-*, Class-7a, false",
        "class-?, class-7, true",
        "class-?, class-, false",
        "*-vip, the-vip, true",
        "*-vip, the-vip-2, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "room, room, true",
        "room, rooms, false",
        "a.c, abc, false",
        "'', '', true",
        "'', x, false"
    })
    void aStarStandsForAnyNumberOfCharactersAndAQuestionMarkForOne(String pattern, String name, boolean fits) {
        assertEquals(fits, new NamePattern(pattern).matches(name));
    }
}
