package io.daybook.etl.run;

import io.daybook.etl.database.StoreSettings;
import org.jspecify.annotations.Nullable;

/** A mart's launcher, made when it is first needed and kept: its Spring context costs a second. */
final class KeptLauncher implements AutoCloseable {

    private final String mart;
    private final StoreSettings store;
    private @Nullable BatchLauncher launcher;

    KeptLauncher(String mart, StoreSettings store) {
        this.mart = mart;
        this.store = store;
    }

    BatchLauncher get() {
        if (launcher == null) {
            launcher = new BatchLauncher(mart, store);
        }
        return launcher;
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.close();
            launcher = null;
        }
    }
}
