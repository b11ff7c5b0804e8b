/// One message, seen at several points of its way: what each link, router and NAT made of its headers.
@org.jspecify.annotations.NullMarked
package net.strata.explain.route;
