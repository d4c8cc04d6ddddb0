package headroom.conformance;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Random call sequences against the real circuit breaker. Line formats:
 * C,failureRate,slowRate,slowNanos,T|C,size,minCalls,permitted,waitNanos,maxHalfOpenNanos,O|C,automatic,initial,startNanos
 * then one line a step: operation,nanosSinceTheStepBefore,argument,answer,state,failureRate,slowRate,total,failed,slow,
 * slowFailed,notPermitted. Operations: a acquire, s success, e error, r release, t timer, m an operator's transition. The
 * values after the state (its position in STATES) are left out ("=") when they are those of the line before.
 */
final class BreakerTraces {
    private static final CircuitBreaker.State[] STATES = {
        CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN,
        CircuitBreaker.State.DISABLED, CircuitBreaker.State.METRICS_ONLY, CircuitBreaker.State.FORCED_OPEN};

    private final PrintWriter out;
    private final Random random;
    private SettableClock clock;
    private VirtualScheduler scheduler;
    private CircuitBreaker breaker;
    private long last;
    private long slowNanos;
    private double failureShare;
    private double slowShare;
    private int inFlight;
    private String lastMetrics;

    BreakerTraces(PrintWriter out, long seed) {
        this.out = out;
        this.random = new Random(seed);
    }

    void write(int sequences, int steps) {
        for (int i = 0; i < sequences; i++) {
            begin();
            for (int step = 0; step < steps; step++) {
                step();
            }
        }
    }

    private float rate() {
        float[] rates = {1, 20, 33.333332f, 50, 66.6f, 75, 100};
        return rates[random.nextInt(rates.length)];
    }

    private void begin() {
        boolean time = random.nextBoolean();
        float failureRate = rate();
        float slowRate = rate();
        slowNanos = 1_000_000L * (1 + random.nextInt(50)) + random.nextInt(3);
        int size = 1 + random.nextInt(time ? 8 : 20);
        int minimum = 1 + random.nextInt(25);
        int permitted = 1 + random.nextInt(6);
        long wait = 1_000_000L * (1 + random.nextInt(3000)) + random.nextInt(2_000_000);
        long maxHalfOpen = random.nextInt(3) == 0 ? 1_000_000L * (1 + random.nextInt(2000)) + random.nextInt(1_000_000) : 0;
        boolean toOpen = random.nextBoolean();
        boolean automatic = random.nextInt(3) == 0;
        CircuitBreaker.State initial =
            random.nextInt(8) > 0 ? CircuitBreaker.State.CLOSED : STATES[random.nextInt(STATES.length)];
        clock = new SettableClock(1_700_000_000_000_000_000L + random.nextInt(2_000_000_000));
        last = clock.nanos;
        scheduler = new VirtualScheduler(clock);
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
            .clock(clock)
            .failureRateThreshold(failureRate)
            .slowCallRateThreshold(slowRate)
            .slowCallDurationThreshold(Duration.ofNanos(slowNanos))
            .slidingWindow(size, minimum, time ? SlidingWindowType.TIME_BASED : SlidingWindowType.COUNT_BASED)
            .permittedNumberOfCallsInHalfOpenState(permitted)
            .waitDurationInOpenState(Duration.ofNanos(wait))
            .maxWaitDurationInHalfOpenState(Duration.ofNanos(maxHalfOpen))
            .transitionToStateAfterWaitDuration(toOpen ? CircuitBreaker.State.OPEN : CircuitBreaker.State.CLOSED)
            .automaticTransitionFromOpenToHalfOpenEnabled(automatic)
            .initialState(initial)
            .build();
        breaker = new CircuitBreakerStateMachine("b", config, scheduler.factory());
        failureShare = random.nextDouble();
        slowShare = random.nextInt(3) == 0 ? random.nextDouble() : 0.1;
        inFlight = 0;
        lastMetrics = "";
        out.println(String.join(",", "C", Float.toString(failureRate), Float.toString(slowRate), "" + slowNanos, time ? "T" : "C",
            "" + size, "" + config.getMinimumNumberOfCalls(), "" + permitted, "" + wait, "" + maxHalfOpen, toOpen ? "O" : "C",
            automatic ? "1" : "0", "" + position(initial), "" + clock.nanos));
    }

