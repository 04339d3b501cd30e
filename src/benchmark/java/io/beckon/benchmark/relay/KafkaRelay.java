package io.beckon.benchmark.relay;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that relays between nodes by Kafka: each frame goes into a topic and, from there, to who is in its room at this node. What
 * produce, consume and WebSocket cost by themselves.
 */
public final class KafkaRelay {

    private static final String TOPIC = "relay";

    private final Map<String, Set<ServerWebSocket>> rooms = new ConcurrentHashMap<>();
    private final KafkaProducer<String, String> producer;
    private final Context context;

    private KafkaRelay(KafkaProducer<String, String> producer, Context context) {
        this.producer = producer;
        this.context = context;
    }

    /** @param args the port, and the brokers, which have the topic */
    public static void main(String[] args) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                args[1],
                "acks",
                "all",
                "linger.ms",
                0,
                "fetch.min.bytes",
                1,
                "client.id",
                args[0]);
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        KafkaRelay relay = new KafkaRelay(
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()),
                vertx.getOrCreateContext());
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(TOPIC)
                .forEach(partition -> partitions.add(new TopicPartition(TOPIC, partition.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(args[0]))
                .setAcceptBacklog(4096)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        relay.context.runOnContext(v ->
                vertx.createHttpServer(options).webSocketHandler(relay::accept).listen());
        while (true) {
            for (ConsumerRecord<String, String> polled : consumer.poll(Duration.ofSeconds(1))) {
                relay.context.runOnContext(v -> relay.deliver(polled.key(), polled.value()));
            }
        }
    }

    private void accept(ServerWebSocket socket) {
        String[] room = new String[1];
        socket.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            if (message.getString("type").equals("join")) {
                room[0] = message.getString("room");
                rooms.computeIfAbsent(room[0], key -> ConcurrentHashMap.newKeySet())
                        .add(socket);
            } else if (room[0] != null) {
                producer.send(new ProducerRecord<>(TOPIC, room[0], text));
            }
        });
        socket.closeHandler(v -> {
            if (room[0] != null) {
                rooms.computeIfPresent(room[0], (key, members) -> {
                    members.remove(socket);
                    return members.isEmpty() ? null : members;
                });
            }
        });
        socket.exceptionHandler(error -> {});
    }

    /** To the sender, too, who knows what it has sent: to tell it apart would be more than the least. */
    private void deliver(String room, String text) {
        for (ServerWebSocket member : rooms.getOrDefault(room, Set.of())) {
            member.writeTextMessage(text);
        }
    }
}
