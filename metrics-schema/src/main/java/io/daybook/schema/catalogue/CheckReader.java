package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.Check.Compare;
import io.daybook.schema.catalogue.Check.Severity;
import io.daybook.schema.catalogue.Check.Stage;
import io.daybook.schema.sql.TextRules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code check_<name>.sql}. */
final class CheckReader {

    private static final List<String> KEYS =
            List.of("check", "stage", "severity", "slice", "inputs", "compare");
    private static final Map<String, Stage> STAGES = byName(Stage.values());
    private static final Map<String, Severity> SEVERITIES = byName(Severity.values());

    private CheckReader() {}

    /** The check; empty when its header has problems, so that none is reported twice. */
    static Optional<Check> read(
            String mart,
            String name,
            String content,
            Optional<Contract> contract,
            FileProblems problems) {
        Optional<Check> check =
                HeadedFile.read(content, problems)
                        .map(file -> check(mart, name, file, contract, problems))
                        .filter(read -> problems.none());
        check.ifPresent(
                read ->
                        TextRules.broken(read.text(), read.stage() == Stage.SOURCE)
                                .forEach(problems::add));
        return check;
    }

    private static Check check(
            String mart,
            String name,
            HeadedFile file,
            Optional<Contract> contract,
            FileProblems problems) {
        Header header = file.header();
        header.allow(KEYS);
        Stage stage = header.oneOf("stage", STAGES).orElse(Stage.SOURCE);
        Optional<Compare> compare = header.mapping("compare").map(CheckReader::compare);
        return new Check(
                mart,
                name,
                header.requiredText("check"),
                stage,
                header.oneOf("severity", SEVERITIES).orElse(Severity.STOP),
                header.names("slice"),
                new InputReader(contract, problems).read(header, roles(stage, compare)),
                compare,
                file.text());
    }

    private static Compare compare(Header fields) {
        fields.allow(List.of("view", "measures"));
        return new Compare(fields.requiredText("view"), fields.requiredNames("measures"));
    }

    private static List<String> roles(Stage stage, Optional<Compare> compare) {
        if (stage != Stage.SOURCE) {
            return InputReader.OVER_STORE;
        }
        return compare.isPresent() ? InputReader.COMPARED : InputReader.OF_ROWS;
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        Map<String, E> names = new LinkedHashMap<>();
        Arrays.stream(constants)
                .forEach(constant -> names.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return names;
    }
}
