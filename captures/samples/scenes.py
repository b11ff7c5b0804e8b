"""The samples: who talks to whom, and what the file must then show."""

import sys
from dataclasses import dataclass
from typing import Callable

from lab import PROGRAMS, await_that, command, mac

SAMPLES = []


@dataclass(frozen=True)
class Sample:
    file: str
    shows: str
    made_by: str
    scene: Callable
    expected: dict


def sample(file, shows, made_by, **expected):
    """Registers a scene. `expected` gives, for Wireshark display filters, the least number of frames."""

    def register(scene):
        SAMPLES.append(Sample(file, shows, made_by, scene, expected.get("expected", {})))
        return scene

    return register


# --- TCP: the four small servers of the socket tutorials ---------------------------------------------


def tcp_talk(net, server_program, port, *talks, arp=True):
    client, server = net.pair(arp=arp)
    server.serve(server_program)
    capture = client.capture("eth0")
    for messages in talks:
        client.python("tcp_client.py", "192.0.2.2", port, *messages)
    return capture.stop()


@sample(
    "tcp-echo.pcapng",
    "A TCP conversation from handshake to close: two messages echoed, then the server's `Hello, client!`",
    "`tcp_echo_server.py` (port 8888), `tcp_client.py`",
    expected={"tcp.flags.syn == 1": 2, "tcp.flags.fin == 1": 2, "tcp.len > 0": 5, 'tcp contains "Hello, client!"': 1},
)
def tcp_echo(net):
    return tcp_talk(net, "tcp_echo_server.py", 8888, ["Hello, server!", "How are you?"], arp=False)


@sample(
    "tcp-prefix.pcapng",
    "An echo server that puts `Echo=>` before what it sends back",
    "`tcp_prefix_server.py` (port 50007), `tcp_client.py`",
    expected={'tcp contains "Echo=>one"': 1, "tcp.flags.fin == 1": 2},
)
def tcp_prefix(net):
    return tcp_talk(net, "tcp_prefix_server.py", 50007, ["one", "two", "three"])


@sample(
    "tcp-welcome.pcapng",
    "Two connections: `1` is answered with `welcome to server!`, `2` with `please go out!`",
    "`tcp_welcome_server.py` (port 8001), `tcp_client.py`",
    expected={'tcp contains "welcome to server!"': 1, 'tcp contains "please go out!"': 1, "tcp.flags.fin == 1": 4},
)
def tcp_welcome(net):
    return tcp_talk(net, "tcp_welcome_server.py", 8001, ["1"], ["2"])


@sample(
    "tcp-upper.pcapng",
    "A server that answers in upper case",
    "`tcp_upper_server.py` (port 3234), `tcp_client.py`",
    expected={'tcp contains "frame, packet, segment"': 1, 'tcp contains "FRAME, PACKET, SEGMENT"': 1},
)
def tcp_upper(net):
    return tcp_talk(net, "tcp_upper_server.py", 3234, ["frame, packet, segment", "quiet please"])


# --- TCP: when things go wrong -----------------------------------------------------------------------


@sample(
    "tcp-refused.pcapng",
    "Nobody listens at the port: SYN is answered with RST",
    "`curl` to a closed port",
    expected={"tcp.flags.reset == 1": 1},
)
def tcp_refused(net):
    client, _ = net.pair()
    capture = client.capture("eth0")
    client.run("curl", "-s", "http://192.0.2.2:8080/", fails=True)
    return capture.stop()


def lossy_transfer(net, place):
    client, router, server = net.routed()
    router.run("nft", "add table ip loss")
    router.run("nft", "add chain ip loss forward { type filter hook forward priority 0; }")
    full = "tcp dport 9000 ip length > 1000"
    router.run("nft", f"add rule ip loss forward {full} numgen inc mod 7 == 3 counter drop")
    server.serve("bulk_server.py")
    capture = {"sender": client, "receiver": server}[place].capture("eth0", snap=96)
    client.python("bulk_client.py", "198.51.100.2", 60_000)
    return capture.stop()


@sample(
    "tcp-loss-sender.pcapng",
    "60 kB of which a router loses every seventh segment, seen by the sender: duplicate ACKs with SACK, "
    "retransmissions (frames cut at 96 bytes)",
    "`bulk_client.py`, `bulk_server.py` (port 9000), `nft … numgen inc mod 7 == 3 drop` on the router",
    expected={"tcp.analysis.retransmission": 4, "tcp.options.sack.count": 4, "tcp.analysis.duplicate_ack": 4},
)
def tcp_loss_sender(net):
    return lossy_transfer(net, "sender")


@sample(
    "tcp-loss-receiver.pcapng",
    "Such a transfer seen by the receiver: segments missing, then arriving late (frames cut at 96 bytes)",
    "as before",
    expected={"tcp.analysis.lost_segment": 3, "tcp.options.sack.count": 4},
)
def tcp_loss_receiver(net):
    return lossy_transfer(net, "receiver")


@sample(
    "tcp-zero-window.pcapng",
    "The receiver does not read: its window closes, is probed, and opens again (frames cut at 96 bytes)",
    "`slow_server.py` (port 9001), `slow_client.py`",
    expected={"tcp.analysis.zero_window": 2, "tcp.analysis.keep_alive": 1, "tcp.analysis.window_update": 1},
)
def tcp_zero_window(net):
    client, server = net.pair()
    slow = server.serve("slow_server.py")
    capture = client.capture("eth0", snap=96)
    fast = client.start(sys.executable, "-u", PROGRAMS / "slow_client.py", "192.0.2.2", 60_000, ready="sending")
    window_shut = rb"^.{12}\x08\x00.{33}\x10\x00\x00"  # flags ACK only, window 0
    capture.await_frames("a closed window and two probes", window_shut, 2)
    slow.say("read\n")
    fast.await_line("sent")
    return capture.stop()


