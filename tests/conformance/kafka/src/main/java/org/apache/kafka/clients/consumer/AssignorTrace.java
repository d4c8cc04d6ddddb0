package org.apache.kafka.clients.consumer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.AbstractStickyAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Chains of rebalances through the real assignors.
 *
 * <p>Lines: {@code C kind topic:count,...} starts a case; each {@code M} line is one member in JoinGroup-response order:
 * id, instance id or -, subscription generation or -, generation of the owned partitions or -, topics by index, owned,
 * assigned. Partitions are written topicIndex:numbers in list order, consecutive numbers as a-b.
 */
public final class AssignorTrace {
    private static final Node NODE = new Node(1, "h", 1);

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final HashMap<String, Integer> largest = new HashMap<>();
    private int skipped = 0;
    private int cases = 0;

    /** One consumer as it lives through rebalances. */
    private static final class Consumer {
        String id;
        String instanceId;
        List<String> topics;
        List<TopicPartition> owned = Collections.emptyList();
        int generation = -1;
        boolean present = true;
        final StickyAssignor sticky = new StickyAssignor();
        final CooperativeStickyAssignor cooperative = new CooperativeStickyAssignor();
    }

    public AssignorTrace(Random random) {
        this.random = random;
    }

    public String build() {
        for (int i = 0; i < 50; i++) chain("range", i);
        for (int i = 0; i < 50; i++) chain("roundrobin", i);
        for (int i = 0; i < 260; i++) chain("sticky", i);
        for (int i = 0; i < 360; i++) chain("cooperative-sticky", i);
        for (int i = 0; i < 120; i++) crossing(i % 2 == 0 ? "sticky" : "cooperative-sticky");
        return "# " + cases + " cases; left out because the library throws: " + skipped + "\n" + out;
    }

    private void chain(String kind, int number) {
        largest.clear();
        boolean equal = random.nextInt(10) < 5;
        boolean longIds = random.nextInt(8) == 0;
        boolean largeGroup = random.nextInt(25) == 0;
        TreeMap<String, Integer> topics = new TreeMap<>();
        int topicCount = 1 + random.nextInt(4);
        for (int t = 0; t < topicCount; t++) topics.put(topicName(t), size(largeGroup));
        List<Consumer> consumers = new ArrayList<>();
        int members = largeGroup ? 15 + random.nextInt(20) : 1 + random.nextInt(9);
        List<String> common = pick(topics, equal);
        for (int m = 0; m < members; m++) consumers.add(consumer(number, m, longIds, equal ? common : pick(topics, false)));
        int rounds = largeGroup ? 3 : 2 + random.nextInt(5);
        int generation = 1;
        for (int r = 0; r < rounds; r++) {
            rebalance(kind, generation++, topics, consumers);
            change(number, topics, consumers, longIds, equal, common);
        }
    }

    /** Half of the members come late and differ in their topics: moves cross, and earlier ones are undone. */
    private void crossing(String kind) {
        largest.clear();
        TreeMap<String, Integer> topics = new TreeMap<>();
        for (int t = 0; t < 3; t++) topics.put("t" + t, 5 + random.nextInt(18));
        List<Consumer> consumers = new ArrayList<>();
        int members = 4 + random.nextInt(5);
        for (int m = 0; m < members; m++) {
            consumers.add(consumer(0, m, false, pick(topics, false)));
            consumers.get(m).present = m % 2 == 0;
        }
        rebalance(kind, 1, topics, consumers);
        consumers.forEach(c -> c.present = true);
        for (Consumer c : consumers) if (random.nextInt(3) == 0) c.topics = pick(topics, false);
        rebalance(kind, 2, topics, consumers);
    }

    private String topicName(int t) {
        String[] names = {"orders", "payments", "audit.log", "users-v2", "Zeta"};
        return names[(t + random.nextInt(2)) % names.length] + (random.nextInt(3) == 0 ? "" + t : "");
    }

    private int size(boolean large) {
        if (random.nextInt(20) == 0) return 0;
        return large ? 1 + random.nextInt(60) : 1 + random.nextInt(14);
    }

