package net.strata.view;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.strata.frame.Batch;
import net.strata.protocol.Protocols;
import net.strata.session.Session;
import net.strata.wire.Field;
import net.strata.wire.Layout;
import net.strata.wire.Text;

/// Shows frames in every way there is, and checks what holds for all output: no control character but the line end
/// (and colours where they are on), well-formed UTF-8, a bounded size, and JSON that is JSON.
final class AllViews {
    /// Most bytes of output for one of a frame, and for a frame besides.
    private static final int PER_BYTE = 1000;
    private static final int PER_FRAME = 32 << 10;
    private static final ViewOptions PLAIN = new ViewOptions(TimeStyle.UD, false, new Palette(false));
    private static final ViewOptions COLOUR = new ViewOptions(TimeStyle.E, true, new Palette(true));
    private static final JsonFactory STRICT = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private enum Kind {
        LINE, JSON, TEXT, COLOUR
    }

    private record Shown(Kind kind, View view) {}

    private final TreeRules rules = new TreeRules();
    private final Text text = new Text(1 << 16);
    private final List<Shown> views;

    AllViews() {
        var format = FieldsFormat.DEFAULT.with("separator=;");
        views = List.of(new Shown(Kind.LINE, new SummaryView(PLAIN)), new Shown(Kind.COLOUR, new SummaryView(COLOUR)),
                new Shown(Kind.TEXT, new TreeView(PLAIN, Set.of(), false)),
                new Shown(Kind.COLOUR, new TreeView(COLOUR, Set.of(), true)),
                new Shown(Kind.TEXT, new TreeView(PLAIN, Set.of("tcp", "dns"), true)),
                new Shown(Kind.TEXT, new HexView(PLAIN)), new Shown(Kind.TEXT, new AsciiView(PLAIN)),
                new Shown(Kind.JSON, new JsonView(false, false)),
                new Shown(Kind.JSON, new JsonView(true, true)),
                new Shown(Kind.LINE, new FieldsView(names(), format, false)));
    }

    /// The names of all fields.
    static List<String> names() {
        var names = new LinkedHashSet<String>();
        Protocols.all().stream().flatMap(p -> Stream.concat(Stream.of(p.layout()), p.parts().stream()))
                .flatMap(AllViews::fields).forEach(f -> {
                    names.add(f.name());
                    String also = f.meta().also();
                    if (also != null) names.add(also);
                });
        return new ArrayList<>(names);
    }

    private static Stream<Field> fields(Layout layout) {
        return Stream.concat(Stream.of(layout.placed()), layout.others().stream());
    }

    /// Shows every frame of a batch, first through a session.
    void show(Session session, Batch b) {
        session.see(b);
        for (int i = 0; i < b.count; i++)
            show(b, i);
    }

    private void show(Batch b, int i) {
        text.clear();
        rules.frame(b, i, text);
        long most = PER_FRAME + (long) PER_BYTE * (b.captured[i] + reassembled(b, i) + comments(b, i));
        for (Shown shown : views) {
            text.clear();
            shown.view.frame(b, i, text);
            if (text.length() > most) {
                fail(shown + ": " + text.length() + " bytes of output for a frame of " + b.captured[i]);
            }
            check(shown.kind);
        }
    }

    private static int reassembled(Batch b, int i) {
        int end = i + 1 < b.count ? b.facts.firstRow[i + 1] : b.facts.rows;
        int sum = 0;
        for (int row = b.facts.firstRow[i]; row < end; row++)
            sum += b.facts.wholeLength[row];
        return sum;
    }

    private static int comments(Batch b, int i) {
        return b.comments(i).stream().mapToInt(String::length).sum();
    }

    private void check(Kind kind) {
        int lines = plain(text.bytes(), text.length(), kind == Kind.COLOUR);
        if (text.length() == 0 || text.bytes()[text.length() - 1] != '\n') fail("ends without a line end");
        if ((kind == Kind.LINE || kind == Kind.JSON) && lines != 1) fail(lines + " lines: " + text);
        if (kind == Kind.JSON) json(text.bytes(), text.length());
    }

    /// Checks that there is nothing but well-formed UTF-8 without control characters.
    ///
    /// @return how many line ends there are
    static int plain(byte[] bytes, int length, boolean colour) {
        int lines = 0;
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                lines++;
            } else if (b == 0x1b && colour) {
                i = sequence(bytes, i, length);
            } else if (b >= 0 && b < 0x20 || b == 0x7f) {
                fail("control character " + b + " in " + new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            } else if (b == (byte) 0xc2 && i + 1 < length && (bytes[i + 1] & 0xe0) == 0x80) {
                fail("C1 control character " + (bytes[i + 1] & 0xff));
            }
            ascii &= b >= 0;
        }
        if (!ascii) wellFormed(bytes, length);
        return lines;
    }

    /// Steps over `ESC [ digits m`, the only sequence there is.
    private static int sequence(byte[] bytes, int at, int length) {
        int i = at + 1;
        if (i < length && bytes[i] == '[') i++;
        int digits = i;
        while (i < length && bytes[i] >= '0' && bytes[i] <= '9')
            i++;
        if (i == digits || i >= length || bytes[i] != 'm') fail("an escape sequence that is not a colour");
        return i;
    }

    private static void wellFormed(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + new String(bytes, 0, length, StandardCharsets.UTF_8), e);
        }
    }

    private static void json(byte[] bytes, int length) {
        try (JsonParser parser = STRICT.createParser(bytes, 0, length)) {
            if (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.START_OBJECT) fail("not an object");
            parser.skipChildren();
            if (parser.nextToken() != null) fail("more than one object on a line");
        } catch (IOException e) {
            throw new AssertionError(e.getMessage() + ": " + new String(bytes, 0, length, StandardCharsets.UTF_8), e);
        }
    }
}
