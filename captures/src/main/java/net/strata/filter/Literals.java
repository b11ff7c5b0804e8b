package net.strata.filter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What a value without a field means, which depends on what it is compared with.
final class Literals {
    private static final Pattern BYTES = Pattern
            .compile("[0-9A-Fa-f]{1,2}(?:([.:-])[0-9A-Fa-f]{1,2}(?:\\1[0-9A-Fa-f]{1,2})*+)?:?|(?:[0-9A-Fa-f]{2})++"
                    + "|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}");
    private static final Pattern ONE_BYTE = Pattern.compile("0[xX]0*[0-9A-Fa-f]{1,2}");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,10})(?:\\.([0-9]+))?");
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final int MAC_BYTES = 6;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int GROUPS = 8;
    private static final long NANOS = 1_000_000_000;

    private final Type type;
    private final Operand other;
    private final Operand.Constant out;

    /// @param type what the value has to be
    /// @param other what it is compared with
    Literals(Type type, Operand other, String text) {
        this.type = type;
        this.other = other;
        out = new Operand.Constant(type, text);
    }

    /// A value without quotes.
    ///
    /// @param negative whether a minus stands before it
    /// @throws IllegalArgumentException if it is none of the type, with a sentence that says so
    Operand word(String word, boolean negative) {
        if (negative && type != Type.NUMBER && type != Type.SPAN)
            throw new IllegalArgumentException("no minus before " + type.words);
        switch (type) {
            case NUMBER -> out.values.add(negative ? -number(word) : number(word));
            case FLAG -> out.values.add(flag(word) ? 1 : 0);
            case SPAN -> out.values.add(negative ? -span(word) : span(word));
            case TIME -> time(word);
            case IPV4 -> ipv4(word);
            case IPV6 -> ipv6(word);
            case MAC -> {
                byte[] mac = bytes(word);
                if (mac.length != MAC_BYTES)
                    throw new IllegalArgumentException("an Ethernet address has 6 bytes, " + word + " has " + mac.length
                            + "; a slice of it has fewer: [0:" + Math.min(mac.length, MAC_BYTES - 1) + "]");
                add(mac);
            }
            case BYTES, PROTOCOL -> add(bytes(word));
            case TEXT -> add(word.getBytes(StandardCharsets.UTF_8));
        }
        return out;
    }

    /// A text in quotes, a character for each byte.
    Operand quoted(String text) {
        switch (type) {
            case NUMBER -> out.values.add(named(text));
            case FLAG -> out.values.add(flag(text) ? 1 : 0);
            case TIME -> time(text);
            case BYTES, PROTOCOL, TEXT -> add(text.getBytes(StandardCharsets.ISO_8859_1));
            case SPAN, IPV4, IPV6, MAC -> throw new IllegalArgumentException(
                    type.words + " stands without quotes");
        }
        return out;
    }

    Operand character(char c) {
        switch (type) {
            case NUMBER -> out.values.add(c);
            case BYTES, PROTOCOL, TEXT -> add(new byte[]{(byte) c});
            case FLAG, SPAN, TIME, IPV4, IPV6, MAC -> throw new IllegalArgumentException(
                    "a character is not " + type.words);
        }
        return out;
    }

    private void add(byte[] bytes) {
        out.values.add(bytes, 0, bytes.length);
    }

    private long number(String word) {
        if (!Character.isDigit(word.charAt(0))) return named(word);
        BigInteger n;
        try {
            n = word.matches("0[xX].*")
                    ? new BigInteger(digits(word, 2), 16)
                    : word.matches("0[bB].*")
                            ? new BigInteger(digits(word, 2), 2)
                            : word.matches("0.+")
                                    ? new BigInteger(digits(word, 1), 8)
                                    : new BigInteger(digits(word, 0));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\" is no number", e);
        }
        var largest = new BigInteger(Long.toUnsignedString(other.largest()));
        if (n.compareTo(largest) > 0)
            throw new IllegalArgumentException(word + " is too large for " + other.text + ": at most " + largest);
        return n.longValue();
    }

    /// The digits from a place on, without the signs that Java would take; more than any number has are too many.
    private static String digits(String word, int from) {
        String digits = word.substring(from);
        if (digits.isEmpty() || !Character.isLetterOrDigit(digits.charAt(0)) || digits.length() > IPV6_BITS)
            throw new NumberFormatException(word);
        return digits;
    }

    private long named(String name) {
        OptionalLong number = other.named(name);
        if (number.isPresent()) return number.getAsLong();
        throw new IllegalArgumentException(other.hasNames()
                ? "\"" + name + "\" is no value of " + other.text + " (strata fields " + other.text + " lists them)"
                : other.text + " is a number, \"" + name + "\" is none");
    }

    private boolean flag(String word) {
        return switch (word) {
            case "1", "true", "True", "TRUE" -> true;
            case "0", "false", "False", "FALSE" -> false;
            default -> {
                if (word.equalsIgnoreCase("set")) yield true;
                if (word.equalsIgnoreCase("not set")) yield false;
                if (!word.isEmpty() && Character.isDigit(word.charAt(0))) yield number(word) != 0;
                OptionalLong number = other.named(word);
                if (number.isEmpty())
                    throw new IllegalArgumentException(other.text + " is a flag: true or false, not \"" + word + "\"");
                yield number.getAsLong() != 0;
            }
        };
    }

    private static long span(String word) {
        var m = SECONDS.matcher(word);
        if (!m.matches()) throw new IllegalArgumentException("\"" + word + "\" is no time; seconds are 5 or 0.001");
        String fraction = m.group(2) == null ? "" : m.group(2);
        String nanos = (fraction + "000000000").substring(0, 9);
        long seconds = Long.parseLong(m.group(1));
        if (seconds > Long.MAX_VALUE / NANOS - 1) throw new IllegalArgumentException(word + " seconds are too many");
        return seconds * NANOS + Long.parseLong(nanos);
    }

    private void time(String text) {
        Long time = Times.parse(text);
        if (time == null)
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no point of time; those are \"2020-07-04 12:34:56.789\", with Z for UTC");
        out.values.add((long) time);
    }

    private static byte[] bytes(String word) {
        if (ONE_BYTE.matcher(word).matches()) return new byte[]{(byte) Integer.parseInt(word.substring(2), 16)};
        if (!BYTES.matcher(word).matches())
            throw new IllegalArgumentException(
                    "\"" + word + "\" is not bytes; bytes are 01:02:03, texts stand in quotes");
        if (word.matches("[0-9A-Fa-f]{3,}|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}"))
            return HexFormat.of().parseHex(word.replace(".", ""));
        String[] parts = (word.endsWith(":") ? word.substring(0, word.length() - 1) : word).split("[.:-]", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++)
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        return bytes;
    }

    /// Cuts off a prefix length, and notes it.
    private String prefix(String word, int bits) {
        int slash = word.indexOf('/');
        if (slash < 0) return word;
        String digits = word.substring(slash + 1);
        int prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (prefix > bits)
            throw new IllegalArgumentException("a prefix of " + type.words + " has at most " + bits + " bits");
        out.values.prefix = prefix;
        return word.substring(0, slash);
    }

    private void ipv4(String word) {
        String address = prefix(word, IPV4_BITS);
        if (!DOTTED.matcher(address).matches()) throw none(address);
        out.values.add(ipv4Number(address));
    }

    private IllegalArgumentException none(String address) {
        return new IllegalArgumentException(
                "\"" + address + "\" is not " + type.words + "; names are not looked up");
    }

    private long ipv4Number(String address) {
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            int n = Integer.parseInt(part);
            if (n > 255) throw none(address);
            number = number << 8 | n;
        }
        return number;
    }

    private void ipv6(String word) {
        String address = prefix(word, IPV6_BITS);
        int last = address.lastIndexOf(':');
        if (last < 0) throw none(address);
        String tail = address.substring(last + 1);
        String groups = address;
        if (tail.contains(".")) {
            if (!DOTTED.matcher(tail).matches()) throw none(address);
            long number = ipv4Number(tail);
            groups = address.substring(0, last + 1) + Long.toHexString(number >> 16) + ":"
                    + Long.toHexString(number & 0xffff);
        }
        int gap = groups.indexOf("::");
        if (gap != groups.lastIndexOf("::") || !groups.matches("[0-9A-Fa-f:]+")) throw none(address);
        String[] before = split(gap < 0 ? groups : groups.substring(0, gap));
        String[] after = split(gap < 0 ? "" : groups.substring(gap + 2));
        int given = before.length + after.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) throw none(address);
        byte[] bytes = new byte[2 * GROUPS];
        for (int i = 0; i < before.length; i++)
            group(before[i], bytes, i, address);
        for (int i = 0; i < after.length; i++)
            group(after[i], bytes, GROUPS - after.length + i, address);
        add(bytes);
    }

    private static String[] split(String groups) {
        return groups.isEmpty() ? new String[0] : groups.split(":", -1);
    }

    private void group(String group, byte[] bytes, int i, String address) {
        if (group.isEmpty() || group.length() > 4) throw none(address);
        int value = Integer.parseInt(group, 16);
        bytes[2 * i] = (byte) (value >> 8);
        bytes[2 * i + 1] = (byte) value;
    }
}
