package io.daybook.schema.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node of the tree that PostgreSQL stores for a view, {@code {LABEL :field value ...}}.
 *
 * <p>Lists are flattened: a field has atoms and nodes, in their order. That loses nothing that the
 * proof asks for, and it is the same for all server versions.
 */
final class ParseTree {

    private static final String ABSENT = "<>";

    private final String label;
    private final Map<String, List<String>> atoms = new LinkedHashMap<>();
    private final Map<String, List<ParseTree>> nodes = new LinkedHashMap<>();

    private ParseTree(String label) {
        this.label = label;
    }

    /** The tree in {@code pg_rewrite.ev_action}: a list of one query. */
    static ParseTree parse(String action) {
        return new Parser(action).first();
    }

    String label() {
        return label;
    }

    /** The values of a field that are not nodes; empty when the field is absent. */
    List<String> atoms(String field) {
        return atoms.getOrDefault(field, List.of());
    }

    /** The nodes of a field; empty when the field is absent. */
    List<ParseTree> nodes(String field) {
        return nodes.getOrDefault(field, List.of());
    }

    /** Whether the field holds something. */
    boolean has(String field) {
        return !nodes(field).isEmpty() || atoms(field).stream().anyMatch(a -> !a.equals(ABSENT));
    }

    /** This node and all below it. */
    Stream<ParseTree> all() {
        return Stream.concat(
                Stream.of(this),
                nodes.values().stream().flatMap(List::stream).flatMap(ParseTree::all));
    }

    /** This node and all below it, but for what stands in one of its own fields. */
    Stream<ParseTree> allBut(String field) {
        return Stream.concat(
                Stream.of(this),
                nodes.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(field))
                        .flatMap(entry -> entry.getValue().stream())
                        .flatMap(ParseTree::all));
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ParseTree first() {
            String token = next();
            while (!token.equals("{")) {
                if (token.isEmpty()) {
                    throw new IllegalArgumentException("no node in " + text);
                }
                token = next();
            }
            return node();
        }

        private ParseTree node() {
            ParseTree node = new ParseTree(next());
            String field = "";
            for (String token = next(); !token.equals("}"); token = next()) {
                if (token.isEmpty()) {
                    throw new IllegalArgumentException("node " + node.label + " has no end");
                }
                if (token.startsWith(":")) {
                    field = token.substring(1);
                } else if (token.equals("{")) {
                    node.nodes.computeIfAbsent(field, any -> new ArrayList<>()).add(node());
                } else if (!token.equals("(") && !token.equals(")")) {
                    node.atoms.computeIfAbsent(field, any -> new ArrayList<>()).add(token);
                }
            }
            return node;
        }

        /** The next token as PostgreSQL's own reader cuts it; empty at the end. */
        private String next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int start = at;
            if (at < text.length() && isBracket(text.charAt(at))) {
                at++;
            } else {
                while (at < text.length()
                        && !Character.isWhitespace(text.charAt(at))
                        && !isBracket(text.charAt(at))) {
                    at += text.charAt(at) == '\\' ? 2 : 1;
                }
            }
            return text.substring(start, Math.min(at, text.length()));
        }

        private static boolean isBracket(char here) {
            return "(){}".indexOf(here) >= 0;
        }
    }
}
