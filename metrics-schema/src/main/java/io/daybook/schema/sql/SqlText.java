package io.daybook.schema.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL text cut into code, comments, literals and quoted names, as PostgreSQL's lexer cuts it.
 *
 * <p>This is a lexer's first half only: it knows where a word is code and where it is not. What the
 * code means is PostgreSQL's to say.
 */
public final class SqlText {

    /** What a piece of text is. */
    enum Kind {
        CODE,
        COMMENT,
        LITERAL,
        QUOTED_NAME
    }

    /** A piece of the text with its delimiters; {@code closed} is false when the end is missing. */
    record Piece(Kind kind, String text, boolean closed) {}

    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");

    private final String sql;
    private final List<Piece> pieces = new ArrayList<>();
    private int codeStart;
    private int at;

    private SqlText(String sql) {
        this.sql = sql;
    }

    /**
     * The text with comments removed and runs of white space collapsed to one space, outside
     * literals and quoted names: two texts that mean the same to a reader of the code are equal.
     */
    public static String normalised(String sql) {
        StringBuilder result = new StringBuilder();
        for (Piece piece : pieces(sql)) {
            String text =
                    switch (piece.kind()) {
                        case CODE -> piece.text().replaceAll("\\s+", " ");
                        case COMMENT -> " ";
                        case LITERAL, QUOTED_NAME -> piece.text();
                    };
            // only code and comments begin or end with a space
            boolean doubled = text.startsWith(" ") && !result.isEmpty() && endsWithSpace(result);
            result.append(doubled ? text.substring(1) : text);
        }
        return result.toString().strip();
    }

    /** The code in lower case; a comment is a space, literals and quoted names are empty ones. */
    static String code(String sql) {
        StringBuilder result = new StringBuilder();
        for (Piece piece : pieces(sql)) {
            result.append(
                    switch (piece.kind()) {
                        case CODE -> piece.text().toLowerCase(Locale.ROOT);
                        case COMMENT -> " ";
                        case LITERAL -> "''";
                        case QUOTED_NAME -> "\"\"";
                    });
        }
        return result.toString();
    }

    static List<Piece> pieces(String sql) {
        SqlText text = new SqlText(sql);
        text.cut();
        return text.pieces;
    }

    private void cut() {
        while (at < sql.length()) {
            char here = sql.charAt(at);
            if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                take(Kind.COMMENT, end < 0 ? sql.length() : end, true);
            } else if (sql.startsWith("/*", at)) {
                takeBlockComment();
            } else if (here == '\'') {
                takeQuoted(Kind.LITERAL, here, escapesWithBackslash());
            } else if (here == '"') {
                takeQuoted(Kind.QUOTED_NAME, here, false);
            } else if (here == '$' && !insideWord(at)) {
                takeDollarQuoted();
            } else {
                at++;
            }
        }
        takeCode();
    }

    private void takeBlockComment() {
        int depth = 0;
        int end = at;
        do {
            if (sql.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (sql.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
        } while (depth > 0 && end < sql.length());
        take(Kind.COMMENT, end, depth == 0);
    }

    private void takeQuoted(Kind kind, char quote, boolean backslash) {
        int end = at + 1;
        while (end < sql.length()) {
            if (backslash && sql.charAt(end) == '\\') {
                end += 2;
            } else if (sql.charAt(end) != quote) {
                end++;
            } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                take(kind, end + 1, true);
                return;
            }
        }
        take(kind, sql.length(), false);
    }

    private void takeDollarQuoted() {
        Matcher opening = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        if (!opening.lookingAt()) {
            at++;
            return;
        }
        int closing = sql.indexOf(opening.group(), opening.end());
        int end = closing < 0 ? sql.length() : closing + opening.group().length();
        take(Kind.LITERAL, end, closing >= 0);
    }

    /** Whether the quote at hand follows a lone E, as in E'it\'s'. */
    private boolean escapesWithBackslash() {
        return at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0 && !insideWord(at - 1);
    }

    private boolean insideWord(int index) {
        return index > 0
                && (Character.isLetterOrDigit(sql.charAt(index - 1))
                        || "_$".indexOf(sql.charAt(index - 1)) >= 0);
    }

    private void take(Kind kind, int end, boolean closed) {
        takeCode();
        pieces.add(new Piece(kind, sql.substring(at, end), closed));
        at = end;
        codeStart = end;
    }

    private void takeCode() {
        if (codeStart < at) {
            pieces.add(new Piece(Kind.CODE, sql.substring(codeStart, at), true));
        }
    }

    private static boolean endsWithSpace(StringBuilder text) {
        return text.charAt(text.length() - 1) == ' ';
    }
}