@sample(
    "loopback-offload.pcapng",
    "On the loopback device: TCP over IPv4 and UDP over IPv6 whose checksums the kernel left unfinished, "
    "because no wire will see them",
    "`tcp_upper_server.py`, `udp_echo_server.py` and their clients, captured on `lo`",
    expected={"tcp.checksum.status == 0": 8, "udp.checksum.status == 0": 2},
)
def loopback(net):
    host = net.host("host", ipv6=True)
    host.serve("tcp_upper_server.py")
    host.serve("udp_echo_server.py")
    capture = host.capture("lo")
    host.python("tcp_client.py", "127.0.0.1", 3234, "inside one machine")
    host.python("udp_client.py", "::1", 7, "no wire in between")
    return capture.stop()


# --- UDP ---------------------------------------------------------------------------------------------


@sample(
    "udp-echo.pcapng",
    "Two datagrams echoed over IPv4, after ARP",
    "`udp_echo_server.py` (port 7), `udp_client.py`",
    expected={"udp.port == 7 and ip": 4, "echo": 4},
)
def udp_echo(net):
    client, server = net.pair()
    server.serve("udp_echo_server.py")
    capture = client.capture("eth0")
    client.python("udp_client.py", "192.0.2.2", 7, "Hello", "an odd number")
    return capture.stop()


NO_MLD = "not (ip6 and ip6[6] == 0)"


@sample(
    "udp-echo-ipv6.pcapng",
    "Two datagrams echoed over IPv6, after neighbour discovery",
    "`udp_echo_server.py` (port 7), `udp_client.py`",
    expected={"udp.port == 7 and ipv6": 4},
)
def udp_echo_ipv6(net):
    client, server = net.pair(ipv6=True)
    server.serve("udp_echo_server.py")
    capture = client.capture("eth0", filter=NO_MLD)
    client.python("udp_client.py", "2001:db8::2", 7, "Hello", "an odd number")
    return capture.stop()


# --- ICMP --------------------------------------------------------------------------------------------


@sample(
    "ping.pcapng",
    "Three echo requests and replies, after ARP",
    "`ping`",
    expected={"icmp.type == 8": 3, "icmp.type == 0": 3, "arp": 2},
)
def ping(net):
    client, _ = net.pair()
    capture = client.capture("eth0")
    client.run("ping", "-n", "-c", 3, "-i", "0.2", "192.0.2.2")
    return capture.stop()


@sample(
    "ping-ipv6.pcapng",
    "The same over IPv6, after neighbour discovery",
    "`ping -6`",
    expected={"icmpv6.type == 128": 3, "icmpv6.type == 129": 3, "icmpv6.type == 135": 1},
)
def ping_ipv6(net):
    client, _ = net.pair(ipv6=True)
    capture = client.capture("eth0", filter=NO_MLD)
    client.run("ping", "-6", "-n", "-c", 3, "-i", "0.2", "2001:db8::2")
    return capture.stop()


@sample(
    "ping-closed-port.pcapng",
    "A UDP probe to a port where nobody listens: port unreachable, over IPv4 and IPv6",
    "`udp_client.py` to port 33434",
    expected={"icmp.type == 3 and icmp.code == 3": 1, "icmpv6.type == 1 and icmpv6.code == 4": 1},
)
def ping_closed_port(net):
    client, _ = net.pair(ipv6=True)
    capture = client.capture("eth0", filter=NO_MLD)
    client.python("udp_client.py", "192.0.2.2", 33434, "anyone?")
    client.python("udp_client.py", "2001:db8::2", 33434, "anyone?")
    return capture.stop()


@sample(
    "ping-nowhere.pcapng",
    "Pings that a router cannot deliver: no such host, no route, not allowed; over IPv4 and IPv6",
    "`ping` through a router to an unused address, a network without route, and a prohibited one",
    expected={
        # Type and code as bytes, because the quoted packet has them too.
        "icmp and frame[34:2] == 03:01": 1,
        "icmp and frame[34:2] == 03:00": 1,
        "icmp and frame[34:2] == 03:0d": 1,
        "icmpv6 and frame[54:2] == 01:03": 1,
        "icmpv6 and frame[54:2] == 01:00": 1,
        "icmpv6 and frame[54:2] == 01:01": 1,
    },
)
def ping_nowhere(net):
    client, router, _ = net.routed(ipv6=True)
    router.sysctl("net.ipv4.neigh.eth1.retrans_time_ms=100", "net.ipv6.neigh.eth1.retrans_time_ms=100")
    router.ip("route", "add", "prohibit", "203.0.113.128/25")
    router.ip("-6", "route", "add", "prohibit", "2001:db8:bad::/48")
    capture = client.capture("eth0", filter=NO_MLD)
    for nowhere in ("198.51.100.99", "203.0.113.1", "203.0.113.129"):
        client.run("ping", "-n", "-c", 1, "-W", 4, nowhere, fails=True)
    for nowhere in ("2001:db8:2::99", "2001:db8:dead::1", "2001:db8:bad::1"):
        client.run("ping", "-6", "-n", "-c", 1, "-W", 4, nowhere, fails=True)
    return capture.stop()


