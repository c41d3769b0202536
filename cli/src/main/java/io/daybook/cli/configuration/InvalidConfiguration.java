package io.daybook.cli.configuration;

import java.util.List;

/** The configuration cannot be used; the message lists every problem at once. */
public final class InvalidConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidConfiguration(List<String> problems) {
        super(
                "%d %s in the configuration:%n  %s%nNothing was changed; mend %s and try again."
                        .formatted(
                                problems.size(),
                                problems.size() == 1 ? "problem" : "problems",
                                String.join(System.lineSeparator() + "  ", problems),
                                problems.size() == 1 ? "it" : "them"));
    }
}
