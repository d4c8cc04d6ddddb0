package headroom.conformance;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.stats.Rate;

/**
 * The rate a quota measures and its window.
 *
 * <p>Lines: {@code Q} starts a meter with the broker's 11 windows of one second; {@code V nowMs amount} records; {@code M nowMs
 * rateBits windowMs} measures, the rate as the bits of a double.
 */
final class QuotaTrace {
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    QuotaTrace(Random random) {
        this.random = random;
    }

    String build() {
        for (int i = 0; i < 30; i++) meter();
        return out.toString();
    }

    private void meter() {
        MetricConfig config = new MetricConfig().timeWindow(1, TimeUnit.SECONDS).samples(11);
        Rate rate = new Rate();
        long now = random.nextInt(100000);
        out.append("Q\n");
        int step = 1 + random.nextInt(2500);
        for (int i = 0; i < 80; i++) {
            now += random.nextInt(25) == 0 ? random.nextInt(30000) : random.nextInt(step);
            int amount = random.nextInt(12) == 0 ? -random.nextInt(1000) : random.nextInt(1_000_000);
            rate.record(config, amount, now);
            out.append("V ").append(now).append(' ').append(amount).append('\n');
            if (random.nextInt(3) != 0) continue;
            now += random.nextInt(20);
            double measured = rate.measure(config, now);
            out.append("M ").append(now).append(' ').append(Double.doubleToLongBits(measured)).append(' ')
                .append(rate.windowSize(config, now)).append('\n');
        }
    }
}
