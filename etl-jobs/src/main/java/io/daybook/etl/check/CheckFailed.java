package io.daybook.etl.check;

/** A check of severity stop found something; nothing was published. */
public final class CheckFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckFailed(String check, String found) {
        super(
                "Check %s failed: %s (nothing was published, the last publication stands)"
                        .formatted(check, found));
    }
}
