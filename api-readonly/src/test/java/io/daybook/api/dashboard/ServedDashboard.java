package io.daybook.api.dashboard;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;

/** The dashboard over a store with something to show, and a browser to look at it. */
record ServedDashboard(Chromium chromium, TestStore store, TestApi api) implements AutoCloseable {

    /** Skips the test, and says so, where there is no Chromium. */
    static ServedDashboard start() {
        Chromium chromium = Chromium.start();
        TestStore store = DashboardStore.published();
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