def three_routers(net):
    """client - r1 - r2 - r3 - server, both ways, IPv4 and IPv6."""
    names = ["client", "r1", "r2", "r3", "server"]
    hosts = [net.host(name, ipv6=True, forward=name.startswith("r")) for name in names]
    networks = ["192.0.2.{}/24", "203.0.113.{}/30", "203.0.113.{}/30", "198.51.100.{}/24"]
    first = [1, 1, 5, 1]
    for i, (left, right) in enumerate(zip(hosts, hosts[1:])):
        device = "eth0" if i == 0 else "eth1"
        net.wire(left, right, 2 * i + 1, left_name=device)
        left.address(networks[i].format(first[i]), f"2001:db8:{i}::1/64", device)
        right.address(networks[i].format(first[i] + 1), f"2001:db8:{i}::2/64")
    for i, host in enumerate(hosts[:-1]):
        gateway = networks[i].format(first[i] + 1).split("/")[0]
        host.default_route(gateway, f"2001:db8:{i}::2")
    for i, host in enumerate(hosts[1:], 1):
        gateway = networks[i - 1].format(first[i - 1]).split("/")[0]
        for near in range(i - 1):
            back = networks[near].format(first[near] - 1)
            host.ip("route", "add", back, "via", gateway)
            host.ip("-6", "route", "add", f"2001:db8:{near}::/64", "via", f"2001:db8:{i - 1}::1")
    return hosts


@sample(
    "traceroute.pcapng",
    "Through three routers: probes with rising TTL, time exceeded from each hop, port unreachable from the target",
    "`traceroute` (UDP)",
    expected={"icmp.type == 11": 6, "icmp.type == 3 and icmp.code == 3": 2},
)
def traceroute(net):
    client, *_ = three_routers(net)
    capture = client.capture("eth0", filter="not ip6")
    client.run("traceroute", "-n", "-q", 2, "-N", 1, "198.51.100.2")
    return capture.stop()


@sample(
    "traceroute-ipv6.pcapng",
    "The same way over IPv6, with rising hop limit",
    "`traceroute -6` (UDP)",
    expected={"icmpv6.type == 3": 6, "icmpv6.type == 1 and icmpv6.code == 4": 2},
)
def traceroute_ipv6(net):
    client, *_ = three_routers(net)
    capture = client.capture("eth0", filter=NO_MLD)
    client.run("traceroute", "-6", "-n", "-q", 2, "-N", 1, "2001:db8:3::2")
    return capture.stop()


@sample(
    "traceroute-icmp-tcp.pcapng",
    "The same way with echo requests, then with TCP SYNs to port 80",
    "`traceroute -I`, `traceroute -T`",
    expected={"icmp.type == 11": 6, "icmp.type == 0": 1, "tcp.flags.syn == 1": 8},
)
def traceroute_icmp_tcp(net):
    client, *_, server = three_routers(net)
    server.serve("http_server.py")
    capture = client.capture("eth0", filter="not ip6")
    for kind in ("-I", "-T"):
        client.run("traceroute", "-n", kind, "-q", 1, "-N", 1, "198.51.100.2")
    return capture.stop()


@sample(
    "path-mtu.pcapng",
    "Packets too big for the second wire (MTU 1280): fragmentation needed, and packet too big of ICMPv6",
    "`ping -M do -s 1400` through a router",
    expected={"icmp.type == 3 and icmp.code == 4 and icmp.mtu == 1280": 1, "icmpv6.type == 2": 1},
)
def path_mtu(net):
    client, _, _ = net.routed(ipv6=True, mtu=1280)
    capture = client.capture("eth0", filter=NO_MLD)
    client.run("ping", "-n", "-c", 1, "-M", "do", "-s", 1400, "-W", 1, "198.51.100.2", fails=True)
    client.run("ping", "-6", "-n", "-c", 1, "-M", "do", "-s", 1400, "-W", 1, "2001:db8:2::2", fails=True)
    return capture.stop()


@sample(
    "icmp-redirect.pcapng",
    "A router tells of a better first hop on the same network, and the next ping takes it",
    "`ping`, twice, by way of the first of two routers",
    expected={"icmp.type == 5": 1, f"icmp.type == 8 and eth.src == {mac(1)} and ip.dst == 198.51.100.2 and eth.dst == {mac(3)}": 1},
)
def icmp_redirect(net):
    client = net.host("client")
    first, second = net.host("first", forward=True), net.host("second", forward=True)
    server = net.host("server")
    net.switch(client, first, second)
    net.wire(second, server, 4, left_name="eth1")
    client.address("192.0.2.1/24")
    first.address("192.0.2.253/24")
    second.address("192.0.2.254/24")
    second.address("198.51.100.254/24", device="eth1")
    server.address("198.51.100.2/24")
    client.sysctl("net.ipv4.conf.eth0.accept_redirects=1", "net.ipv4.conf.all.accept_redirects=1")
    client.sysctl("net.ipv4.conf.eth0.secure_redirects=0", "net.ipv4.conf.all.secure_redirects=0")
    first.sysctl("net.ipv4.conf.all.send_redirects=1", "net.ipv4.conf.eth0.send_redirects=1")
    client.default_route("192.0.2.253")
    first.ip("route", "add", "198.51.100.0/24", "via", "192.0.2.254")
    server.default_route("198.51.100.254")
    # Linux follows a redirect at once only to a router whose hardware address it knows.
    client.run("ping", "-n", "-c", 1, "192.0.2.254")
    capture = client.capture("eth0")
    for _ in range(2):
        client.run("ping", "-n", "-c", 1, "198.51.100.2")
    return capture.stop()


