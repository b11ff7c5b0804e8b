package net.strata.view;

/// The forms of a packet's time, with tshark's letters for `-t`.
public enum TimeStyle {
    /// Since the first frame.
    R,
    /// Local time of day.
    A,
    /// Local date and time.
    AD,
    /// Since the previous frame.
    D,
    /// Since the previous frame shown.
    DD,
    /// Seconds since the epoch.
    E,
    /// UTC time of day.
    U,
    /// UTC date and time.
    UD
}
