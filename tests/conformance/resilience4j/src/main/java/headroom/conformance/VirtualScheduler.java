package headroom.conformance;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs the breaker's one pending timer when the generator says so, on the generator's clock. */
final class VirtualScheduler {
    private final SettableClock clock;
    private Runnable task;
    private long due;

    VirtualScheduler(SettableClock clock) {
        this.clock = clock;
    }

    SchedulerFactory factory() {
        ScheduledExecutorService service = mock(ScheduledExecutorService.class);
        when(service.schedule(any(Runnable.class), anyLong(), any(TimeUnit.class))).thenAnswer(call -> {
            Runnable scheduled = call.getArgument(0);
            TimeUnit unit = call.getArgument(2);
            task = scheduled;
            due = clock.nanos + unit.toNanos(call.<Long>getArgument(1));
            ScheduledFuture<?> future = mock(ScheduledFuture.class);
            when(future.cancel(anyBoolean())).thenAnswer(ignored -> {
                if (task == scheduled) {
                    task = null;
                }
                return true;
            });
            return future;
        });
        SchedulerFactory factory = mock(SchedulerFactory.class);
        when(factory.getScheduler()).thenReturn(service);
        return factory;
    }

    /** When the pending timer is due, or -1. */
    long due() {
        return task == null ? -1 : due;
    }

    void fire() {
        Runnable fired = task;
        task = null;
        fired.run();
    }
}
