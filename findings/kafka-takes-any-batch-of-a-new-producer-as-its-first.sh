#!/bin/bash
# Apache Kafka 4.1.2 (org.apache.kafka:kafka_2.13 and :kafka-clients), JDK 17 or newer, Maven. 2026-12-01. Known as KAFKA-15591.
#
# Guess: with `enable.idempotence=true`, `acks=all` and retries without end, five batches may be on their way, and a partition has a
# producer's records once and in order. The broker numbers them: what comes before its turn is refused until its turn has come.
# So it is: only once the broker has something of the producer in that partition. Before that it takes any number for the first. If
# the first batch was put off (a leader that has just begun says NOT_LEADER_OR_FOLLOWER) and the second was not, the second is
# written; the first is refused with OUT_OF_ORDER_SEQUENCE_NUMBER, which producers try again until `delivery.timeout.ms`, in vain.
# New topics, and partitions that have just moved, meet it. What helps: `max.in.flight.requests.per.connection=1`, or nothing
# behind the first record of a partition until that has been acknowledged.
#
# The two batches are put together here with the client's own classes, so that the one comes before the other each time.
#
# Seen:
#   number 1, which comes first: NONE, at offset 0
#   number 0, after it: OUT_OF_ORDER_SEQUENCE_NUMBER
#   number 0, tried again: OUT_OF_ORDER_SEQUENCE_NUMBER
set -euo pipefail
work=$(mktemp -d)
trap '[ -z "${broker:-}" ] || { kill "$broker" 2>/dev/null && wait "$broker" 2>/dev/null; } || true; rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>seen</groupId><artifactId>seen</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.1.2</version>
  </dependency></dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars -DincludeScope=runtime
cat > Free.java <<'JAVA'
class Free {
    public static void main(String... none) throws Exception {
        try (var one = new java.net.ServerSocket(0); var other = new java.net.ServerSocket(0)) {
            System.out.println(one.getLocalPort() + " " + other.getLocalPort());
        }
    }
}
JAVA
read -r port controller < <(java Free.java)
cat > server.properties <<PROPERTIES
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$controller
log.dirs=$work/data
offsets.topic.replication.factor=1
PROPERTIES
java -cp 'jars/*' kafka.tools.StorageTool format -t "$(java -cp 'jars/*' kafka.tools.StorageTool random-uuid 2>/dev/null)" -c server.properties > format.log 2>&1
java -Xmx320m -cp 'jars/*' kafka.Kafka server.properties > broker.log 2>&1 &
broker=$!
cat > Seen.java <<'JAVA'
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;

class Seen {
    static Socket socket;
    static int requests;
    static long producer = -1;
    static short epoch;

    static AbstractResponse ask(AbstractRequest request) throws Exception {
        var header = new RequestHeader(request.apiKey(), request.version(), "seen", ++requests);
        ByteBuffer bytes = request.serializeWithHeader(header);
        ByteBuffer framed = ByteBuffer.allocate(4 + bytes.remaining()).putInt(bytes.remaining()).put(bytes);
        socket.getOutputStream().write(framed.array());
        var in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
    }

    static String produce(int number) throws Exception {
        MemoryRecords batch = MemoryRecords.withIdempotentRecords(
                Compression.NONE, producer, epoch, number, new SimpleRecord(("record " + number).getBytes()));
        var partition = new ProduceRequestData.PartitionProduceData().setIndex(0).setRecords(batch);
        var topic = new ProduceRequestData.TopicProduceData().setName("topic").setPartitionData(List.of(partition));
        var topics = new ProduceRequestData.TopicProduceDataCollection(List.of(topic).iterator());
        var data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000).setTopicData(topics);
        var response = (ProduceResponse) ask(ProduceRequest.builder(data).build((short) 12));
        var answer = response.data().responses().iterator().next().partitionResponses().get(0);
        Errors error = Errors.forCode(answer.errorCode());
        if (error == Errors.NOT_LEADER_OR_FOLLOWER || error == Errors.UNKNOWN_TOPIC_OR_PARTITION) {
            Thread.sleep(100);
            return produce(number);
        }
        return error + (error == Errors.NONE ? ", at offset " + answer.baseOffset() : "");
    }

    public static void main(String... args) throws Exception {
        int port = Integer.parseInt(args[0]);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1))).all().get();
        }
        socket = new Socket("127.0.0.1", port);
        for (int tries = 0; producer < 0 && tries < 300; tries++) {
            var data = new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(60_000);
            var made = (InitProducerIdResponse) ask(new InitProducerIdRequest.Builder(data).build((short) 4));
            producer = made.data().producerId();
            epoch = made.data().producerEpoch();
            Thread.sleep(producer < 0 ? 100 : 0);
        }
        System.out.println("number 1, which comes first: " + produce(1));
        System.out.println("number 0, after it: " + produce(0));
        System.out.println("number 0, tried again: " + produce(0));
    }
}
JAVA
java -cp 'jars/*' Seen.java "$port" 2> seen.log | tee seen || { cat seen.log >&2; exit 1; }
diff seen - <<'SEEN' || { echo "this has changed" >&2; exit 1; }
number 1, which comes first: NONE, at offset 0
number 0, after it: OUT_OF_ORDER_SEQUENCE_NUMBER
number 0, tried again: OUT_OF_ORDER_SEQUENCE_NUMBER
SEEN
