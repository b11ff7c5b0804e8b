package net.strata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists, texts, numbers and truth values. No name may stand twice in an object.
public final class JsonValues {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonValues() {}

    /// The objects in an array, or one to a line.
    public static List<Map<String, Object>> objects(String text) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object value : text.startsWith("[") ? list(of(text)) : text.lines().map(JsonValues::ofLine).toList())
            all.add(object(value));
        return all;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }

    private static Object ofLine(String line) {
        try {
            return of(line);
        } catch (IOException e) {
            throw new AssertionError(e.getMessage() + ": " + line, e);
        }
    }

    private static Object of(String text) throws IOException {
        try (JsonParser parser = STRICT.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) throw new AssertionError("more than one value: " + text);
            return value;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (!parser.nextToken().isStructEnd())
                    elements.add(value(parser));
                yield elements;
            }
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> parser.getText();
        };
    }
}
