package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.beckon.ExternalTool;
import io.beckon.Thorough;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The examples, each from an origin of its own, by the commands that {@code examples/README.md} gives. */
@Thorough
@Isolated("browsers")
class ExamplesIT {

    private static final int MOST_COMMANDS = 5;

    private static final String ASK_THE_BOT = """
            async (service) => {
              const { Signaling } = await import(service + "/client/beckon.js");
              const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"user": "ada"}' };
              const token = async () => (await (await fetch(service + "/development/token", request)).json()).access_token;
              const signaling = new Signaling({ url: service, token });
              const room = await signaling.join("lobby", { name: "Ada" });
              const answer = new Promise((resolve) => room.on("message", resolve, { once: true }));
              await room.message("Hello");
              const { data } = await answer;
              signaling.close();
              return data.text;
            }""";

    @RegisterExtension
    static final Examples examples = new Examples();

    @Test
    void aFewCommandsLeadFromAnEmptyFolderToACall() throws IOException {
        for (String commands : Recipe.commands()) {
            assertTrue(commands.lines().count() <= MOST_COMMANDS, commands);
        }
        assertTwoSeeEachOther(Examples.PAGE);
    }

    @Test
    void aHookIsACallInReact() throws IOException, InterruptedException {
        ExternalTool.NODE.require(20);
        Examples.requireRegistry();
        examples.follow(Examples.REACT).await("ready in");

        assertTwoSeeEachOther(Examples.REACT);
    }

    @Test
    void aBotAnswersMessages() throws IOException, InterruptedException {
        ExternalTool.NODE.require(20);
        Examples.requireRegistry();
        try (Recipe bot = examples.follow(Examples.BOT)) {
            bot.await("In lobby with 0 others");

            assertEquals(
                    "You said: Hello",
                    examples.open(Examples.PAGE, "/")
                            .evaluate(ASK_THE_BOT, examples.service().toString()));
            bot.await("Ada joined");
            bot.await("left\\.");
        }
    }

    private static void assertTwoSeeEachOther(int example) {
        Page ada = examples.open(example, "/#meeting-" + example + "/ada");
        Page grace = examples.open(example, "/#meeting-" + example + "/grace");
        for (Page tab : List.of(ada, grace)) {
            tab.waitForFunction(ExampleIT.SEES_VIDEO);
            assertTrue(tab.getByRole(AriaRole.STATUS).textContent().startsWith("connected"));
        }
    }
}
