package io.daybook.schema.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

class StoredSetTest {

    /**
     * Written out after the specification: one upper half (0), no runs (cookie 12346), one
     * container with key 0 and two values, its offset, then 1 and 5, each in two bytes, lowest
     * first.
     */
    @Test
    void writesThePortableFormat() {
        assertThat(HexFormat.of().formatHex(bytes(1, 5)))
                .isEqualTo(
                        "0100000000000000"
                                + "00000000"
                                + "3a300000"
                                + "01000000"
                                + "00000100"
                                + "10000000"
                                + "01000500");
    }

    @Test
    void writesTheEmptySetAsNoUpperHalf() {
        assertThat(HexFormat.of().formatHex(bytes())).isEqualTo("0000000000000000");
        assertThat(read(bytes())).isEmpty();
    }

    @Test
    void readsIdsAbove32Bits() {
        assertThat(read(bytes(7, 1L << 32, (1L << 32) + 65_536, Long.MAX_VALUE, -1)))
                .containsExactly(7L, 1L << 32, (1L << 32) + 65_536, Long.MAX_VALUE, -1L);
    }

    /** One whole upper half of runs, of arrays and of bits, with and without offsets. */
    @Test
    void readsEveryKindOfContainer() {
        TreeSet<Long> ids = new TreeSet<>();
        LongStream.range(10, 200_000).forEach(ids::add);
        LongStream.range(150_000, 300_000).filter(id -> id % 2 == 0).forEach(ids::add);
        LongStream.range(0, 9).forEach(i -> ids.add(400_000 + 70_000 * i));
        LongStream.range(0, 3).forEach(i -> ids.add((5L << 32) + 65_536 * i));
        long[] array = ids.stream().mapToLong(Long::longValue).toArray();
        assertThat(read(bytes(array))).containsExactlyElementsOf(ids);
    }

    @Test
    void writesEqualBytesForEqualSets() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            List<Long> ids = new ArrayList<>(randomIds(random));
            byte[] sorted = bytes(ids.stream().mapToLong(Long::longValue).toArray());
            Collections.shuffle(ids, random);
            assertThat(bytes(ids.stream().mapToLong(Long::longValue).toArray())).isEqualTo(sorted);
        }
    }

    @Test
    void readsWhatTheLibraryReads() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            TreeSet<Long> ids = randomIds(random);
            byte[] bytes = bytes(ids.stream().mapToLong(Long::longValue).toArray());
            Roaring64NavigableMap library = new Roaring64NavigableMap();
            library.deserializePortable(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(read(bytes)).containsExactlyElementsOf(ids);
            assertThat(library.toArray()).containsExactly(ids.stream().mapToLong(x -> x).toArray());
        }
    }

    @Test
    void writesWhatAViewReturns() {
        assertThat(StoredSet.ofArray(array(1, 1, 1, 5, 1L << 40))).isEqualTo(bytes(1, 5, 1L << 40));
        assertThat(StoredSet.ofArray(array(0, 0))).isEqualTo(bytes());
        assertThat(StoredSet.ids(ByteBuffer.wrap(StoredSet.ofArray(array(1, 1, -9, -2, 3)))))
                .containsExactly(-9, -2, 3);
    }

    /** The md5 beside it is that of the array's text, so only one text may stand for a set. */
    @Test
    void refusesArraysThatAreNoSet() {
        assertThatThrownBy(() -> StoredSet.ofArray(array(1, 1, 5, 1)))
                .isInstanceOf(InvalidSet.class)
                .hasMessage("A set of ids is not sorted, or has an id twice");
        assertThatThrownBy(() -> StoredSet.ofArray(array(1, 1, 5, 5)))
                .hasMessage("A set of ids is not sorted, or has an id twice");
        assertThatThrownBy(() -> StoredSet.ofArray(array(1, 0, 1, 5)))
                .hasMessage("A set of ids is an array of several dimensions or not from 1 on");
        assertThatThrownBy(() -> StoredSet.ofArray(array(2, 1, 1, 5)))
                .hasMessage("A set of ids is an array of several dimensions or not from 1 on");
        ByteBuffer withNull = ByteBuffer.allocate(24).putInt(1).putInt(1).putInt(20);
        withNull.putInt(1).putInt(1).putInt(-1).flip();
        assertThatThrownBy(() -> StoredSet.ofArray(withNull)).hasMessage("A set of ids has a null");
    }

    /** As PostgreSQL sends a bigint[] in binary, beginning with the number of its dimensions. */
    private static ByteBuffer array(int dimensions, int from, long... ids) {
        ByteBuffer array = ByteBuffer.allocate(20 + 12 * ids.length);
        array.putInt(dimensions).putInt(0).putInt(20);
        if (dimensions > 0) {
            array.putInt(ids.length).putInt(from);
        }
        for (long id : ids) {
            array.putInt(8).putLong(id);
        }
        return array.flip();
    }

    @Test
    void refusesBytesThatAreNoSet() {
        byte[] bytes = bytes(1, 5);
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length).slice();
            assertThatThrownBy(() -> StoredSet.read(cut, id -> {}))
                    .isInstanceOf(InvalidSet.class)
                    .hasMessage("A stored set of ids ends too early");
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> read(longer))
                .isInstanceOf(InvalidSet.class)
                .hasMessage("A stored set of ids has bytes behind its end");
        byte[] other = bytes.clone();
        other[12] = 0;
        assertThatThrownBy(() -> read(other))
                .isInstanceOf(InvalidSet.class)
                .hasMessage("A stored set of ids is no Roaring bitmap");
    }

    /** Whatever comes from a broken disk: an answer or this refusal, and in finite time. */
    @Test
    void survivesAnyBytes() {
        Random random = new Random(13);
        byte[] bytes = bytes(LongStream.range(0, 5_000).map(i -> i * i).toArray());
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] broken = bytes.clone();
            broken[random.nextInt(64)] = (byte) random.nextInt();
            try {
                read(broken);
            } catch (InvalidSet expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static TreeSet<Long> randomIds(Random random) {
        TreeSet<Long> ids = new TreeSet<>();
        long base = random.nextLong() >>> 1 >>> random.nextInt(40);
        int spread = 1 << 1 + random.nextInt(24);
        for (int i = random.nextInt(3_000); i > 0; i--) {
            ids.add(Math.min(base, Long.MAX_VALUE - spread) + random.nextInt(spread));
        }
        return ids;
    }

    private static byte[] bytes(long... ids) {
        return StoredSet.of(ids, ids.length);
    }

    private static List<Long> read(byte[] bytes) {
        List<Long> ids = new ArrayList<>();
        StoredSet.read(ByteBuffer.wrap(bytes), ids::add);
        return ids;
    }
}
