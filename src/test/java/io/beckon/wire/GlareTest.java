package io.beckon.wire;

import org.junit.jupiter.api.Test;

/** Offers that cross: ada came first and is impolite, bob is polite. */
class GlareTest extends NodeSpecification {

    private static final String OFFER = "'offer':" + description("offer", Sdp.offer("aaaa")) + "}";
    private static final String OTHER =
            "'offer':" + description("offer", Sdp.offer("cccc").sessionId(77)) + "}";
    private static final String NEXT =
            "'offer':" + description("offer", Sdp.offer("dddd").sessionId(77).version(3)) + "}";
    private static final String ANSWER = "'answer':" + description("answer", Sdp.answer("bbbb")) + "}";
    private static final String GLARE = " {'type':'negotiation','room':'r','state':'glare','polite':'$bob'}";

    private NodeSpecification together(String... frames) {
        return given("ada {'type':'join','room':'r'}", "bob {'type':'join','room':'r'}")
                .given(frames);
    }

    @Test
    void theImpoliteSidesOfferStaysOpenWhenItCameFirst() {
        together("ada {'type':'offer','id':'1','to':'$bob'," + OFFER)
                .when("bob {'type':'offer','id':'2','to':'$ada'," + OTHER)
                .then(
                        "bob {'type':'ack','id':'2','seq':$seq}",
                        "bob" + GLARE,
                        "ada {'type':'offer','from':'$bob'}",
                        "ada" + GLARE);
        when("ada {'type':'answer','id':'3','to':'$bob','re':$seq," + ANSWER)
                .then("ada {'type':'error','id':'3','code':'wrong-state'}");
        when("ada {'type':'answer','id':'4','to':'$bob'," + ANSWER)
                .then("ada {'type':'error','id':'4','code':'wrong-state'}");
        when("bob {'type':'answer','id':'5','to':'$ada'," + ANSWER)
                .then("bob {'type':'ack','id':'5'}", "ada {'type':'answer','from':'$bob'}");
    }

    @Test
    void itTakesOverWhenItCameSecond() {
        together("bob {'type':'offer','id':'1','to':'$ada'," + OTHER)
                .when("ada {'type':'offer','id':'2','to':'$bob'," + OFFER)
                .then(
                        "ada {'type':'ack','id':'2','seq':$seq}",
                        "ada" + GLARE,
                        "bob {'type':'offer','from':'$ada'}",
                        "bob" + GLARE);
        when("ada {'type':'answer','id':'3','to':'$bob'," + ANSWER)
                .then("ada {'type':'error','id':'3','code':'wrong-state'}");
        when("bob {'type':'answer','id':'4','to':'$ada','re':$seq," + ANSWER)
                .then("bob {'type':'ack','id':'4'}", "ada {'type':'answer','from':'$bob'}");
        when("bob {'type':'offer','id':'5','to':'$ada'," + NEXT)
                .then("bob {'type':'ack','id':'5'}", "ada {'type':'offer','from':'$bob'}");
        when("ada {'type':'answer','id':'6','to':'$bob'," + ANSWER)
                .then("ada {'type':'ack','id':'6'}", "bob {'type':'answer','from':'$ada'}");
    }

    @Test
    void offersOfDifferentConnectionsDoNotCross() {
        together("ada {'type':'offer','id':'1','to':'$bob','pc':'one'," + OFFER)
                .when("bob {'type':'offer','id':'2','to':'$ada','pc':'two'," + OTHER)
                .then("bob {'type':'ack','id':'2'}", "ada {'type':'offer','pc':'two'}");
        when("ada {'type':'answer','id':'3','to':'$bob','pc':'two'," + ANSWER)
                .then("ada {'type':'ack','id':'3'}", "bob {'type':'answer','pc':'two'}");
        when("bob {'type':'answer','id':'4','to':'$ada','pc':'one'," + ANSWER)
                .then("bob {'type':'ack','id':'4'}", "ada {'type':'answer','pc':'one'}");
    }
}
