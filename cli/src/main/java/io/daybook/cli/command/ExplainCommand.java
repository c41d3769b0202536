package io.daybook.cli.command;

import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.ExplainResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.explain.Explainer;
import io.daybook.etl.explain.Explanation;
import io.daybook.etl.explain.InvalidSlice;
import io.daybook.etl.explain.SliceKeys;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why a number is what it is. */
@Command(
        name = "explain",
        description = {
            "Shows the source's rows behind one slice, what the view returns over each, and their"
                    + " sum beside the stored value.",
            "It prints the rows themselves: mind who sees them. Exit code 0 also when there is no"
                    + " such slice, 4 when the stored value drifted."
        })
public final class ExplainCommand extends DaybookCommand {

    @Parameters(index = "0", paramLabel = "VIEW", description = "A view over the source.")
    String view = "";

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description =
                    "Every slice column of the view: tenant_id=demo event_id=15 day=2026-11-20.")
    List<String> keys = List.of();

    public ExplainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        View chosen = catalogue.view(view);
        Slice slice = slice(chosen);
        Mart mart = catalogue.mart(chosen.mart());
        return connected(
                configuration(catalogue, terminal),
                terminal,
                List.of(mart),
                Set.of(Need.SOURCE, Need.WRITER),
                databases -> {
                    Explanation explanation =
                            new Explainer(mart, databases.source(mart.name()), databases.store())
                                    .explain(chosen, slice);
                    terminal.result(ExplainResult.of(explanation));
                    return explanation.exitCode();
                });
    }

    private Slice slice(View chosen) {
        try {
            return SliceKeys.read(chosen, keys);
        } catch (InvalidSlice | UnknownName exception) {
            throw usage(exception.getMessage());
        }
    }
}
