package io.daybook.cli.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.schema.testing.TestPostgres;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** No answer mixes generations, none fails and none shows a gap while runs publish. */
class ReadersDuringPublicationIntegrationTest {

    private static final int GENERATIONS = 8;

    private final EvenMart mart = new EvenMart();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void everyAnswerIsOfOneGeneration() throws InterruptedException, ExecutionException {
        assertThat(mart.publishNext()).isEqualTo(1);
        try (ApiServer api = ApiServer.start(settings())) {
            List<Reader> readers =
                    List.of(
                            reader(api, "/1/analytics/overview", Reader::checkOverview),
                            reader(api, "/2/analytics/timeline?range=all", Reader::checkTimeline),
                            reader(api, "/1/analytics/timeline?range=all", Reader::checkTimeline),
                            reader(api, "", Reader::checkList));
            List<Future<Long>> answers = readers.stream().map(threads::submit).toList();
            for (long generation = 2; generation <= GENERATIONS; generation++) {
                assertThat(mart.publishNext()).isEqualTo(generation);
                awaitSeen(readers, answers, generation);
            }
            readers.forEach(Reader::stop);
            for (Future<Long> count : answers) {
                assertThat(count.get()).isGreaterThanOrEqualTo(GENERATIONS - 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** So that each reader looks at every generation; one that failed tells why. */
    private static void awaitSeen(List<Reader> readers, List<Future<Long>> answers, long generation)
            throws InterruptedException, ExecutionException {
        while (readers.stream().anyMatch(reader -> reader.generation() < generation)) {
            for (Future<Long> answer : answers) {
                if (answer.isDone()) {
                    answer.get();
                }
            }
            Thread.sleep(2);
        }
    }

    private static Reader reader(ApiServer api, String path, Reader.Figures figures) {
        return new Reader(URI.create(api.url() + "/api/v1/events" + path), figures);
    }

    private ServeSettings settings() {
        return new ServeSettings(
                mart.store().url(),
                TestPostgres.READER,
                TestPostgres.READER,
                "127.0.0.1",
                0,
                "acme",
                ServeSettings.DEFAULT_FRESHNESS_LIMIT,
                ServeSettings.DEFAULT_MIN_GROUP);
    }
}