@sample(
    "ip-options.pcapng",
    "IPv4 options filled in on the way: record route, timestamps, timestamps with addresses",
    "`ping -R`, `ping -T tsonly`, `ping -T tsandaddr`",
    expected={"ip.opt.type.number == 7": 2, "ip.opt.type.number == 4": 4},
)
def ip_options(net):
    client, _, _ = net.routed()
    capture = client.capture("eth0")
    for option in (["-R"], ["-T", "tsonly"], ["-T", "tsandaddr"]):
        client.run("ping", "-n", "-c", 1, *option, "198.51.100.2")
    return capture.stop()


# --- Neighbours --------------------------------------------------------------------------------------


@sample(
    "arp.pcapng",
    "A request and its reply, a host announcing its new address (gratuitous), and a request repeated in vain",
    "`ping` to a neighbour, `ip link set eth0 address`, `ping` to an unused address",
    expected={"arp.opcode == 2": 1, "arp.isgratuitous": 1, "arp.dst.proto_ipv4 == 192.0.2.99": 3},
)
def arp(net):
    client, server = net.pair()
    server.sysctl("net.ipv4.conf.eth0.arp_notify=1")
    capture = client.capture("eth0")
    client.run("ping", "-n", "-c", 1, "192.0.2.2")
    server.ip("link", "set", "eth0", "address", mac(0x22))
    capture.await_frames("a gratuitous request", rb"^.{12}\x08\x06.{14}\xc0\x00\x02\x02.{6}\xc0\x00\x02\x02")
    client.run("ping", "-n", "-c", 1, "192.0.2.2")
    client.run("ping", "-n", "-c", 1, "-W", 4, "192.0.2.99", fails=True)
    return capture.stop()


@sample(
    "neighbour-discovery.pcapng",
    "A host comes up: duplicate address detection, MLDv2 report, router solicitation and advertisement, "
    "an address made from the prefix, its test, then a neighbour asked for, and one in vain",
    "`ip link set eth0 up` beside `dnsmasq --enable-ra`, `ping -6`",
    expected={
        "icmpv6.type == 133": 1,
        "icmpv6.type == 134": 1,
        "icmpv6.type == 135 and ipv6.src == ::": 2,
        "icmpv6.type == 136": 1,
        "icmpv6.type == 143": 1,
        "icmpv6.type == 135 and icmpv6.nd.ns.target_address == 2001:db8::99": 3,
    },
)
def neighbour_discovery(net):
    host, router = net.host("host", ipv6=True), net.host("router", ipv6=True)
    net.switch(host, router)
    host.ip("link", "set", "eth0", "down")
    host.sysctl(
        *(f"net.ipv6.conf.{which}.{setting}" for which in ("all", "eth0")
          for setting in ("dad_transmits=1", "accept_dad=1", "router_solicitations=3", "accept_ra=1")),
        "net.ipv6.conf.eth0.router_solicitation_delay=0",
    )
    router.address(None, "2001:db8::ff/64")
    router.start(
        "dnsmasq", "--no-daemon", "--user=root", "--conf-file=/dev/null", "--port=0", "--enable-ra",
        "--dhcp-range=2001:db8::,ra-only,64,1h", "--ra-param=eth0,mtu:1500,high,600,1800",
        "--dhcp-option=option6:dns-server,[2001:db8::53]", f"--dhcp-leasefile={net.folder}/leases",
        ready="router advertisement on",
    )
    capture = router.capture("eth0")
    host.ip("link", "set", "eth0", "up")
    await_that("an address of the prefix", lambda: has_address(host, "2001:db8::ff:fe00:1"))
    host.run("ping", "-6", "-n", "-c", 1, "2001:db8::ff")
    host.run("ping", "-6", "-n", "-c", 1, "-W", 4, "2001:db8::99", fails=True)
    return capture.stop()


def has_address(host, address):
    lines = command("ip", "-netns", host.name, "-6", "-o", "address", "show", "dev", "eth0").splitlines()
    return any(address in line and "tentative" not in line for line in lines)


@sample(
    "vlan.pcapng",
    "A trunk between two switches: pings in VLAN 10, and in VLAN 20 with priority 5",
    "`ping`, `vlan_switch.py`",
    expected={"vlan.id == 10 and icmp": 4, "vlan.id == 20 and vlan.priority == 5 and icmp": 4},
)
def vlan(net):
    return trunk(net, "8100:10", "8100:20:5")


@sample(
    "qinq.pcapng",
    "The trunk of a provider, who puts a tag of his own (802.1ad) around the customers' tags",
    "`ping`, `vlan_switch.py`",
    expected={"eth.type == 0x88a8 and vlan.id == 10 and icmp": 4, "eth.type == 0x88a8 and vlan.id == 20 and icmp": 4},
)
def qinq(net):
    return trunk(net, "88a8:100,8100:10", "88a8:200:3,8100:20")


