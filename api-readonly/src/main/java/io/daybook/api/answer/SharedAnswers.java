package io.daybook.api.answer;

import io.daybook.api.answer.AnswerCache.Key;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;

/**
 * Answers that several servers of one deployment share, beside those that each keeps for itself. A
 * cache that fails is left alone until it answers again: to be without it costs a reading of the
 * store, never a refusal. Thread-safe.
 */
public final class SharedAnswers implements AutoCloseable {

    // Whether it answers is found out beside the requests: at the start, and every five seconds
    // after a failure. So a cache that hangs costs its short time-out to those requests only that
    // were under way when it began to.

    private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    /** Raised when the bytes mean something else. */
    private static final String FORMAT = "daybook-answer-1";

    private final Cache cache;
    private final String settings;
    private final Duration pause;

    // A request may outlive the end by a moment: the probe that it asks for is dropped.
    private final ScheduledExecutorService prober =
            new ScheduledThreadPoolExecutor(
                    1,
                    work -> {
                        Thread thread = new Thread(work, "daybook-shared-answers");
                        thread.setDaemon(true);
                        return thread;
                    },
                    new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean answering;
    private boolean told;

    /**
     * @param cache of byte arrays, with a name of the deployment before each key
     * @param settings what was kept under others is not found
     */
    public SharedAnswers(Cache cache, AnswerSettings settings) {
        this(cache, settings, USUAL_PAUSE);
    }

    /**
     * @param pause after which a cache that failed is asked again
     */
    SharedAnswers(Cache cache, AnswerSettings settings, Duration pause) {
        this.cache = cache;
        this.pause = pause;
        this.settings = encoded(settings.text());
        prober.execute(this::probe);
    }

    /** Whether the cache is asked at present. */
    boolean answering() {
        return answering;
    }

    Optional<Answer> find(Key key) {
        byte[] bytes = tried(() -> cache.get(text(key), byte[].class));
        return bytes == null ? Optional.empty() : decoded(bytes);
    }

    void put(Key key, Answer answer) {
        tried(
                () -> {
                    cache.put(text(key), encoded(answer));
                    return null;
                });
    }

    /** Whatever fails, fails as if the answer was not there. */
    private <T> @Nullable T tried(Supplier<@Nullable T> use) {
        if (!answering) {
            return null;
        }
        try {
            return use.get();
        } catch (RuntimeException failure) {
            lose(failure);
            return null;
        }
    }

    private synchronized void lose(RuntimeException failure) {
        if (answering) {
            answering = false;
            tell(failure);
            probeLater();
        }
    }

    private void probeLater() {
        prober.schedule(this::probe, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void probe() {
        try {
            cache.get("probe", byte[].class);
            answering = true;
            told = false;
        } catch (RuntimeException still) {
            tell(still);
            probeLater();
        }
    }

    /** Once until it answers again; a wrong password is told so, too. */
    private void tell(RuntimeException failure) {
        if (!told) {
            told = true;
            LOG.warn(
                    "The shared cache does not answer and is left alone until it does: {}",
                    why(failure));
        }
    }

    /** The innermost reason in one line; the outer ones name classes of libraries. */
    private static String why(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** No part can run into the next: none has a colon once it is encoded. */
    private String text(Key key) {
        return String.join(
                ":",
                encoded(key.tenant()),
                encoded(key.mart()),
                Long.toString(key.generation()),
                settings,
                encoded(
                        String.join(
                                ",", key.roles().stream().map(SharedAnswers::encoded).toList())),
                encoded(key.query()));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    /** Three lines about the answer, then its body. */
    private static byte[] encoded(Answer answer) {
        Standing standing = answer.standing();
        byte[] head =
                "%s\n%d %s %s\n%s\n"
                        .formatted(
                                FORMAT,
                                standing.generation(),
                                standing.asOf(),
                                standing.hole(),
                                answer.tag().text())
                        .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + answer.body().length)
                .put(head)
                .put(answer.body())
                .array();
    }

    /** Empty for what is none of ours. */
    private static Optional<Answer> decoded(byte[] bytes) {
        String[] lines = new String[3];
        int from = 0;
        for (int line = 0; line < lines.length; line++) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                return Optional.empty();
            }
            lines[line] = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            from = end + 1;
        }
        String[] standing = lines[1].split(" ");
        if (!lines[0].equals(FORMAT) || standing.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Answer(
                            new Standing(
                                    Long.parseLong(standing[0]),
                                    Instant.parse(standing[1]),
                                    Boolean.parseBoolean(standing[2])),
                            new EntityTag(lines[2]),
                            Arrays.copyOfRange(bytes, from, bytes.length)));
        } catch (NumberFormatException | DateTimeParseException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        prober.shutdownNow();
    }
}
