package io.daybook.cli.faults;

import java.util.concurrent.TimeUnit;

/** Between two looks at something that another process does. */
final class Polling {

    private Polling() {}

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
