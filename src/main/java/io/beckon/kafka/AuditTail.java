package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.archive.AuditPage;
import io.beckon.archive.AuditSearch;
import io.beckon.archive.Stretch;
import io.beckon.log.Partition;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of an audit topic, and from page to page older ones. Those about one room are looked for in the partition that its key
 * leads to. Not safe for use by several threads.
 */
final class AuditTail implements AutoCloseable {

    /** Looked at for one page, in all partitions together. */
    static final int MOST_RECORDS = 20_000;

    private static final String PLACE = "\\d{1,6}:\\d{1,18}";
    private static final String PLACES = PLACE + "(," + PLACE + ")*";

    private final TopicScan scan;

    AuditTail(Map<String, Object> client, String topic, Duration within) throws IOException {
        this(new TopicScan(
                new ClientSettings(client), topic, TopicScan.COMMITTED, new ReadBounds(Long.MAX_VALUE, within)));
    }

    AuditTail(TopicScan scan) {
        this.scan = scan;
    }

    /** @throws IllegalArgumentException when the search goes on after what is no page's end */
    AuditPage read(AuditSearch search) throws IOException {
        int all = scan.partitions();
        List<Integer> partitions = search.room() == null
                ? IntStream.range(0, all).boxed().toList()
                : List.of(Partition.of(search.room(), all));
        Map<Integer, Long> ends = search.after() == null ? Map.of() : places(search.after());
        int each = Math.max(1, MOST_RECORDS / partitions.size());
        Map<Integer, Stretch> stretches = new TreeMap<>();
        for (int partition : partitions) {
            TopicScan.Kept kept = scan.kept(partition);
            long end = Math.min(kept.end(), ends.getOrDefault(partition, ends.isEmpty() ? kept.end() : kept.begin()));
            if (end > kept.begin()) {
                stretches.put(partition, look(search, partition, Math.max(kept.begin(), end - each), end));
            }
        }
        List<Stretch> looked = List.copyOf(stretches.values());
        List<StoredEvent> events = Stretch.newest(looked, search.limit());
        return new AuditPage(events, looked.stream().mapToLong(Stretch::looked).sum(), next(stretches));
    }

    private Stretch look(AuditSearch search, int partition, long begin, long end) throws IOException {
        Stretch stretch = new Stretch(search, begin, end);
        scan.read(partition, begin, end, record -> look(stretch, record));
        return stretch;
    }

    private static void look(Stretch stretch, ConsumerRecord<byte[], byte[]> record) {
        try {
            stretch.look(AuditRecords.read(record), record.offset());
        } catch (UnreadableRecord e) {
            // None of the service's; `verify` says so.
        }
    }

    /** {@code null}: there is nothing before. */
    private @Nullable String next(Map<Integer, Stretch> stretches) throws IOException {
        List<String> places = new ArrayList<>();
        for (Map.Entry<Integer, Stretch> stretch : stretches.entrySet()) {
            long left = stretch.getValue().left();
            if (left > scan.kept(stretch.getKey()).begin()) {
                places.add(stretch.getKey() + ":" + left);
            }
        }
        return places.isEmpty()
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(String.join(",", places).getBytes(US_ASCII));
    }

    private static Map<Integer, Long> places(String after) {
        String text = new String(Base64.getUrlDecoder().decode(after), US_ASCII);
        if (!text.matches(PLACES)) {
            throw new IllegalArgumentException("no end of a page: " + text);
        }
        return List.of(text.split(",")).stream()
                .map(place -> place.split(":"))
                .collect(Collectors.toMap(
                        place -> Integer.valueOf(place[0]), place -> Long.valueOf(place[1]), Math::min));
    }

    @Override
    public void close() {
        scan.close();
    }
}
