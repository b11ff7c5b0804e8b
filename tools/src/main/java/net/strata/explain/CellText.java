package net.strata.explain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.strata.explain.Diagram.Cell;
import net.strata.live.Ink;
import net.strata.wire.Field;
import net.strata.wire.Uint;

/// What is written into the cells of a diagram: as much as has room, and the rest below it.
public final class CellText {
    private static final String LOOK = "\u25b6";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private final Anatomy packet;
    /// One letter for each cell that has room for no more.
    private final Map<Cell, String> letters = new HashMap<>();
    private final Set<String> below = new LinkedHashSet<>();

    /// @param perBit columns that a bit has
    public CellText(Anatomy packet, Diagram diagram, int perBit) {
        this.packet = packet;
        Set<String> taken = new HashSet<>();
        // From behind, so that the common flags have the letters they are known by: ACK before AE, RST before Reserved.
        for (Cell each : diagram.cells().reversed())
            if (each.isField() && each.bits() * perBit - 1 < 2) letters.put(each, letter(name(each), taken));
    }

    private static String letter(String name, Set<String> taken) {
        for (String candidates : List.of(name.toUpperCase(Locale.ROOT), name, ALPHABET))
            for (int i = 0; i < candidates.length(); i++)
                if (Character.isLetter(candidates.charAt(i)) && taken.add(candidates.substring(i, i + 1)))
                    return candidates.substring(i, i + 1);
        return "*";
    }

    /// The last part of the field's name, or else its label.
    private String name(Cell cell) {
        String name = packet.item(cell.item()).name();
        return name.isEmpty() ? cell.label() : name.substring(name.lastIndexOf('.') + 1);
    }

    /// Label and value in one line, empty if they do not fit.
    String line(Cell cell, int width) {
        String line = cell.label();
        if (cell.highlighted()) line = LOOK + " " + line;
        String value = value(cell);
        if (!value.isEmpty()) line += (cell.isField() ? " " + cell.verdict().mark().sign() + " " : ", ") + value;
        return Ink.cells(line) <= width ? line : "";
    }

    /// The label in so many columns. What is missing is told below.
    public String label(Cell cell, int width) {
        String letter = letters.get(cell);
        String label = cell.highlighted() && width > 2 ? LOOK + " " + cell.label() : cell.label();
        String name = cell.isField() ? name(cell).toUpperCase(Locale.ROOT) : label;
        if (cell.bits() == 1 && name.equalsIgnoreCase(label)) label = name;
        if (letter == null && Ink.cells(label) <= width) return label;
        String shown = letter != null ? letter : Ink.cells(name) <= width ? name : Sheet.fit(label, width);
        below.add((cell.highlighted() ? LOOK + " " : "") + shown + " " + cell.label());
        return shown;
    }

    /// The value in so many columns. What is missing is told below.
    public String value(Cell cell, int width) {
        String value = value(cell);
        if (value.isEmpty() || !cell.isField()) return Sheet.fit(value, width);
        String sign = cell.verdict().mark().sign() + " ";
        for (String each : List.of(sign + value, value))
            if (Ink.cells(each) <= width) return each;
        below.add(cell.label() + ": " + Sheet.fit(value, 100));
        String number = number(cell, value);
        for (String each : List.of(sign + number, number))
            if (Ink.cells(each) <= width) return each;
        return Sheet.fit(number, width);
    }

    private static String value(Cell cell) {
        if (!cell.isField() || cell.bits() != 1) return cell.value();
        return switch (cell.value()) {
            case "set" -> "1";
            case "not set" -> "0";
            default -> cell.value();
        };
    }

    /// A number without its name.
    private String number(Cell cell, String value) {
        Item item = packet.item(cell.item());
        Field field = item.field();
        if (!(field instanceof Uint uint) || !item.value().equals(cell.value())) return value;
        return uint.form() == Uint.Form.HEX
                ? "0x" + Long.toHexString(item.number())
                : Long.toUnsignedString(item.number());
    }

    /// What had no room in the cells.
    public List<String> below() {
        return List.copyOf(below);
    }
}
