package io.daybook.etl.run;

/** Hears how a run advances. Called from the run's thread only. */
public interface Progress {

    /** A step begins; {@code parts} is the number of parts it has, 0 when unknown. */
    void step(String step, String what, long parts);

    /** One part of the current step is done, which moved that many rows. */
    void advance(long rows);

    /** Something the operator should read, e.g. that the horizon is old. */
    void message(String message);

    /** Says nothing. */
    Progress SILENT =
            new Progress() {
                @Override
                public void step(String step, String what, long parts) {}

                @Override
                public void advance(long rows) {}

                @Override
                public void message(String message) {}
            };
}
