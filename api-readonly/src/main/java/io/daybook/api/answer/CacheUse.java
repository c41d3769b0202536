package io.daybook.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** What the cache had to do with an answer. */
public enum CacheUse {
    /** It was there. */
    HIT,
    /** It was read. */
    MISS,
    /** The caller's own was still good. */
    REVALIDATED,
    /** It was there, and the store away. */
    KEPT;

    private static final String ATTRIBUTE = CacheUse.class.getName();

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Of an answered request; empty where the cache is not asked. */
    public static Optional<CacheUse> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof CacheUse use
                ? Optional.of(use)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
