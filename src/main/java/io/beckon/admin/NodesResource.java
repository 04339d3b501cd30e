package io.beckon.admin;

import io.beckon.administration.Inspection;
import io.beckon.log.Nodes;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin/nodes}. */
@Path("nodes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class NodesResource {

    private final Desk desk;

    NodesResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(operationId = "nodes", summary = "The nodes of the cluster")
    @APIResponseSchema(NodeList.class)
    public CompletionStage<NodeList> nodes(@Context RoutingContext routing) {
        Operator operator = Operator.of(routing);
        operator.requireAny("to see the nodes");
        NodeList.Entry self = self();
        return desk.others().ask(operator, "/nodes", Map.of(), NodeList.class).thenApply(asked -> {
            List<NodeList.Entry> all = new ArrayList<>(List.of(self));
            asked.answers().forEach(answer -> all.add(entry(answer)));
            all.sort(Comparator.comparing(NodeList.Entry::node).thenComparing(NodeList.Entry::instance));
            return new NodeList(all);
        });
    }

    private NodeList.Entry self() {
        ThisNode self = desk.self();
        Inspection.Load load = desk.inspection().load();
        return new NodeList.Entry(
                self.name(),
                self.instance().get(),
                self.address(),
                self.startedAt(),
                self.version(),
                load.sessions(),
                load.rooms(),
                load.partitions(),
                load.calls(),
                Duration.between(self.startedAt(), Instant.now()).toSeconds(),
                self.ready().getAsBoolean(),
                NodeList.Strain.of(load.frames()),
                true,
                true,
                null);
    }

    private static NodeList.Entry entry(Asked.Answer<NodeList> answer) {
        NodeList body = answer.body();
        Nodes.Node node = answer.node();
        return body != null && body.nodes().size() == 1
                ? body.nodes().getFirst().seenBy(false)
                : new NodeList.Entry(
                        node.name(),
                        node.instance(),
                        node.address(),
                        node.startedAt(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        answer.error() == null ? "answers something else" : answer.error());
    }
}
