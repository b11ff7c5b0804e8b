package net.strata.os;

import java.io.IOException;

/// A program that starts a helper, tells its number, and stays until its input ends.
final class StartsHelper {
    private StartsHelper() {}

    public static void main(String[] words) throws IOException {
        var helper = HelperHolders.start(new User("nobody", 65534, 65534, true));
        helper.awaitReady();
        System.out.println(helper.pid());
        System.in.read();
    }
}
