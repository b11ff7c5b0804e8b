package net.strata.lab;

import net.strata.os.CallText;

/// Data of calls as literals of C, Java and Python. Long data is named, not shown.
final class Literals {
    private static final int LONGEST = 60;
    private static final String NAMED = "data";

    private Literals() {}

    private static byte[] data(Deed deed) {
        return deed.call.data();
    }

    private static boolean shown(Deed deed) {
        return data(deed).length <= LONGEST && data(deed).length == Math.max(0, deed.call.result());
    }

    static String c(Deed deed) {
        return shown(deed) ? quoted(data(deed), "\\%03o") : NAMED;
    }

    static String python(Deed deed) {
        return shown(deed) ? "b" + quoted(data(deed), "\\x%02x") : NAMED;
    }

    static String java(Deed deed) {
        if (!shown(deed)) return "ByteBuffer.wrap(" + NAMED + ")";
        var bytes = new StringBuilder();
        for (byte b : data(deed)) {
            if ((b < 0x20 || b > 0x7e) && b != '\n' && b != '\r' && b != '\t') {
                for (byte each : data(deed))
                    bytes.append(bytes.isEmpty() ? "" : ", ").append(each);
                return "ByteBuffer.wrap(new byte[]{" + bytes + "})";
            }
        }
        return "ByteBuffer.wrap(" + quoted(data(deed), "\\u%04x") + ".getBytes(US_ASCII))";
    }

    static String quoted(byte[] data, String escape) {
        return CallText.quoted(data, data.length, escape);
    }
}
