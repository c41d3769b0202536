package io.daybook.api.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's key set, fetched from its address and kept. Tokens with made-up key ids cause at
 * most one fetch per interval; keys once fetched serve on while the issuer is away. Thread-safe.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final URI address;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable JWKSet keys;
    private volatile long fetchedAt;
    private volatile long triedAt = System.nanoTime() - INTERVAL.toNanos();

    IssuerKeys(URI address) {
        this.address = address;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        List<JWK> matching = select(selector);
        if (!matching.isEmpty() && isYoung(fetchedAt, KEPT)) {
            return matching;
        }
        // who has a key need not wait for a younger one
        if (matching.isEmpty()) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return matching;
        }
        try {
            if (!isYoung(triedAt, INTERVAL)) {
                fetch();
            }
        } finally {
            fetching.unlock();
        }
        if (keys == null) {
            throw new RemoteKeySourceException("no keys from " + address, null);
        }
        return select(selector);
    }

    private List<JWK> select(JWKSelector selector) {
        JWKSet present = keys;
        return present == null ? List.of() : selector.select(present);
    }

    private void fetch() {
        triedAt = System.nanoTime();
        try {
            keys = JWKSet.parse(retriever.retrieveResource(address.toURL()).getContent());
            fetchedAt = System.nanoTime();
        } catch (IOException | ParseException exception) {
            LOG.warn("No keys from {}: {}", address, exception.getMessage());
        }
    }

    private static boolean isYoung(long since, Duration age) {
        return System.nanoTime() - since < age.toNanos();
    }
}