def trunk(net, *tags):
    left, right = net.host("left"), net.host("right")
    net.wire(left, right, 0xF1, left_name="trunk", right_name="trunk")
    clients = []
    for number, tag in enumerate(tags):
        client, server = net.host(f"client{number}"), net.host(f"server{number}")
        net.wire(client, left, 4 * number + 1, right_name=f"port{number}")
        net.wire(server, right, 4 * number + 3, right_name=f"port{number}")
        client.address(f"192.0.2.{64 * number + 1}/26")
        server.address(f"192.0.2.{64 * number + 2}/26")
        clients.append(client)
    ports = [f"port{number}={tag}" for number, tag in enumerate(tags)]
    for switch in (left, right):
        switch.serve("vlan_switch.py", "trunk", *ports)
    capture = left.capture("trunk")
    for number, client in enumerate(clients):
        client.run("ping", "-n", "-c", 2, "-i", "0.2", f"192.0.2.{64 * number + 2}")
    return capture.stop()


# --- Fragments ---------------------------------------------------------------------------------------


@sample(
    "fragments.pcapng",
    "A ping of 4000 bytes and a UDP datagram of 3000 in fragments, there and back, over IPv4",
    "`ping -s 4000`, `udp_client.py`",
    expected={"ip.flags.mf == 1": 6, "ip.reassembled_in": 6, "icmp.type == 0": 1},
)
def fragments(net):
    client, server = net.pair()
    server.serve("udp_echo_server.py")
    capture = client.capture("eth0")
    client.run("ping", "-n", "-c", 1, "-s", 4000, "192.0.2.2")
    client.python("udp_client.py", "192.0.2.2", 7, "@3000")
    return capture.stop()


@sample(
    "fragments-ipv6.pcapng",
    "The same over IPv6, with the fragment extension header",
    "`ping -6 -s 4000`, `udp_client.py`",
    expected={"ipv6.fraghdr.more == 1": 6, "ipv6.reassembled.in": 6, "icmpv6.type == 129": 1},
)
def fragments_ipv6(net):
    client, server = net.pair(ipv6=True)
    server.serve("udp_echo_server.py")
    capture = client.capture("eth0", filter=NO_MLD)
    client.run("ping", "-6", "-n", "-c", 1, "-s", 4000, "2001:db8::2")
    client.python("udp_client.py", "2001:db8::2", 7, "@3000")
    return capture.stop()


@sample(
    "fragments-disorder.pcapng",
    "Fragments out of order (the datagram is answered), one fragment sent twice, and a datagram with one missing: "
    "reassembly time exceeded; over IPv4 and IPv6",
    "`fragments.py`, with the time for reassembly set to 1 s",
    expected={
        "icmp.type == 11 and icmp.code == 1": 1,
        "icmpv6.type == 3 and icmpv6.code == 1": 1,
        "udp.srcport == 7": 2,
        "ip.id == 3 or ipv6.fraghdr.ident == 3": 6,
    },
)
def fragments_disorder(net):
    client, server = net.pair(ipv6=True)
    server.sysctl("net.ipv4.ipfrag_time=1", "net.ipv6.ip6frag_time=1")
    server.serve("udp_echo_server.py")
    capture = client.capture("eth0", filter=NO_MLD)
    for source, target in (("192.0.2.1", "192.0.2.2"), ("2001:db8::1", "2001:db8::2")):
        for identification, order in ((1, "3120"), (2, "02213"), (3, "023")):
            client.python("fragments.py", source, target, identification, order)
    capture.await_frames("time exceeded", rb"^.{12}\x08\x00.{20}\x0b\x01")
    capture.await_frames("time exceeded", rb"^.{12}\x86\xdd.{40}\x03\x01")
    return capture.stop()


# --- Multicast ---------------------------------------------------------------------------------------


def membership(net, version):
    client, router = net.pair()
    client.sysctl(
        f"net.ipv4.conf.eth0.force_igmp_version={version}",
        "net.ipv4.conf.eth0.igmpv2_unsolicited_report_interval=100",
        "net.ipv4.conf.eth0.igmpv3_unsolicited_report_interval=100",
        "net.ipv4.neigh.eth0.gc_stale_time=60",
    )
    capture = client.capture("eth0")
    report = {1: rb"\x12", 2: rb"\x16", 3: rb"\x22"}[version]

    def await_reports(count):
        header = rb"^.{12}\x08\x00(\x45.{19}|\x46.{23})"
        capture.await_frames(f"{count} reports", header + report, count)

    member = client.serve("group_member.py", "233.252.0.1")
    await_reports(2)
    router.python("igmp_query.py", version)
    await_reports(3)
    if version == 3:
        picky = client.serve("group_member.py", "233.252.0.2", "198.51.100.7")
        await_reports(5)
        leave(picky)
        await_reports(7)
    leave(member)
    if version == 2:
        capture.await_frames("the leave", rb"^.{12}\x08\x00(\x45.{19}|\x46.{23})\x17")
    if version == 3:
        await_reports(9)
    return capture.stop()


def leave(member):
    member.child.stdin.close()
    member.await_line("left")


for _version, _shows, _expected in (
    (1, "report, query, report; IGMPv1 knows no leave", {"igmp.type == 0x11": 1, "igmp.type == 0x12": 3}),
    (
        2,
        "report, query, report, leave; with the router alert option",
        {"igmp.type == 0x11": 1, "igmp.type == 0x16": 3, "igmp.type == 0x17": 1, "ip.opt.type.number == 20": 5},
    ),
    (
        3,
        "a group joined and left, a query answered, a group joined for one source only",
        {"igmp.type == 0x11": 1, "igmp.type == 0x22": 9, "igmp.num_src == 1": 2},
    ),
):
    sample(
        f"igmp-v{_version}.pcapng",
        f"IGMPv{_version}: {_shows}",
        f"`group_member.py`, `igmp_query.py {_version}`, `force_igmp_version={_version}`",
        expected=_expected,
    )(lambda net, version=_version: membership(net, version))


