package io.daybook.etl.simulator;

/** How much of what the simulator is for has happened: else it would prove nothing. */
final class Tally {

    private long failedRuns;
    private long publications;
    private long slicesLeft;
    private long heldBack;

    void failed() {
        failedRuns++;
    }

    void published(long differingSlices, long heldBackSlices) {
        publications++;
        slicesLeft += differingSlices;
        heldBack += heldBackSlices;
    }

    boolean hasSeenEverything() {
        return failedRuns > 0 && publications > 0 && slicesLeft > 0 && heldBack > 0;
    }

    @Override
    public String toString() {
        return "%d publications, %d failed runs, %d slices left unmarked, %d held back"
                .formatted(publications, failedRuns, slicesLeft, heldBack);
    }
}
