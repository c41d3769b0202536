package io.daybook.schema.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules that a text search can decide, outside comments, literals and quoted names.
 *
 * <p>They are looked at whenever the catalogue is loaded, because they need no database; what they
 * cannot see, the proof on a server does.
 */
public final class TextRules {

    private record Rule(Pattern pattern, String why) {}

    private static final List<Rule> ALWAYS =
            List.of(
                    rule(";", "a view is one SELECT"),
                    rule("\\bnow\\s*\\(", "a metric depends on its inputs only"),
                    rule(
                            "\\b(?:current_(?:date|time|timestamp)|localtime|localtimestamp)\\b",
                            "a metric depends on its inputs only"),
                    rule("\\brandom\\s*\\(", "a metric depends on its inputs only"),
                    rule("\\bwith\\s+recursive\\b", "inputs are narrowed, recursion is not"),
                    rule("(?<![\\w$])daybook_[\\w$]*", "these names are the engine's"));

    private static final List<Rule> PORTABLE =
            List.of(
                    rule("::", "expected cast(x as type)"),
                    rule("\\bdate_trunc\\b", "expected cast(timezone(zone, instant) as date)"),
                    rule("\\bgenerate_series\\b", "no other engine has it"),
                    rule("\\bextract\\s*\\(\\s*epoch\\b", "expected another field"));

    /** PostgreSQL reads these as the current time when a literal becomes a date. */
    private static final Pattern TIME_WORD =
            Pattern.compile("'\\s*(now|today|tomorrow|yesterday)\\b[\\d\\s:.+-]*'");

    private TextRules() {}

    /**
     * One sentence per broken rule.
     *
     * @param portable whether the text must run on other engines too, as views over the source must
     */
    public static List<String> broken(String text, boolean portable) {
        List<String> found = new ArrayList<>();
        String code = SqlText.code(text);
        Stream.concat(ALWAYS.stream(), portable ? PORTABLE.stream() : Stream.empty())
                .forEach(rule -> refused(rule, code, found));
        if (!balanced(code)) {
            found.add("Unbalanced parentheses: expected each to be closed after it was opened");
        }
        for (SqlText.Piece piece : SqlText.pieces(text)) {
            brokenPiece(piece, found);
        }
        return found;
    }

    private static void refused(Rule rule, String code, List<String> found) {
        Matcher matcher = rule.pattern().matcher(code);
        if (matcher.find()) {
            String word =
                    matcher.group()
                            .replaceAll("\\s+", " ")
                            .replaceAll(" ?\\( ?", "(")
                            .replaceAll("\\($", "()");
            found.add("Refused: " + word + " (" + rule.why() + ")");
        }
    }

    private static void brokenPiece(SqlText.Piece piece, List<String> found) {
        String text = piece.text().toLowerCase(Locale.ROOT);
        if (!piece.closed()) {
            found.add("Not closed: " + piece.text().lines().findFirst().orElse(""));
        } else if (piece.kind() == SqlText.Kind.QUOTED_NAME && text.startsWith("\"daybook_")) {
            found.add("Refused: " + piece.text() + " (these names are the engine's)");
        } else if (piece.kind() == SqlText.Kind.LITERAL && TIME_WORD.matcher(text).matches()) {
            found.add("Refused: " + piece.text() + " (a metric depends on its inputs only)");
        }
    }

    /** Unbalanced, a text could close the parentheses that the engine puts around it. */
    private static boolean balanced(String code) {
        int depth = 0;
        for (char here : code.toCharArray()) {
            depth += here == '(' ? 1 : here == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private static Rule rule(String pattern, String why) {
        return new Rule(Pattern.compile(pattern), why);
    }
}