@sample(
    "mld.pcapng",
    "MLDv1, then MLDv2: report, query, report, done; in MLDv2 the reports say it all",
    "`group_member.py`, `mld_query.py`, `force_mld_version`",
    expected={"icmpv6.type == 130": 2, "icmpv6.type == 131": 2, "icmpv6.type == 132": 1, "icmpv6.type == 143": 3},
)
def mld(net):
    client, router = net.pair(ipv6=True)
    client.sysctl(
        "net.ipv6.conf.eth0.mldv1_unsolicited_report_interval=100",
        "net.ipv6.conf.eth0.mldv2_unsolicited_report_interval=100",
    )
    capture = client.capture("eth0", filter=f"ether src {mac(1)} or icmp6 or ip6[6] == 0")
    group = rb"\xff\x0e\x00\x00\x00\x00\x00\x00\x00\x00\x0d\xb8\x00\x00\x00\x01"
    for version, report, done in ((1, rb"\x83", rb"\x84"), (2, rb"\x8f.{7}[\x02\x04]", rb"\x8f.{7}\x03")):
        client.sysctl(f"net.ipv6.conf.eth0.force_mld_version={version}")
        own = rb"^.{6}\x02\x00\x00\x00\x00\x01\x86\xdd.{48}"
        member = client.serve("group_member.py", "ff0e::db8:0:1")
        capture.await_frames("a report", own + report + rb".*" + group, 2)
        router.python("mld_query.py", version)
        answer = report if version == 1 else rb"\x8f.{7}\x02"
        capture.await_frames("an answer", own + answer + rb".*" + group, 3 if version == 1 else 1)
        leave(member)
        capture.await_frames("a farewell", own + done + rb".*" + group)
    return capture.stop()


# --- Applications ------------------------------------------------------------------------------------


def name_server(server):
    server.start(
        "dnsmasq", "--no-daemon", "--user=root", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
        "--local=/example.org/", "--local=/192.in-addr.arpa/", "--local=/arpa/",
        "--auth-server=ns.example.org,192.0.2.2", "--auth-zone=example.org,192.0.2.0/24,2001:db8::/32",
        "--auth-soa=2024010100,hostmaster.example.org",
        "--host-record=www.example.org,192.0.2.80,2001:db8::80", "--host-record=mail.example.org,192.0.2.25",
        "--cname=web.example.org,www.example.org", "--mx-host=example.org,mail.example.org,10",
        "--txt-record=example.org,v=spf1 mx -all", "--txt-record=long.example.org," + ",".join(["x" * 250] * 6),
        "--srv-host=_imap._tcp.example.org,mail.example.org,143,0,5", "--caa-record=example.org,0,issue,example.net",
        "--naptr-record=example.org,100,10,s,SIP+D2U,,_sip._udp.example.org",
        "--dns-rr=_443._tcp.www.example.org,52,030101" + "ab" * 32,
        ready="started",
    )


@sample(
    "dns.pcapng",
    "Questions for A, AAAA, CNAME, MX, TXT, SRV, CAA, NAPTR, TLSA, PTR, SOA, NS and for a name that is not there; "
    "with and without EDNS",
    "`dig`, `dnsmasq`",
    expected={
        **{f"dns.flags.response == 1 and dns.resp.type == {number}": 1
           for number in (1, 28, 5, 15, 16, 33, 257, 35, 52, 12, 6, 2, 41)},
        "dns.flags.rcode == 3": 1,
    },
)
def dns(net):
    client, server = net.pair()
    name_server(server)
    capture = client.capture("eth0")
    ask = ["dig", "@192.0.2.2", "+tries=1"]
    client.run(*ask, "+noedns", "www.example.org", "A")
    client.run(
        *ask, "www.example.org", "AAAA", "web.example.org", "A", "example.org", "MX", "example.org", "TXT",
        "_imap._tcp.example.org", "SRV", "example.org", "CAA", "example.org", "NAPTR",
        "_443._tcp.www.example.org", "TLSA", "-x", "192.0.2.80", "-x", "2001:db8::80", "example.org", "SOA",
        "example.org", "NS", "nobody.example.org", "A",
    )
    client.run(*ask, "+dnssec", "+nsid", "+subnet=192.0.2.0/24", "www.example.org", "A")
    return capture.stop()


@sample(
    "dns-tcp.pcapng",
    "An answer too long for a datagram: truncated, then asked for again over TCP",
    "`dig +noedns`, `dnsmasq`",
    expected={"dns.flags.truncated == 1": 1, "dns and tcp": 2},
)
def dns_tcp(net):
    client, server = net.pair()
    name_server(server)
    capture = client.capture("eth0")
    client.run("dig", "@192.0.2.2", "+noedns", "long.example.org", "TXT")
    return capture.stop()


