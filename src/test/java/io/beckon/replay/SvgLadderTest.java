package io.beckon.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.room.Role;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgLadderTest {

    private static Document svg(Story story) throws Exception {
        Ladder ladder = story.ladder();
        String svg = SvgLadder.of(ladder, Diagnosis.of(ladder));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static int count(Document svg, String element) {
        return svg.getElementsByTagName(element).getLength();
    }

    @Test
    void aLaneForEachAndAnArrowForEachFrame() throws Exception {
        Document svg = svg(Story.agreed());
        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertEquals(2, count(svg, "path"), "offer and answer");
        assertEquals(2 + 2 + 2, count(svg, "line"), "lanes, arrows, and what became of them");
        assertEquals(2, count(svg, "circle"), "two have joined");
        assertTrue(svg.getDocumentElement().getTextContent().contains("The log shows nothing that went wrong."));
    }

    @Test
    void whatPeopleChoseIsText() throws Exception {
        String name = "</text><script>alert(\"1\")</script>&\u0007\ud800";
        Document svg = svg(new Story().join("anna", name, Role.PARTICIPANT));
        assertEquals(0, count(svg, "script"));
        String text = svg.getDocumentElement().getTextContent();
        assertTrue(text.contains("</text><script>alert(\"1\")</script>&??: user u-anna"), text);
    }

    @Test
    void itNeedsNothingFromElsewhere() {
        Ladder ladder = Story.agreed().ladder();
        String svg = SvgLadder.of(ladder, Diagnosis.of(ladder)).replace("http://www.w3.org/2000/svg", "");
        assertFalse(svg.contains("http"), svg);
        assertFalse(svg.contains("url("), svg);
    }

    @Test
    void findingsAreBelow() throws Exception {
        Document svg = svg(new Story().join("anna").join("ben").offer("anna", "ben"));
        assertTrue(svg.getDocumentElement().getTextContent().contains("the offer of anna to ben has no answer so far"));
    }
}
