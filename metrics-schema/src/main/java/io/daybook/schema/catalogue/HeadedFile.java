package io.daybook.schema.catalogue;

import java.util.Optional;

/**
 * A file that begins with a YAML header in a comment.
 *
 * @param text what follows the header, without the white space around it
 */
record HeadedFile(Header header, String text) {

    private static final String OPEN = "/*";
    private static final String CLOSE = "*/";

    /** The parts of the file; empty, with a problem reported, when it has no readable header. */
    static Optional<HeadedFile> read(String content, FileProblems problems) {
        String file = content.strip();
        int end = file.indexOf(CLOSE);
        if (!file.startsWith(OPEN) || end < 0) {
            problems.add(
                    "Missing header: expected the file to begin with " + OPEN + " YAML " + CLOSE);
            return Optional.empty();
        }
        String text = file.substring(end + CLOSE.length()).strip();
        return Header.parse(file.substring(OPEN.length(), end), problems)
                .map(header -> new HeadedFile(header, text));
    }
}
