package io.daybook.api.testing;

/** Writes long one-line texts as text blocks. */
public final class Lines {

    private Lines() {}

    /** The lines without their indentation, joined without anything between. */
    public static String joined(String block) {
        return block.lines().map(String::strip).reduce("", String::concat);
    }
}
