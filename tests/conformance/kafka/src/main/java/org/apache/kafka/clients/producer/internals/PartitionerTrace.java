package org.apache.kafka.clients.producer.internals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Utils;

/**
 * Keys through murmur2 and appends through the sticky partitioner.
 *
 * <p>Lines: {@code K hexKey hash partitions partition}; {@code P batchSize partitions available,...} starts a partitioner; {@code L
 * lengths ids queues} sets load statistics ({@code N} drops them); {@code A bytes full draw partition} is an append and the
 * partition it went to, with the draw the choice used, or - when none was made.
 */
public final class PartitionerTrace {
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    public PartitionerTrace(Random random) {
        this.random = random;
    }

    public String build() {
        for (int i = 0; i < 2500; i++) key(i);
        for (int i = 0; i < 110; i++) partitioner();
        return out.toString();
    }

    private void key(int number) {
        byte[] key = new byte[number < 40 ? number : random.nextInt(24)];
        random.nextBytes(key);
        if (number % 3 == 0) key = ("order-" + random.nextInt(100000)).getBytes(StandardCharsets.UTF_8);
        if (number == 0) key = new byte[0];
        int partitions = 1 + random.nextInt(200);
        String hex = key.length == 0 ? "-" : HexFormat.of().formatHex(key);
        out.append("K ").append(hex).append(' ').append(Integer.toUnsignedString(Utils.murmur2(key))).append(' ')
            .append(partitions).append(' ').append(BuiltInPartitioner.partitionForKey(key, partitions)).append('\n');
    }

    /** The real partitioner with its random draws replaced by recorded ones. */
    private static final class Recorded extends BuiltInPartitioner {
        private final Random random;
        private Integer draw = null;

        Recorded(int batchSize, Random random) {
            super(new LogContext(), "t", batchSize);
            this.random = random;
        }

        @Override
        int randomPartition() {
            draw = Utils.toPositive(random.nextInt());
            return draw;
        }

        String takeDraw() {
            String taken = draw == null ? "-" : draw.toString();
            draw = null;
            return taken;
        }
    }

    private void partitioner() {
        int batchSize = random.nextInt(5) == 0 ? 1 + random.nextInt(200) : 16384;
        int partitions = 1 + random.nextInt(12);
        List<Integer> available = available(partitions);
        Cluster cluster = cluster(partitions, available);
        Recorded partitioner = new Recorded(batchSize, random);
        out.append("P ").append(batchSize).append(' ').append(partitions).append(' ').append(list(available)).append('\n');
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(6) == 0) load(partitioner, partitions);
            append(partitioner, cluster, batchSize);
        }
    }

    private void append(Recorded partitioner, Cluster cluster, int batchSize) {
        BuiltInPartitioner.StickyPartitionInfo info = partitioner.peekCurrentPartitionInfo(cluster);
        String draw = partitioner.takeDraw();
        int bytes = random.nextInt(4) == 0 ? random.nextInt(batchSize * 2 + 1) : random.nextInt(batchSize / 3 + 2);
        boolean full = random.nextInt(3) == 0;
        partitioner.updatePartitionInfo(info, bytes, cluster, full);
        String next = partitioner.takeDraw();
        out.append("A ").append(bytes).append(' ').append(full ? 1 : 0).append(' ').append(draw).append(' ')
            .append(info.partition()).append(' ').append(next).append(' ')
            .append(partitioner.peekCurrentPartitionInfo(cluster).partition()).append('\n');
    }

    private void load(Recorded partitioner, int partitions) {
        if (random.nextInt(5) == 0) {
            partitioner.updatePartitionLoadStats(null, null, 0);
            out.append("N\n");
            return;
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(partitions + 1) : partitions;
        int[] lengths = new int[partitions];
        int[] ids = new int[partitions];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < partitions; i++) order.add(i);
        Collections.shuffle(order, random);
        int spread = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(8);
        for (int i = 0; i < partitions; i++) {
            lengths[i] = random.nextInt(spread);
            ids[i] = order.get(i);
        }
        out.append("L ").append(list(lengths, length)).append(' ').append(list(ids, length)).append(' ').append(partitions)
            .append('\n');
        partitioner.updatePartitionLoadStats(lengths, ids, length);
    }

    private List<Integer> available(int partitions) {
        List<Integer> result = new ArrayList<>();
        int style = random.nextInt(8);
        for (int p = 0; p < partitions; p++) if (style > 1 || (style == 1 && random.nextBoolean())) result.add(p);
        return result;
    }

    private static Cluster cluster(int partitions, List<Integer> available) {
        Node node = new Node(1, "h", 1);
        List<PartitionInfo> infos = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            infos.add(new PartitionInfo("t", p, available.contains(p) ? node : null, new Node[] {node}, new Node[] {node}));
        }
        return new Cluster("k", List.of(node), infos, Collections.emptySet(), Collections.emptySet());
    }

    private static String list(List<Integer> values) {
        return list(values.stream().mapToInt(Integer::intValue).toArray(), values.size());
    }

    private static String list(int[] values, int length) {
        if (length == 0) return "-";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(i == 0 ? "" : ",").append(values[i]);
        return text.toString();
    }
}
