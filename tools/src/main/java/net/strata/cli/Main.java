package net.strata.cli;

/// The `strata` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("strata");
    }
}
