package io.beckon.kafka.keeper;

import static io.beckon.kafka.keeper.KeeperScene.await;
import static io.beckon.kafka.keeper.KeeperScene.join;
import static io.beckon.kafka.keeper.KeeperScene.message;
import static io.beckon.kafka.keeper.KeeperScene.origin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.CallFacts;
import io.beckon.audit.RoomFacts;
import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.PublicKeys;
import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.Signer;
import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.kafka.AuditRecords;
import io.beckon.kafka.KafkaCallLog;
import io.beckon.records.AuditRecord;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The audit trail against a real broker: what follows from the logs, each once, in order and under seals, whatever fails. */
@Thorough
class AuditIT {

    private static final int PARTITIONS = 2;
    private static final Projection FACTS = new RoomFacts(AddressPolicy.TRUNCATED)::of;
    private static final Runnable NOTHING = () -> {};

    /** What is done at the next commit, once. */
    private final AtomicReference<Runnable> next = new AtomicReference<>(NOTHING);

    private void fate() {
        next.getAndSet(NOTHING).run();
    }

    /** What fails is to happen when all of a transaction was sent. */
    private void doom(Throwable fate) {
        next.set(() -> {
            if (fate instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(fate);
        });
    }

    private void awaitFate() {
        await(() -> next.get() == NOTHING);
    }

    private static AuditComparison audit(KeeperScene scene) {
        return new AuditComparison(scene.topics.client, scene.topics.needs.names(), PARTITIONS);
    }

    private static void visit(KeeperScene scene, int round) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            RoomKey room = scene.topics.roomOf(partition);
            scene.append(room, join(2 * round, Pattern.MESH));
            scene.append(room, join(2 * round + 1, Pattern.MESH));
            scene.append(room, message(2 * round, 1));
            scene.append(room, new Proposal.Leave(origin(2 * round, 2), LeaveReason.LEFT));
        }
    }

    private static void awaitKept(KeeperScene scene, int rounds) {
        IntStream.range(0, PARTITIONS).forEach(partition -> scene.awaitWatermark(partition, 4L * rounds));
    }

    @Test
    void whatFollowsFromARoomIsWrittenOnceThoughKeepersDieBeforeTheyCommit() {
        try (KeeperScene scene = new KeeperScene(PARTITIONS)) {
            Keeper first = scene.keeper("a", FACTS, this::fate);
            visit(scene, 0);
            awaitKept(scene, 1);
            doom(new IllegalStateException("as ordered"));
            visit(scene, 1);
            awaitFate();
            awaitKept(scene, 2);
            doom(new Killed());
            visit(scene, 2);
            awaitFate();
            await(() -> first.figures().watermarks().isEmpty());
            scene.keeper("b", FACTS, this::fate);
            visit(scene, 3);
            awaitKept(scene, 4);
            AuditComparison audit = audit(scene);
            assertFalse(audit.expected().isEmpty());
            await(() -> audit.found().equals(audit.expected()));
            assertEquals(
                    audit.expected().values().stream().mapToLong(List::size).sum(), scene.audit.projected());
            List<JsonNode> captured = scene.captured();
            assertEquals(16 * PARTITIONS, captured.size());
            assertOnceAndInOrder("events", captured);
            assertTrue(captured.stream()
                    .anyMatch(line -> line.path("type").asText().equals("io.beckon.room.message.v1")));
        }
    }

    private static void assertOnceAndInOrder(String log, List<JsonNode> captured) {
        captured.stream()
                .peek(line -> assertEquals(log, line.path("log").asText()))
                .collect(Collectors.groupingBy(
                        line -> line.path("partition").asInt(),
                        Collectors.mapping(line -> line.path("offset").asLong(), Collectors.toList())))
                .values()
                .forEach(offsets ->
                        assertEquals(LongStream.range(0, offsets.size()).boxed().toList(), offsets));
    }

    @Test
    void whatFollowsFromACallIsWrittenOnceThoughAnotherGoesOnWithIt() {
        try (KeeperScene scene = new KeeperScene(PARTITIONS);
                KafkaCallLog calls = new KafkaCallLog(
                        scene.topics.client, scene.topics.needs.names().calls(), () -> "i-1")) {
            AuditComparison audit = audit(scene);
            try (CallAuditor first = auditor(scene, "a")) {
                first.start();
                append(calls, invite(), new CallProposal.Ringing("u-2", "Two"));
                await(() -> !audit.found().isEmpty() && audit.found().equals(audit.expected()));
                doom(new Killed());
                append(calls, new CallProposal.Accept(origin(2, 1), person(2)));
                awaitFate();
            }
            try (CallAuditor second = auditor(scene, "b")) {
                second.start();
                append(calls, new CallProposal.Over("left"));
                await(() -> audit.found().equals(audit.expected()));
                doom(new IllegalStateException("as ordered"));
                append(calls, new CallProposal.TimeUp());
                append(calls, "c-9", invite());
                awaitFate();
                await(() -> audit.found().equals(audit.expected()));
                await(() -> scene.captured().size() >= 5 * 8 + 1);
            }
            List<JsonNode> captured = scene.captured();
            assertEquals(5 * 8 + 1, captured.size());
            assertOnceAndInOrder("calls", captured);
            assertTrue(captured.stream()
                    .anyMatch(line -> line.path("data").path("metadata").has("marked")));
        }
    }

    private CallAuditor auditor(KeeperScene scene, String instance) {
        return new CallAuditor(
                scene.client,
                scene.settings(),
                instance,
                new CallFacts(AddressPolicy.TRUNCATED),
                scene.audit,
                this::fate);
    }

    private static void append(KafkaCallLog calls, CallProposal... proposals) {
        for (CallProposal proposal : proposals) {
            IntStream.range(0, 8).forEach(call -> append(calls, "c-" + call, proposal));
        }
    }

    private static void append(KafkaCallLog calls, String call, CallProposal proposal) {
        calls.append(call, proposal).toCompletableFuture().join();
    }

    private static CallProposal.Invite invite() {
        return new CallProposal.Invite(
                origin(1, 1), person(1), List.of("u-2"), Set.of(), 30, 1, false, Json.of("{\"marked\":1}"));
    }

    private static Person person(int who) {
        return new Person("default", "u-" + who, "User " + who, Set.of(Right.JOIN));
    }

    @Test
    void sealsAreOneChainThoughAnotherSealerGoesOnWithIt() throws Exception {
        Signer signer = signer();
        try (KeeperScene scene = new KeeperScene(PARTITIONS)) {
            AuditComparison audit = audit(scene);
            try (Sealer first = sealer(scene, "a", signer)) {
                first.start();
                write(scene, 0, 2_500);
                await(audit::isSealed);
                doom(new Killed());
                write(scene, 2_500, 2_600);
                awaitFate();
            }
            try (Sealer second = sealer(scene, "b", signer)) {
                second.start();
                write(scene, 2_600, 2_700);
                await(audit::isSealed);
                doom(new IllegalStateException("as ordered"));
                write(scene, 2_700, 2_800);
                awaitFate();
                await(audit::isSealed);
                assertEquals(1, second.restarts());
            }
            List<Fault> faults = new ArrayList<>();
            Report report = audit.verify(PublicKeys.of(signer.publicKey()), faults);
            assertEquals(List.of(), faults);
            assertEquals(2_800, report.records());
            assertEquals(2_800, scene.audit.sealed());
            report.chains().forEach(chain -> assertEquals(0, chain.unsignedSeals()));
        }
    }

    @Test
    void sealsAreOneChainThoughTheBrokersHaveForgottenTheGroup() throws Exception {
        Signer signer = signer();
        try (KeeperScene scene = new KeeperScene(PARTITIONS)) {
            AuditComparison audit = audit(scene);
            try (Sealer first = sealer(scene, "a", signer)) {
                first.start();
                write(scene, 0, 1_500);
                await(audit::isSealed);
            }
            // More than is looked at first.
            write(scene, 1_500, 12_000);
            audit.forgetSealers();
            try (Sealer second = sealer(scene, "b", signer)) {
                second.start();
                await(audit::isSealed);
                write(scene, 12_000, 12_100);
                await(audit::isSealed);
                assertEquals(0, second.restarts());
            }
            List<Fault> faults = new ArrayList<>();
            Report report = audit.verify(PublicKeys.of(signer.publicKey()), faults);
            assertEquals(List.of(), faults);
            assertEquals(12_100, report.records());
            assertEquals(12_100, scene.audit.sealed());
        }
    }

    @Test
    void whatTheBrokersHaveLostOfTheTrailIsMissedAndTheRestIsSealed() throws Exception {
        Signer signer = signer();
        try (KeeperScene scene = new KeeperScene(PARTITIONS)) {
            AuditComparison audit = audit(scene);
            audit.sealersHaveRead(new SealState("7 " + "ab".repeat(32) + " 999"), 1_000);
            write(scene, 0, 100);
            try (Sealer sealer = sealer(scene, "a", signer)) {
                sealer.start();
                await(() -> scene.audit.sealed() == 100);
                write(scene, 100, 200);
                await(() -> scene.audit.sealed() == 200);
                assertEquals(0, sealer.restarts());
            }
            List<Fault> faults = new ArrayList<>();
            Report report = audit.verify(PublicKeys.of(signer.publicKey()), faults);
            assertEquals(200, report.records());
            report.chains().stream()
                    .filter(chain -> chain.records() > 0)
                    .forEach(chain -> assertEquals(8, chain.firstSeal(), chain::toString));
        }
    }

    private Sealer sealer(KeeperScene scene, String instance, Signer signer) {
        return new Sealer(
                scene.client, scene.settings(), Duration.ofMillis(200), instance, signer, scene.audit, this::fate);
    }

    private static void write(KeeperScene scene, int from, int to) {
        String topic = scene.topics.needs.names().audit();
        scene.sendAll(IntStream.range(from, to)
                .mapToObj(number -> new AuditRecord(
                        "id-" + number,
                        "io.beckon.audit.test.v1",
                        "default/room-" + number % 3,
                        Instant.ofEpochSecond(number),
                        ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8)))
                .map(record -> AuditRecords.write(topic, null, record))
                .toList());
    }

    private static Signer signer() throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return Signer.ofPem("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
    }

    /** Not an exception that anybody would recover from: as good as SIGKILL. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
