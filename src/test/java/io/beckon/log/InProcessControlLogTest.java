package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Fills;
import io.beckon.announcement.InstanceGone;
import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessControlLogTest extends ControlLogContract {

    @Override
    protected ControlLog log() {
        return new InProcessControlLog(1000);
    }

    @Test
    @Fills("app.EmbeddedBackbone.CONTROL_CAPACITY")
    void theNewestAreKept() {
        ControlLog log = new InProcessControlLog(2);
        List.of("1", "2", "3").forEach(instance -> append(log, new InstanceGone(instance)));
        Transcript transcript = new Transcript();
        log.follow(transcript);
        assertEquals(List.of(new InstanceGone("2"), new InstanceGone("3")), transcript.await(2));
    }

    @Test
    void whoFollowsNoMoreIsNotTold() {
        ControlLog log = log();
        Transcript transcript = new Transcript();
        log.follow(transcript).close();
        append(log, new InstanceGone("1"));
        assertEquals(List.of(), transcript.await(0));
    }
}
