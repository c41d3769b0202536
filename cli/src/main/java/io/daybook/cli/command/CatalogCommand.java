package io.daybook.cli.command;

import io.daybook.cli.output.CatalogResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is defined. */
@Command(
        name = "catalog",
        description = "Lists marts, views, what they read, their tables and endpoints.")
public final class CatalogCommand extends DaybookCommand {

    @Option(
            names = "--sql",
            paramLabel = "VIEW",
            description = "Print the view's complete statement instead, to paste into psql.")
    @Nullable String sql;

    public CatalogCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        if (sql == null) {
            for (Mart mart : catalogue.marts()) {
                terminal.result(CatalogResult.of(mart, Endpoints.of(mart.name())).titled());
            }
        } else {
            View view = catalogue.view(sql);
            String schema = configuration(catalogue, terminal).sources().get(view.mart()).schema();
            if (view.overStore()) {
                terminal.data(
                        "-- for the store, not the source: it reads the metric tables in the schema %s"
                                .formatted(view.mart()));
            }
            terminal.data(CompleteStatement.whole(catalogue.mart(view.mart()), view, schema));
        }
        return ExitCodes.OK;
    }
}