@sample(
    "http.pcapng",
    "A page, a page that is not there, a form and a chunked answer over one connection",
    "`curl`, `http_server.py`",
    expected={"http.request": 4, "http.response.code == 404": 1, "http.chunk_size": 1},
)
def http(net):
    client, server = net.pair()
    server.serve("http_server.py")
    capture = client.capture("eth0")
    base = "http://192.0.2.2"
    fetch = ["-s", "-A", "curl", "-H", "Host: www.example.org"]
    client.run(
        "curl", *fetch, f"{base}/", f"{base}/missing",
        "--next", *fetch, "-d", "name=Ada", f"{base}/form",
        "--next", *fetch, f"{base}/chunks",
    )
    return capture.stop()


@sample(
    "ftp.pcapng",
    "Login, SYST, PWD, a listing and a file over passive data connections, QUIT",
    "`ftp_client.py`, `ftp_server.py`",
    expected={"ftp.request": 9, "ftp-data": 2, 'ftp.request.command == "QUIT"': 1},
)
def ftp(net):
    client, server = net.pair()
    server.serve("ftp_server.py")
    capture = client.capture("eth0")
    client.python("ftp_client.py", "192.0.2.2")
    return capture.stop()


@sample(
    "smtp.pcapng",
    "A message handed over: EHLO, MAIL, RCPT, DATA, QUIT",
    "`smtp_client.py`, `smtp_server.py`",
    expected={"smtp.req": 5, "imf": 1},
)
def smtp(net):
    client, server = net.pair()
    server.serve("smtp_server.py")
    capture = client.capture("eth0")
    client.python("smtp_client.py", "192.0.2.2")
    return capture.stop()


def tls_talk(net, version):
    client, server = net.pair()
    server.run(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", "key.pem", "-out", "certificate.pem", "-days", 3650, "-subj", "/CN=www.example.org",
        "-addext", "subjectAltName=DNS:www.example.org,DNS:example.org",
    )
    server.start(
        "openssl", "s_server", "-accept", "443", "-cert", "certificate.pem", "-key", "key.pem", "-rev",
        "-alpn", "http/1.1", ready="ACCEPT",
    )
    capture = client.capture("eth0")
    talk = client.start(
        "openssl", "s_client", "-connect", "192.0.2.2:443", "-servername", "www.example.org", version,
        "-alpn", "h2,http/1.1", "-CAfile", "certificate.pem", "-keylogfile", "keys.txt", ready="Verify return code: 0",
    )
    talk.say("layers\n")
    talk.await_line("sreyal")
    talk.say("Q\n")
    talk.await_line("DONE")
    return capture.stop()


@sample(
    "tls12.pcapng",
    "TLS 1.2: the handshake with server name, ALPN and certificate in the open, then one line each way",
    "`openssl s_client -tls1_2`, `openssl s_server -rev`",
    expected={
        'tls.handshake.extensions_server_name == "www.example.org"': 1,
        "tls.handshake.type == 2": 1,
        "tls.handshake.type == 11": 1,
        "tls.record.content_type == 23": 2,
    },
)
def tls12(net):
    return tls_talk(net, "-tls1_2")


@sample(
    "tls13.pcapng",
    "TLS 1.3: nearly all of the handshake encrypted; the file holds the session's secrets (decryption secrets block)",
    "`openssl s_client -tls1_3`, `openssl s_server -rev`, `editcap --inject-secrets`",
    expected={'tls.handshake.extensions_alpn_str == "h2"': 1, "tls.handshake.type == 11": 1, "tls.handshake.type == 20": 2},
)
def tls13(net):
    bare = tls_talk(net, "-tls1_3")
    command("editcap", "--inject-secrets", f"tls,{net.folder}/keys.txt", bare, net.folder / "secrets.pcapng")
    return net.folder / "secrets.pcapng"


# --- Capture files and link types ---------------------------------------------------------------------


@sample(
    "two-interfaces.pcapng",
    "A router's two interfaces in one file: each packet twice, with the TTL one less; with comments on file and frames",
    "`ping`, `dumpcap -i eth0 -i eth1`, `editcap -a`",
    expected={"frame.interface_id == 0 and icmp": 4, "frame.interface_id == 1 and icmp": 4, "frame.comment": 2,
              "frame.number == 6 and frame.comment and ip.ttl == 63": 1},
)
def two_interfaces(net):
    client, router, _ = net.routed()
    capture = router.capture("eth0", "eth1")
    client.run("ping", "-n", "-c", 2, "-i", "0.2", "198.51.100.2")
    recorded = capture.stop()
    commented = net.folder / "commented.pcapng"
    command(
        "editcap", "--capture-comment", "A router between 192.0.2.0/24 and 198.51.100.0/24, seen on both sides",
        "-a", "1:The client asks for the router's hardware address",
        "-a", "6:The packet of frame 3 leaves by the other interface a little later, with a TTL of 63",
        recorded, commented,
    )
    return commented


