package headroom.conformance;

import java.util.Random;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * Bounds of the retry back-off over many draws of the library's own.
 *
 * <p>Lines: {@code initial maximum attempts exact least greatest}: the value without jitter, and the least and greatest of
 * 4000 values with a jitter of 0.2.
 */
final class BackoffTrace {
    private final Random random;

    BackoffTrace(Random random) {
        this.random = random;
    }

    String build() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            long initial = i % 5 == 0 ? 100 : random.nextInt(3000);
            long maximum = i % 5 == 0 ? 1000 : random.nextInt(20000);
            int attempts = random.nextInt(12);
            long exact = new ExponentialBackoff(initial, 2, maximum, 0.0).backoff(attempts);
            ExponentialBackoff jittered = new ExponentialBackoff(initial, 2, maximum, 0.2);
            long least = Long.MAX_VALUE;
            long greatest = 0;
            for (int draw = 0; draw < 4000; draw++) {
                long value = jittered.backoff(attempts);
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
            out.append(initial).append(' ').append(maximum).append(' ').append(attempts).append(' ').append(exact).append(' ')
                .append(least).append(' ').append(greatest).append('\n');
        }
        return out.toString();
    }
}
