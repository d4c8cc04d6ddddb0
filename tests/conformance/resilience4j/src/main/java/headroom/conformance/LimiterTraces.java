package headroom.conformance;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Random;

/**
 * Random call sequences against the real rate limiter. Lines: C,limit,periodNanos,timeoutNanos,createdNanos then
 * p,nanosSinceTheStepBefore,permits,waitNanos (-1 refused),availablePermissions or d,nanos,,,availablePermissions (drain).
 */
final class LimiterTraces {
    private final PrintWriter out;
    private final Random random;
    private long now;

    LimiterTraces(PrintWriter out, long seed) {
        this.out = out;
        this.random = new Random(seed);
    }

    void write(int sequences, int steps) {
        for (int i = 0; i < sequences; i++) {
            sequence(steps);
        }
    }

    private void sequence(int steps) {
        int limit = 1 + random.nextInt(12);
        long period = 500 + random.nextInt(10_000);
        long timeout = random.nextInt(4) == 0 ? 0 : random.nextInt(60_000);
        now = random.nextInt(100_000);
        AtomicRateLimiter limiter = new AtomicRateLimiter("l", RateLimiterConfig.custom()
            .limitForPeriod(limit)
            .limitRefreshPeriod(Duration.ofNanos(period))
            .timeoutDuration(Duration.ofNanos(timeout))
            .build(), () -> now);
        out.println("C," + limit + "," + period + "," + timeout + "," + now);
        long last = now;
        for (int step = 0; step < steps; step++) {
            now += switch (random.nextInt(6)) {
                case 0, 1 -> 0;
                case 2, 3 -> random.nextInt(500);
                case 4 -> period - 1 + random.nextInt(3);
                default -> random.nextInt(20_000);
            };
            String result;
            if (random.nextInt(25) == 0) {
                limiter.drainPermissions();
                result = "d," + (now - last) + ",,";
            } else {
                int permits = random.nextInt(3) == 0 ? 1 + random.nextInt(limit + 3) : 1;
                result = "p," + (now - last) + "," + permits + "," + limiter.reservePermission(permits);
            }
            out.println(result + "," + limiter.getMetrics().getAvailablePermissions());
            last = now;
        }
    }
}
