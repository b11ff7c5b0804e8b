package net.strata.frame;

/// placeholder
public final class LinkType {
    public static final int ETHERNET = 1;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    private LinkType() {}
}
