package io.daybook.api.sets;

import java.util.function.LongConsumer;

/** Ids so far apart that bitmaps of them would be bookkeeping: 16 to 32 bytes for each id. */
final class ScatteredIds {

    /** MurmurHash3's finalizer: all bits of an id reach the lowest, by which it is placed. */
    private static final long MIX = 0xff51afd7ed558ccdL;

    /** A power of two, at most half full; 0 is a free slot. */
    private long[] slots = new long[1 << 14];

    private int taken;
    private boolean hasZero;

    /** Whether the id is new. */
    boolean add(long id) {
        if (id == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        int slot = slot(id);
        if (slots[slot] == id) {
            return false;
        }
        slots[slot] = id;
        if (++taken > slots.length / 2) {
            grow();
        }
        return true;
    }

    boolean contains(long id) {
        return id == 0 ? hasZero : slots[slot(id)] == id;
    }

    /** Where the id is, or else where it belongs. */
    private int slot(long id) {
        int mask = slots.length - 1;
        long mixed = (id ^ id >>> 33) * MIX;
        int slot = (int) (mixed ^ mixed >>> 33) & mask;
        while (slots[slot] != 0 && slots[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long id : old) {
            if (id != 0) {
                slots[slot(id)] = id;
            }
        }
    }

    void forEach(LongConsumer ids) {
        if (hasZero) {
            ids.accept(0);
        }
        for (long id : slots) {
            if (id != 0) {
                ids.accept(id);
            }
        }
    }

    long size() {
        return taken + (hasZero ? 1 : 0);
    }
}
