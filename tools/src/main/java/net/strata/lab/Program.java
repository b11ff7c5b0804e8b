package net.strata.lab;

/// What one side does: a program over the sockets of net.strata.os.
@FunctionalInterface
public interface Program {
    void run(Stage stage) throws Exception;
}
