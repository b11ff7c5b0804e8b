package net.strata.file.packed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PackingTest {

    /// Words that come again and again, then noise, then zeros: literals of all
    /// kinds, near and far copies.
    private static byte[] mixed(int words, int noise, int zeros) {
        var random = new Random(words);
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < words; i++)
            out.writeBytes(("frame " + random.nextInt(500) + (i % 9 == 0 ? "\n" : " ")).getBytes(US_ASCII));
        byte[] bytes = new byte[noise];
        random.nextBytes(bytes);
        out.writeBytes(bytes);
        out.writeBytes(new byte[zeros]);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts)
            out.writeBytes(part);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPackedComesBack(Packing packing) throws IOException {
        for (int words : new int[]{0, 1, 5, 100, 3000, 12_000}) {
            byte[] plain = mixed(words, words, words * 3);
            assertThat(Packed.unpack(Packed.pack(packing, plain))).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesInARowAreOne(Packing packing) throws IOException {
        byte[] first = mixed(100, 0, 0);
        byte[] second = mixed(200, 50, 9);
        assertThat(Packed.unpack(join(Packed.pack(packing, first), Packed.pack(packing, second))))
                .isEqualTo(join(first, second));
    }

    /// Made of the first 30000 of these lines by zstd 1.5.4 -19 and by lz4 1.9.4 -9
    /// -BD -BX -B4 (dependent blocks).
    @ParameterizedTest
    @ValueSource(strings = {"lines.zst", "lines.lz4"})
    void filesOfTheReferenceProgramsAreRead(String name) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++)
            lines.append("line ").append(i * 7919L % 1009).append('\n');
        try (InputStream file = PackingTest.class.getResourceAsStream(name)) {
            assertThat(file).isNotNull();
            assertThat(Packed.unpack(file.readAllBytes())).isEqualTo(lines.toString().getBytes(US_ASCII));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LZ4")
    void skippableFramesAreSkipped(Packing packing) throws IOException {
        byte[] plain = mixed(50, 0, 0);
        byte[] packed = Packed.pack(packing, plain);
        byte[] skippable = HexFormat.of().parseHex("5a2a4d1803000000aabbcc");
        assertThat(Packed.unpack(join(packed, skippable, packed))).isEqualTo(join(plain, plain));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4"})
    void cutDataGivesWhatIsThereThenOneLine(Packing packing) throws IOException {
        byte[] plain = mixed(12_000, 200_000, 0);
        byte[] packed = Packed.pack(packing, plain);
        try (var in = packing.unpack(new ByteArrayInputStream(packed, 0, packed.length - 100_000))) {
            var got = new ByteArrayOutputStream();
            assertThatThrownBy(() -> in.transferTo(got)).hasMessageContaining("the " + packing.title() + " data is ")
                    .hasMessageContaining("cut short");
            assertThat(got.size()).isGreaterThan(100_000);
            assertThat(plain).startsWith(got.toByteArray());
            // It stays so.
            assertThatThrownBy(in::read).hasMessageContaining("the " + packing.title() + " data is ")
                    .hasMessageContaining("cut short");
        }
    }

    /// aircompressor keeps a window of unpacked bytes until the frame is whole.
    @Test
    void cutZstdDataIsOneLine() {
        byte[] packed = Packed.pack(Packing.ZSTD, mixed(1000, 0, 0));
        assertThatThrownBy(() -> Packed.unpack(Arrays.copyOf(packed, packed.length - 9)))
                .isInstanceOf(IOException.class).hasMessageStartingWith("the zstd data is ")
                .hasMessageContaining("cut short");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongChecksumIsDamage(Packing packing) {
        byte[] packed = Packed.pack(packing, mixed(1000, 0, 0));
        // The checksum of gzip is 4 bytes before the length, that of the others last.
        packed[packed.length - (packing == Packing.GZIP ? 5 : 1)] ^= 1;
        assertThatThrownBy(() -> Packed.unpack(packed)).isInstanceOf(IOException.class)
                .hasMessageStartingWith("the " + packing.title() + " data is damaged");
    }

    @ParameterizedTest
    @EnumSource
    void randomChangesRaiseNothingButIoExceptions(Packing packing) {
        byte[] packed = Packed.pack(packing, mixed(3000, 300, 500));
        var random = new Random(packing.title().length());
        for (int i = 0; i < 300; i++) {
            byte[] changed = packed.clone();
            for (int n = random.nextInt(4); n >= 0; n--)
                changed[random.nextInt(4, changed.length)] = (byte) random.nextInt();
            try {
                Packed.unpack(changed);
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("the " + packing.title() + " data").doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4"})
    void whatIsUnpackedIsNotHeldBackForMore(Packing packing) throws IOException {
        byte[] first = mixed(20, 0, 0);
        try (var sender = new PipedOutputStream(); var receiver = new PipedInputStream(sender, 1 << 16)) {
            sender.write(Packed.pack(packing, first));
            try (var in = packing.unpack(receiver)) {
                assertThat(in.readNBytes(first.length)).isEqualTo(first);
            }
        }
    }

    @Test
    void otherBytesAreNotPacked() {
        assertThat(Packing.of(new byte[]{0x1f, (byte) 0x8b})).isNull();
        assertThat(Packing.of(Arrays.copyOf("line".getBytes(US_ASCII), 20))).isNull();
    }
}