@sample(
    "route.pcapng",
    "A datagram and a TCP conversation at three points: before a router, behind it in a VLAN, and behind a NAT; "
    "the links differ in Ethernet header, tag, TTL, addresses, ports and checksums",
    "`udp_client.py`, `tcp_client.py`, `vlan_switch.py`, `nft … masquerade`, `dumpcap` on each link, `mergecap`",
    expected={
        **{f"frame.interface_id == {point} and {protocol}": least
           for point in range(3) for protocol, least in (("udp contains \"hello\"", 2), ("tcp contains \"hello\"", 2))},
        "frame.interface_id == 0 and ip.src == 10.1.0.2 and ip.ttl == 64 and udp": 1,
        "frame.interface_id == 1 and ip.src == 10.1.0.2 and ip.ttl == 63 and vlan.id == 20 and udp": 1,
        "frame.interface_id == 2 and ip.src == 203.0.113.1 and ip.ttl == 62 and udp.srcport >= 61000": 1,
        "frame.interface_id == 2 and ip.src == 203.0.113.1 and tcp.srcport >= 61000 and tcp.flags.fin == 1": 1,
    },
)
def route(net):
    """client - router - switch = switch - NAT - server. Each link is captured at the sender's side of a request."""
    client, server = net.host("client"), net.host("server")
    router, nat = net.host("router", forward=True), net.host("nat", forward=True)
    near, far = net.host("near"), net.host("far")
    net.wire(client, router, 1, left_name="client")
    net.wire(router, near, 3, left_name="eth1", right_name="port")
    net.wire(near, far, 0xF1, left_name="behind-router", right_name="trunk")
    net.wire(nat, far, 5, right_name="port")
    net.wire(nat, server, 7, left_name="behind-nat")
    client.address("10.1.0.2/24", device="client")
    router.address("10.1.0.1/24")
    router.address("10.2.0.1/30", device="eth1")
    nat.address("10.2.0.2/30")
    nat.address("203.0.113.1/24", device="behind-nat")
    server.address("203.0.113.7/24")
    client.default_route("10.1.0.1")
    router.default_route("10.2.0.2")
    nat.ip("route", "add", "10.1.0.0/24", "via", "10.2.0.1")
    near.serve("vlan_switch.py", "behind-router", "port=8100:20")
    far.serve("vlan_switch.py", "trunk", "port=8100:20")
    nat.run("nft", "add table ip nat")
    nat.run("nft", "add chain ip nat outwards { type nat hook postrouting priority srcnat; }")
    # Ports that no program here is given, so that the port always changes, too.
    nat.run("nft", "add rule ip nat outwards oifname behind-nat meta l4proto { tcp, udp } masquerade to :61000-65535")
    server.serve("udp_echo_server.py")
    server.serve("tcp_echo_server.py")
    captures = [host.capture(device) for host, device in
                ((client, "client"), (near, "behind-router"), (nat, "behind-nat"))]
    client.python("udp_client.py", "203.0.113.7", 7, "hello")
    client.python("tcp_client.py", "203.0.113.7", 8888, "hello again")
    ip = rb"^.{12}(\x81\x00..)?\x08\x00"
    captures[0].stop()
    for capture in captures[1:]:
        capture.await_frames("what the client sent and received", ip, captures[0].matching(ip))
        capture.stop()
    merged, commented = net.folder / "merged.pcapng", net.folder / "commented.pcapng"
    command("mergecap", "-I", "none", "-w", merged, *(capture.path for capture in captures))
    command(
        "editcap", "--capture-comment",
        "client 10.1.0.2 -- 10.1.0.1 router 10.2.0.1 -- VLAN 20 -- 10.2.0.2 NAT 203.0.113.1 -- server 203.0.113.7",
        merged, commented,
    )
    return commented


@sample(
    "raw-ip.pcap",
    "No link layer: ping over IPv4 and IPv6 and a TCP conversation through a tun device (link type RAW)",
    "`ping`, `tcp_client.py`, `tun_pair.py`",
    expected={"icmp": 2, "icmpv6.type == 129": 1, "tcp.flags.fin == 1": 2, "frame.encap_type == 7": 10},
)
def raw_ip(net):
    client, server = net.host("client", ipv6=True), net.host("server", ipv6=True)
    carrier = net.host("carrier")
    carrier.serve("tun_pair.py")
    for number, host in enumerate((client, server)):
        carrier.ip("link", "set", f"tun{number}", "netns", host.name)
        host.ip("link", "set", f"tun{number}", "addrgenmode", "none", "up")
        host.address(f"192.0.2.{number + 1}/24", f"2001:db8::{number + 1}/64", device=f"tun{number}")
    server.serve("tcp_upper_server.py")
    capture = client.capture_pcap("tun0")
    client.run("ping", "-n", "-c", 1, "192.0.2.2")
    client.run("ping", "-6", "-n", "-c", 1, "2001:db8::2")
    client.python("tcp_client.py", "192.0.2.2", 3234, "no frame around this")
    return capture.stop()


def all_devices(net, link_type):
    client, server = net.pair()
    server.serve("tcp_upper_server.py")
    capture = client.capture_pcap("any", link_type)
    client.run("ping", "-n", "-c", 1, "192.0.2.2")
    client.python("tcp_client.py", "192.0.2.2", 3234, "any device")
    client.run("ping", "-n", "-c", 1, "127.0.0.1")
    return capture.stop()


@sample(
    "linux-cooked-v1.pcap",
    "Captured on all devices at once: ARP, ping and TCP on Ethernet, ping on loopback, behind Linux cooked headers v1",
    "`ping`, `tcp_client.py`, `dumpcap -P -i any -y LINUX_SLL`",
    expected={"sll.pkttype == 4": 3, "sll.pkttype == 0": 3, "sll.hatype == 772": 2},
)
def cooked_v1(net):
    return all_devices(net, "LINUX_SLL")


@sample(
    "linux-cooked-v2.pcap",
    "The same behind Linux cooked headers v2, which name the interface",
    "as before, `dumpcap -P -i any -y LINUX_SLL2`",
    expected={"sll.pkttype == 4": 3, "sll.pkttype == 0": 3, "sll.ifindex == 1": 2},
)
def cooked_v2(net):
    return all_devices(net, "LINUX_SLL2")
