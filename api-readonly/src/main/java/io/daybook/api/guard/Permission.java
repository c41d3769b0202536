package io.daybook.api.guard;

/** What a role may be allowed to do; nothing here changes anything. */
public enum Permission {
    /** Lists, overview, timeline, live, general figures, freshness. */
    READ("metrics:read"),
    /** Reports and exports. */
    REPORTS("metrics:reports"),
    /** Views with the header {@code finance: true}, in reports too. */
    FINANCE("metrics:finance");

    private final String text;

    Permission(String text) {
        this.text = text;
    }

    /** As documents and configuration write it: {@code metrics:read}. */
    @Override
    public String toString() {
        return text;
    }
}
