package headroom.conformance;

import io.github.resilience4j.core.IntervalFunction;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.util.Random;

/**
 * Intervals of the real interval functions with the draws that Math.random gave them: initialMillis,multiplier (empty: not
 * exponential),factor (empty: not randomised),maxMillis (empty: none),attempt,draw,intervalMillis. Doubles are in hexadecimal.
 */
final class RetryTraces {
    private final PrintWriter out;
    private final Random random;

    RetryTraces(PrintWriter out, long seed) {
        this.out = out;
        this.random = new Random(seed);
    }

    void write(int lines) throws ReflectiveOperationException {
        Class<?> holder = Class.forName("java.lang.Math$RandomNumberGeneratorHolder");
        Field field = holder.getDeclaredField("randomNumberGenerator");
        field.setAccessible(true);
        Random behindMathRandom = (Random) field.get(null);
        for (int i = 0; i < lines; i++) {
            long seed = random.nextLong();
            behindMathRandom.setSeed(seed);
            line(new Random(seed).nextDouble());
        }
    }

    private void line(double draw) {
        long initial = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 10 + random.nextInt(2000);
        double multiplier = 1 + random.nextInt(40) / 16.0 + (random.nextBoolean() ? 0.1 : 0);
        double factor = random.nextInt(5) == 0 ? random.nextInt(2) : random.nextDouble();
        long max = 1 + random.nextInt(60_000);
        int attempt = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 12);
        boolean exponential = random.nextInt(4) > 0;
        boolean randomized = random.nextInt(3) > 0;
        boolean capped = exponential && random.nextBoolean();
        IntervalFunction function;
        if (exponential && randomized) {
            function = capped ? IntervalFunction.ofExponentialRandomBackoff(initial, multiplier, factor, max)
                : IntervalFunction.ofExponentialRandomBackoff(initial, multiplier, factor);
        } else if (exponential) {
            function = capped ? IntervalFunction.ofExponentialBackoff(initial, multiplier, max)
                : IntervalFunction.ofExponentialBackoff(initial, multiplier);
        } else if (randomized) {
            function = IntervalFunction.ofRandomized(initial, factor);
        } else {
            function = IntervalFunction.of(initial);
        }
        out.println(initial + "," + (exponential ? Double.toHexString(multiplier) : "") + ","
            + (randomized ? Double.toHexString(factor) : "") + "," + (capped ? max : "") + "," + attempt + ","
            + Double.toHexString(draw) + "," + function.apply(attempt));
    }
}
