/// A network in memory, with a clock of its own, for engines over a [net.strata.probe.Port]: what it does to packets is
/// arranged to the nanosecond, and what came of each probe is kept, so that an engine's every count and time can be
/// checked against it.
///
/// ```java
/// var network = new Network(true);
/// network.host(address)
///         .out(Rule.lose(Which.nth(3)))
///         .back(Rule.delay(_ -> 5_000_000), Rule.copy(Which.every(10), 1, 1_000));
/// new Pinger(settings, method, plan, network, network, network::wall, watcher, secret).run();
/// network.fate(3).replies(); // 0
/// ```
///
/// A [Host] answers echo requests. On the way to it and on the way back a packet goes through the [Rule]s of that way, in
/// their order. Nothing is random but what has a seed, and nothing waits: time passes when the engine does.
///
/// For what is between hosts there is the [Internet] of a [Topology], which a text describes: whole IP packets go from router to
/// router. [InternetPort] is its first host; [Truth] knows what a trace should find.
///
/// ```java
/// var port = new InternetPort(Topology.read(file), seed);
/// new Tracer(settings, port, port, port::wall, watcher)...
/// ```
///
/// A [Topology] is a whole network from a text file: hosts, routers, links. An [Internet] moves real packets through it, byte for
/// byte, and an [InternetPort] is the port of its first host, with the clock that goes with it.
@NullMarked
package net.strata.sim;

import org.jspecify.annotations.NullMarked;