    private List<String> pick(Map<String, Integer> topics, boolean all) {
        List<String> names = new ArrayList<>(topics.keySet());
        if (!all) {
            Collections.shuffle(names, random);
            names = new ArrayList<>(names.subList(0, 1 + random.nextInt(names.size())));
        }
        Collections.sort(names);
        return names;
    }

    private Consumer consumer(int chain, int m, boolean longId, List<String> topics) {
        Consumer c = new Consumer();
        c.instanceId = random.nextInt(4) == 0 ? "pod-" + random.nextInt(1000) + "-" + m : null;
        String prefix = c.instanceId != null ? c.instanceId : random.nextInt(30) == 0 ? "\uE000x\uD83D\uDE00" + m : "c" + m;
        c.id = longId ? prefix + "-" + new UUID(random.nextLong(), random.nextLong())
                      : prefix + "-" + Integer.toString(random.nextInt(46656), 36);
        c.topics = topics;
        return c;
    }

    /** Members leave, come back with what they remember, join, change subscription; topics grow, appear or vanish. */
    private void change(int chain, TreeMap<String, Integer> topics, List<Consumer> consumers, boolean longIds, boolean equal,
                        List<String> common) {
        for (Consumer c : consumers) {
            int dice = random.nextInt(12);
            if (c.present && dice == 0) c.present = false;
            else if (!c.present && dice < 5) {
                c.present = true;
                c.id = c.id + "r";
            }
            if (!equal && random.nextInt(8) == 0) c.topics = pick(topics, false);
        }
        if (random.nextInt(3) == 0) {
            int joining = random.nextInt(3);
            for (int i = 0; i < joining; i++) {
                consumers.add(consumer(chain, consumers.size(), longIds, equal ? common : pick(topics, false)));
            }
        }
        if (random.nextInt(5) == 0) {
            String topic = new ArrayList<>(topics.keySet()).get(random.nextInt(topics.size()));
            // A topic may vanish, and come back no smaller: a partition number that no longer exists is a case we leave out.
            int most = largest.merge(topic, topics.get(topic), Math::max);
            topics.put(topic, random.nextInt(6) == 0 ? 0 : most + random.nextInt(4));
        }
        if (consumers.stream().noneMatch(c -> c.present)) consumers.get(0).present = true;
        if (random.nextInt(2) == 0) Collections.shuffle(consumers, random);
    }

    private void rebalance(String kind, int generation, TreeMap<String, Integer> topics, List<Consumer> all) {
        List<Consumer> consumers = all.stream().filter(c -> c.present).toList();
        HashMap<String, Subscription> subscriptions = new HashMap<>();
        for (Consumer c : consumers) subscriptions.put(c.id, subscription(kind, c, generation));
        AbstractPartitionAssignor assignor = assignor(kind);
        List<String> lines = new ArrayList<>();
        for (Consumer c : consumers) lines.add(describe(kind, c, subscriptions.get(c.id), topics));
        Map<String, Assignment> result;
        try {
            result = assignor.assign(cluster(topics), new GroupSubscription(subscriptions)).groupAssignment();
        } catch (RuntimeException e) {
            skipped++;
            return;
        }
        cases++;
        out.append("C ").append(kind);
        String separator = " ";
        for (Map.Entry<String, Integer> topic : topics.entrySet()) {
            out.append(separator).append(topic.getKey()).append(':').append(topic.getValue());
            separator = ",";
        }
        out.append('\n');
        for (int i = 0; i < consumers.size(); i++) {
            Consumer c = consumers.get(i);
            List<TopicPartition> assigned = result.get(c.id).partitions();
            out.append(lines.get(i)).append(' ').append(encode(assigned, topics)).append('\n');
            apply(kind, c, assigned, generation);
        }
    }

