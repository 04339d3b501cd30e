package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/** The failure table at random and at length; it runs only when told how many faults: see docs/reliability.md. */
@EnabledIfSystemProperty(named = "campaign.faults", matches = "\\d+")
@Isolated("a cluster that shall fail only as it is told to")
class CampaignIT {

    @Test
    void nothingIsBrokenWhateverFails() {
        long seed = Long.getLong("campaign.seed", 1);
        int faults = Integer.getInteger("campaign.faults", 0);
        Duration outage = Duration.ofSeconds(Integer.getInteger("campaign.outage-seconds", 60));
        Path report = Path.of("target", "campaign", "report-" + seed + ".md");
        try (BeckonCluster cluster = BeckonCluster.start("campaign", 3, 3, ShortTimes.properties(Map.of()))) {
            List<String> broken = new Campaign(cluster, seed, faults, outage, report).run();
            assertEquals(List.of(), broken, () -> "see " + report);
            AuditVerdict.assertWhole(cluster.heal().kafka());
        }
    }
}
