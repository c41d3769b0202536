package io.daybook.etl.embedded;

/** The wait between two looks at something that another process is about to change. */
final class Pause {

    private Pause() {}

    static void briefly() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerUnavailable(
                    "Interrupted while waiting for the embedded PostgreSQL.", e);
        }
    }
}
