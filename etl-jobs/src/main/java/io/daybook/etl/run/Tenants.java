package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The tenants of a mart. One that neither the store nor the source knows was misspelt: a backfill
 * of it would do nothing and look like a success.
 */
record Tenants(Mart mart, SourceSettings source, Connection store) {

    private static final String STAGE = "looking for the tenant";

    /**
     * Refuses an unknown tenant.
     *
     * @throws RunFailure with exit code 2, naming the nearest known one if one is near
     */
    void check(String tenant) {
        if (anyStored(tenant)) {
            return;
        }
        List<String> ofSource = ofSource();
        if (ofSource.contains(tenant)) {
            return;
        }
        TreeSet<String> known = new TreeSet<>(ofSource);
        known.addAll(ofStore());
        throw new RunFailure(
                2,
                "Unknown tenant: %s (%s; nothing was changed)"
                        .formatted(
                                tenant,
                                UnknownName.nearest(tenant, List.copyOf(known))
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse(
                                                "expected a tenant of the mart "
                                                        + mart.name()
                                                        + " in the source or the store")));
    }

    private boolean anyStored(String tenant) {
        return mart.views().stream().anyMatch(view -> stored(view, tenant));
    }

    private boolean stored(View view, String tenant) {
        return Sql.one(
                store,
                STAGE,
                "select exists (select from %s.%s where tenant_id = %s)"
                        .formatted(mart.name(), view.stem(), text(tenant)),
                row -> row.getBoolean(1));
    }

    private List<String> ofStore() {
        List<String> tenants = new ArrayList<>();
        for (View view : mart.views()) {
            tenants.addAll(
                    Sql.query(
                            store,
                            STAGE,
                            "select distinct tenant_id from %s.%s"
                                    .formatted(mart.name(), view.stem()),
                            row -> row.getString(1)));
        }
        return tenants;
    }

    private List<String> ofSource() {
        List<String> tenants = new ArrayList<>();
        try (Connection connection = Databases.source(source)) {
            for (Input.Entity entity : EntityChanges.entities(mart)) {
                tenants.addAll(
                        Sql.query(
                                connection,
                                STAGE,
                                "select distinct cast(tenant_id as text) from %s.%s where tenant_id is not null"
                                        .formatted(
                                                Literals.identifier(source.schema()),
                                                entity.table()),
                                row -> row.getString(1)));
            }
            return tenants;
        } catch (SQLException exception) {
            throw new RunFailure(1, "Closing the source's connection: " + exception.getMessage());
        }
    }
}
