package io.daybook.etl.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 without losing a fault: bytes that are none and stray quotes become {@link Marks}. A
 * row that does not end is refused before it fills the memory.
 */
final class Utf8Reader extends Reader {

    /** Characters of one row. An unclosed quote makes the rest of a file one row. */
    static final int LONGEST_ROW = 4 * 1024 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).flip();
    private final CharBuffer chars = CharBuffer.allocate(16 * 1024).flip();
    private final Quotes quotes = new Quotes();
    private boolean ended;
    private long bytesRead;
    private long charsGiven;
    private long rowStart;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /** A row that is longer than any table's. */
    static final class RowTooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Another row begins about here. */
    void beginRow() {
        rowStart = charsGiven;
    }

    /** How far the file has been read; the parser is a few kilobytes behind. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !decode()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        charsGiven += count;
        if (charsGiven - rowStart > LONGEST_ROW) {
            throw new RowTooLong();
        }
        return count;
    }

    /** Fills the characters; false at the end of the file. */
    private boolean decode() throws IOException {
        chars.clear();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isMalformed()) {
                if (chars.hasRemaining()) {
                    chars.put(Marks.invalid(bytes.get()));
                    continue;
                }
            } else if (result.isUnderflow() && chars.position() == 0 && !ended) {
                fill();
                continue;
            }
            chars.flip();
            quotes.mark(chars.array(), chars.position(), chars.limit());
            return chars.hasRemaining();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytesRead += count;
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
