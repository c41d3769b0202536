package io.daybook.api.dashboard;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.util.function.Supplier;

/** The dashboard over a store with something to show, and a browser to look at it. */
record ServedDashboard(Chromium chromium, TestStore store, TestApi api) implements AutoCloseable {

    /** Skips the test, and says so, where there is no Chromium. */
    static ServedDashboard start() {
        return start(DashboardStore::published);
    }

    /** The same over another store, which is not made where there is no Chromium. */
    static ServedDashboard start(Supplier<TestStore> made) {
        Chromium chromium = Chromium.start();
        TestStore store = made.get();
        return new ServedDashboard(chromium, store, TestApi.start(store.database(), "demo"));
    }

    Visit visit(Visit.Look look) {
        return chromium.visit(api.port(), look);
    }

    @Override
    public void close() {
        chromium.close();
        api.close();
    }
}
