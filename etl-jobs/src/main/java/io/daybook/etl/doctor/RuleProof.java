package io.daybook.etl.doctor;

import io.daybook.etl.database.StatementFailed;
import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.proof.ViewProof;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Has PostgreSQL prove the rules of the views, over empty temporary tables, rolled back. */
final class RuleProof {

    private static final String CHECK = "rules of views";

    private RuleProof() {}

    static Finding of(Mart mart, Connection store) {
        List<Problem> problems = problems(mart, store);
        if (problems.isEmpty()) {
            return Finding.ok(
                    CHECK,
                    "%d views and %d checks proved by the store's server"
                            .formatted(mart.views().size(), mart.checks().size()));
        }
        return Finding.problem(
                CHECK,
                problems.stream()
                        .map(problem -> problem.file() + ": " + problem.says())
                        .collect(Collectors.joining("; ")),
                "Mend the named files under sql/.",
                List.of());
    }

    private static List<Problem> problems(Mart mart, Connection store) {
        try {
            return ViewProof.problems(store, mart);
        } catch (SQLException exception) {
            throw new StatementFailed("proving the views", mart.name(), exception);
        }
    }
}
