package io.daybook.etl.simulator;

import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What goes wrong during one run. Most are done by the store's server itself: a trigger that
 * refuses a row, or ends the session that writes it.
 *
 * @param name as it stands in the story
 * @param sql what the store's superuser runs before; everything lies in the schema {@code fault}
 * @param step the step at whose beginning the deed is done; empty for none
 * @param deed what is done then
 * @param prevents whether no run that publishes can publish under it
 */
record Fault(String name, String sql, String step, Deed deed, boolean prevents) {

    /** What the test does itself when a step begins. */
    enum Deed {
        NOTHING,
        END_STORE_SESSIONS,
        END_SOURCE_SESSIONS,
        STOP
    }

    static final Fault NONE = new Fault("none", "", "", Deed.NOTHING, false);

    private static final List<String> STEPS = List.of("plan", "compute", "check", "publish");

    private static final String REFUSE = "raise exception 'refused by the simulator';";

    /** The writer may not; the function belongs to the superuser. */
    private static final String DIE = "perform pg_terminate_backend(pg_backend_pid());";

    static Fault random(Random random, Set<String> stems) {
        String step = STEPS.get(random.nextInt(STEPS.size()));
        List<String> tables = stems.stream().sorted().toList();
        String table = "events." + tables.get(random.nextInt(tables.size()));
        return switch (random.nextInt(14)) {
            case 0 -> trigger("generation refused", "daybook.generation", "insert", REFUSE, true);
            case 1 -> commit("commit refused", REFUSE);
            case 2 -> trigger("death while publishing", "daybook.generation", "insert", DIE, true);
            case 3 -> commit("death at commit", DIE);
            case 4 -> trigger("rows of " + table + " refused", table, "insert", REFUSE, false);
            case 5 -> trigger("deletion of " + table + " refused", table, "delete", REFUSE, false);
            case 6 -> trigger("death at " + table, table, "insert or delete", DIE, false);
            case 7 -> history(step, "insert");
            case 8 -> history(random.nextBoolean() ? step : "report", "update");
            case 9 -> staging();
            case 10 -> report();
            case 11 -> deed("store sessions ended at ", step, Deed.END_STORE_SESSIONS);
            case 12 -> deed("source sessions ended at ", step, Deed.END_SOURCE_SESSIONS);
            default -> deed("stopped at ", step, Deed.STOP);
        };
    }

    boolean strikesAt(String begun) {
        // a comparison has a step of another name in the publication's place
        return begun.equals(step) || (step.equals("publish") && begun.equals("compare"));
    }

    private static Fault deed(String name, String step, Deed deed) {
        return new Fault(name + step, "", step, deed, false);
    }

    private static Fault trigger(
            String name, String table, String event, String body, boolean prevents) {
        return new Fault(
                name,
                function("trigger", body + " return coalesce(new, old);")
                        + "; create trigger fault before %s on %s for each row execute function fault.strike()"
                                .formatted(event, table),
                "",
                Deed.NOTHING,
                prevents);
    }

    private static Fault commit(String name, String body) {
        return new Fault(
                name,
                function("trigger", body + " return null;")
                        + "; create constraint trigger fault after insert on daybook.generation"
                        + " deferrable initially deferred for each row execute function fault.strike()",
                "",
                Deed.NOTHING,
                true);
    }

    private static Fault history(String step, String event) {
        return trigger(
                "history of %s refused at %s".formatted(step, event),
                "batch.batch_step_execution",
                event,
                "if new.step_name = '%s' then %s end if;".formatted(step, REFUSE),
                false);
    }

    private static Fault report() {
        return trigger(
                "report refused",
                "daybook.run",
                "update",
                "if new.ended_at is not null and old.run_id = new.run_id and old.ended_at is null then %s end if;"
                        .formatted(REFUSE),
                false);
    }

    private static Fault staging() {
        String body =
                "if exists (select from pg_event_trigger_ddl_commands() where schema_name = 'staging') then %s end if;"
                        .formatted(REFUSE);
        return new Fault(
                "staging refused",
                function("event_trigger", body)
                        + "; create event trigger fault on ddl_command_end"
                        + " execute function fault.strike()",
                "",
                Deed.NOTHING,
                true);
    }

    private static String function(String returns, String body) {
        return "create schema fault; create function fault.strike() returns %s language plpgsql security definer as $$ begin %s end $$"
                .formatted(returns, body);
    }
}