    private Subscription subscription(String kind, Consumer c, int generation) {
        // A member that missed a rebalance has lost its generation; now and then one claims what it had all the same.
        boolean isCurrent = c.generation == generation - 1;
        boolean isZombie = !isCurrent && random.nextInt(3) == 0;
        int joinGeneration = isCurrent || isZombie ? c.generation : -1;
        List<TopicPartition> owned = Collections.emptyList();
        ByteBuffer userData = null;
        if (kind.equals("sticky")) {
            userData = c.sticky.subscriptionUserData(new HashSet<>(c.topics));
        } else if (kind.equals("cooperative-sticky")) {
            userData = c.cooperative.subscriptionUserData(new HashSet<>(c.topics));
            if (isCurrent || isZombie) owned = c.owned;
        }
        Subscription mine = new Subscription(c.topics, userData, owned, joinGeneration, Optional.empty());
        Subscription sent = ConsumerProtocol.deserializeSubscription(ConsumerProtocol.serializeSubscription(mine));
        sent.setGroupInstanceId(Optional.ofNullable(c.instanceId));
        return sent;
    }

    private static AbstractPartitionAssignor assignor(String kind) {
        return switch (kind) {
            case "range" -> new RangeAssignor();
            case "roundrobin" -> new RoundRobinAssignor();
            case "sticky" -> new StickyAssignor();
            default -> new CooperativeStickyAssignor();
        };
    }

    private String describe(String kind, Consumer c, Subscription subscription, TreeMap<String, Integer> topics) {
        AbstractStickyAssignor.MemberData data = null;
        if (kind.equals("sticky")) data = new StickyAssignor().memberData(subscription);
        if (kind.equals("cooperative-sticky")) data = new CooperativeStickyAssignor().memberData(subscription);
        if (subscription.userData() != null) subscription.userData().rewind();
        String owned = data == null ? "-" : encode(data.partitions, topics);
        String generation = data == null || data.generation.isEmpty() ? "-" : data.generation.get().toString();
        String claim = subscription.generationId().map(Object::toString).orElse("-");
        List<String> names = new ArrayList<>(topics.keySet());
        StringBuilder subscribed = new StringBuilder();
        for (String topic : subscription.topics()) {
            subscribed.append(subscribed.length() == 0 ? "" : ",").append(names.indexOf(topic));
        }
        String instance = c.instanceId == null ? "-" : c.instanceId;
        return "M " + c.id + " " + instance + " " + claim + " " + generation + " " + subscribed + " " + owned;
    }

    private void apply(String kind, Consumer c, List<TopicPartition> assigned, int generation) {
        c.owned = assigned;
        c.generation = generation;
        ConsumerGroupMetadata metadata = new ConsumerGroupMetadata("g", generation, c.id, Optional.empty());
        c.sticky.onAssignment(new Assignment(assigned), metadata);
        c.cooperative.onAssignment(new Assignment(assigned), metadata);
    }

    private static Cluster cluster(Map<String, Integer> topics) {
        List<PartitionInfo> partitions = new ArrayList<>();
        Node[] nodes = {NODE};
        topics.forEach((topic, count) -> {
            for (int p = 0; p < count; p++) partitions.add(new PartitionInfo(topic, p, NODE, nodes, nodes));
        });
        return new Cluster("k", List.of(NODE), partitions, Collections.emptySet(), Collections.emptySet());
    }

    private static String encode(List<TopicPartition> partitions, TreeMap<String, Integer> topics) {
        if (partitions.isEmpty()) return "-";
        List<String> names = new ArrayList<>(topics.keySet());
        StringBuilder text = new StringBuilder();
        int i = 0;
        String last = null;
        while (i < partitions.size()) {
            TopicPartition first = partitions.get(i);
            int end = i + 1;
            while (end < partitions.size() && partitions.get(end).topic().equals(first.topic())
                    && partitions.get(end).partition() == partitions.get(end - 1).partition() + 1) end++;
            if (!first.topic().equals(last)) {
                text.append(last == null ? "" : ";").append(names.indexOf(first.topic())).append(':');
            } else {
                text.append(',');
            }
            text.append(first.partition());
            if (end - i > 1) text.append('-').append(partitions.get(end - 1).partition());
            last = first.topic();
            i = end;
        }
        return text.toString();
    }
}
