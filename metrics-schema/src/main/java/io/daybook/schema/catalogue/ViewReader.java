package io.daybook.schema.catalogue;

import io.daybook.schema.sql.DefinitionVersion;
import io.daybook.schema.sql.TextRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code view_<stem>.sql}. */
final class ViewReader {

    private static final String RATIOS = "ratios";
    private static final String ATTRIBUTES = "attributes";
    private static final String FUTURE = "future";

    /** What only readers of the table mind: changing it makes no stored row stale. */
    private static final Set<String> OF_READERS = Set.of(RATIOS, ATTRIBUTES, FUTURE);

    private static final List<String> KEYS =
            List.of(
                    "row",
                    "grain",
                    "slice",
                    "inputs",
                    "excludes",
                    "over",
                    "privacy",
                    "finance",
                    FUTURE,
                    "sets",
                    RATIOS,
                    ATTRIBUTES);
    private static final String STORE = "store";

    private ViewReader() {}

    /** The view; empty when its header has problems, so that none is reported twice. */
    static Optional<View> read(
            String mart,
            String stem,
            String content,
            Optional<Contract> contract,
            FileProblems problems) {
        Optional<View> view =
                HeadedFile.read(content, problems)
                        .map(file -> view(mart, stem, file, contract, problems))
                        .filter(read -> problems.none());
        view.ifPresent(
                read -> TextRules.broken(read.text(), !read.overStore()).forEach(problems::add));
        return view;
    }

    private static View view(
            String mart,
            String stem,
            HeadedFile file,
            Optional<Contract> contract,
            FileProblems problems) {
        Header header = file.header();
        header.allow(KEYS);
        Optional<String> over = header.text("over");
        if (over.isPresent() && !over.get().equals(STORE)) {
            problems.add("Invalid over: " + over.get() + " (expected " + STORE + ")");
        }
        return new View(
                mart,
                stem,
                header.requiredText("row"),
                header.requiredNames("grain"),
                header.requiredNames("slice"),
                new InputReader(contract, problems)
                        .read(
                                header,
                                over.isPresent()
                                        ? InputReader.OVER_STORE
                                        : InputReader.OVER_SOURCE),
                over.isPresent(),
                header.text("excludes"),
                header.text("privacy"),
                header.flag("finance"),
                header.flag(FUTURE),
                header.names("sets"),
                ratios(header),
                header.names(ATTRIBUTES),
                file.text(),
                DefinitionVersion.of(header.canonicalWithout(OF_READERS), file.text()));
    }

    private static Map<String, View.Ratio> ratios(Header header) {
        Map<String, View.Ratio> ratios = new LinkedHashMap<>();
        if (header.has(RATIOS)) {
            header.requiredMappings(RATIOS)
                    .forEach((name, parts) -> ratios.put(name, ratio(parts)));
        }
        return ratios;
    }

    private static View.Ratio ratio(Header parts) {
        parts.allow(List.of("of", "per"));
        return new View.Ratio(parts.requiredText("of"), parts.requiredText("per"));
    }
}