    private void step() {
        advance();
        int choice = random.nextInt(100);
        if (inFlight > 0 && choice < 50) {
            end();
        } else if (choice < 96) {
            boolean permitted = breaker.tryAcquirePermission();
            if (permitted) {
                inFlight++;
            }
            line('a', "", permitted ? "1" : "0");
        } else if (choice < 98) {
            breaker.releasePermission();
            inFlight = Math.max(0, inFlight - 1);
            line('r', "", "");
        } else if (random.nextInt(10) == 0) {
            transition(STATES[random.nextInt(STATES.length)]);
        }
    }

    private void advance() {
        long step = switch (random.nextInt(10)) {
            case 0, 1, 2 -> 0;
            case 3, 4, 5, 6 -> random.nextInt(5_000_000);
            case 7 -> random.nextInt(200_000_000);
            case 8 -> random.nextInt(1_500_000_000);
            default -> random.nextInt(20) == 0 ? 20_000_000_000L + random.nextInt(1000) : random.nextInt(50_000_000);
        };
        long target = clock.nanos + step;
        while (scheduler.due() >= 0 && scheduler.due() <= target) {
            clock.nanos = scheduler.due();
            scheduler.fire();
            line('t', "", "");
        }
        clock.nanos = target;
        // Exactly at the end of the wait an open breaker still refuses; visit that instant often.
        if (scheduler.due() < 0 && random.nextInt(8) == 0 && breaker.getState() == CircuitBreaker.State.OPEN) {
            clock.nanos = Math.max(clock.nanos, openedUntil());
        }
    }

    private long openedUntil() {
        long wait = breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
        return openedAt + wait * 1_000_000L + random.nextInt(2);
    }

    private long openedAt;

    private void end() {
        inFlight--;
        boolean slow = random.nextDouble() < slowShare;
        long elapsed = slow ? slowNanos + 1 + random.nextInt(1000) : slowNanos - random.nextInt(1000);
        if (random.nextDouble() < failureShare) {
            breaker.onError(elapsed, TimeUnit.NANOSECONDS, new IllegalStateException());
            line('e', "" + elapsed, "");
        } else {
            breaker.onSuccess(elapsed, TimeUnit.NANOSECONDS);
            line('s', "" + elapsed, "");
        }
    }

    private void transition(CircuitBreaker.State target) {
        if (target == breaker.getState()) {
            return;
        }
        CircuitBreaker.State from = breaker.getState();
        boolean withoutWindow = from == CircuitBreaker.State.DISABLED || from == CircuitBreaker.State.FORCED_OPEN;
        if (target == CircuitBreaker.State.OPEN && withoutWindow) {
            // The open state would keep a window of size 0, and the next result would divide by it (seen in 2.4.0).
            return;
        }
        try {
            switch (target) {
                case CLOSED -> breaker.transitionToClosedState();
                case OPEN -> breaker.transitionToOpenState();
                case HALF_OPEN -> breaker.transitionToHalfOpenState();
                case DISABLED -> breaker.transitionToDisabledState();
                case METRICS_ONLY -> breaker.transitionToMetricsOnlyState();
                case FORCED_OPEN -> breaker.transitionToForcedOpenState();
                default -> throw new IllegalStateException();
            }
        } catch (IllegalStateTransitionException notAllowedFromHere) {
            return;
        }
        line('m', "" + position(target), "");
    }

    private CircuitBreaker.State stateBefore;

    private void line(char operation, String argument, String answer) {
        CircuitBreaker.State state = breaker.getState();
        if (state == CircuitBreaker.State.OPEN && stateBefore != state) {
            openedAt = clock.nanos;
        }
        stateBefore = state;
        CircuitBreaker.Metrics m = breaker.getMetrics();
        String metrics = String.join(",", number(m.getFailureRate()), number(m.getSlowCallRate()),
            "" + m.getNumberOfBufferedCalls(), "" + m.getNumberOfFailedCalls(), "" + m.getNumberOfSlowCalls(),
            "" + m.getNumberOfSlowFailedCalls(), "" + m.getNumberOfNotPermittedCalls());
        out.println(operation + "," + (clock.nanos - last) + "," + argument + "," + answer + "," + position(state) + ","
            + (metrics.equals(lastMetrics) ? "=" : metrics));
        lastMetrics = metrics;
        last = clock.nanos;
    }

    private static int position(CircuitBreaker.State state) {
        return Arrays.asList(STATES).indexOf(state);
    }

    private static String number(float value) {
        return value == (int) value ? "" + (int) value : Float.toString(value);
    }
}
