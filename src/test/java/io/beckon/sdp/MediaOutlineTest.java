package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaOutlineTest {

    private final Fixture offer = Fixture.named("load-generator-offer");

    @Test
    void anAnswerFitsWithTheSameMidsOrNone() throws Exception {
        MediaOutline asked = outline();

        assertTrue(asked.fits(asked));
        offer.replace("a=mid:0");
        offer.replace("a=group", "a=group:BUNDLE 1 2");
        assertTrue(asked.fits(outline()));
    }

    @Test
    void anotherMidMediumOrderOrNumberDoesNotFit() throws Exception {
        MediaOutline asked = outline();
        offer.replace("a=group", "a=group:BUNDLE x 1 2");
        offer.replace("a=mid:0", "a=mid:x");

        assertFalse(asked.fits(outline()));
        assertFalse(asked.fits(MediaOutline.of(asked.sections().subList(0, 2))));
        assertFalse(asked.fits(MediaOutline.of(asked.sections().reversed())));
    }

    @Test
    void aMidIsKnownAgain() throws Exception {
        MediaOutline outline = MediaOutline.of(outline().sections());

        assertEquals(outline(), outline);
        assertTrue(outline.has(SectionName.of("2", null)));
        assertFalse(outline.has(SectionName.of("3", null)));
    }

    @Test
    void whereNothingIsKnownEverythingFits() throws Exception {
        assertTrue(MediaOutline.UNKNOWN.fits(outline()));
        assertTrue(outline().fits(MediaOutline.of(List.of())));
        assertTrue(MediaOutline.UNKNOWN.has(SectionName.of("7", null)));
    }

    @Test
    void anIndexIsOneOfThoseThatThereAre() throws Exception {
        assertTrue(outline().has(SectionName.of(null, 2L)));
        assertFalse(outline().has(SectionName.of(null, 3L)));
        assertTrue(MediaOutline.UNKNOWN.has(SectionName.of(null, 3L)));
        assertNull(SectionName.of(null, null));
    }

    private MediaOutline outline() throws MalformedDescription {
        return offer.parse(DescriptionType.OFFER).outline();
    }
}
