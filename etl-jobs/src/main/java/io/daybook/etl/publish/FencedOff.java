package io.daybook.etl.publish;

/** Another run of the mart took over while this one was computing. */
public final class FencedOff extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FencedOff(String mart, long mine, long newest) {
        super(
                "This run of %s lost its place: it holds fencing number %d, the newest is %d (nothing of it was published; the newer run's publication stands)"
                        .formatted(mart, mine, newest));
    }
}
