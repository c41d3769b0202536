package io.daybook.schema.catalogue;

/** What holds for the user's own views besides the rules for all. */
final class CustomRules {

    /** Names of indexes and staging tables are made of it, and PostgreSQL cuts them at 63. */
    private static final int LONGEST_STEM = 40;

    private CustomRules() {}

    static void check(Mart mart, View view, FileProblems problems) {
        if (view.overStore()) {
            problems.add(
                    "Invalid over: store (expected a view over the source: these are computed by a"
                            + " role that can only read)");
            return;
        }
        if (view.stem().length() > LONGEST_STEM) {
            problems.add(
                    "Invalid name: %s (expected at most %d characters)"
                            .formatted(view.stem(), LONGEST_STEM));
        }
        if (view.slice().size() > 1 && mart.directory(view.key()).isEmpty()) {
            problems.add(
                    "Invalid slice: %s (expected the key of a directory of %s)"
                            .formatted(view.slice(), mart.name()));
        }
    }
}
