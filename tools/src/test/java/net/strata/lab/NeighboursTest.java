package net.strata.lab;

import static net.strata.lab.Scene.step;
import static net.strata.lab.Side.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.strata.craft.Draft;
import org.junit.jupiter.api.Test;

/// What caused reports of groups (RFC 3376), in sessions made by hand.
final class NeighboursTest {
    /// An IGMPv3 report of the client's about 239.1.1.1 (RFC 3376 section 4.2): type 0x22, a record.
    ///
    /// @param record 4, that it is a member now (CHANGE_TO_EXCLUDE), or 3, that it is none any more (CHANGE_TO_INCLUDE)
    /// @param checksum of 0x2200, 0x0001, the record's type, 0xef01 and 0x0101, as in RFC 1071
    private static byte[] report(int id, int record, int checksum) {
        ByteBuffer report = ByteBuffer.allocate(16).putShort((short) 0x2200).putShort((short) checksum)
                .putInt(1).putInt(record << 24).putInt(0xef01_0101);
        return Draft.of("eth").set("eth.dst", "01:00:5e:00:00:16").set("eth.src", "02:00:00:00:07:01").then("ip")
                .set("ip.src", "10.7.0.1").set("ip.dst", "224.0.0.22").set("ip.id", id).set("ip.proto", 2)
                .payload(report.array()).build();
    }

    /// Hosts tell twice that they joined. That the socket is closed right after does not make it tell that.
    @Test
    void aReportThatIsToldAgainBeforeCloseIsNotOfClose() {
        byte[] join = report(1, 4, 0xe9fb);
        byte[] again = report(2, 4, 0xe9fb);
        byte[] leave = report(3, 3, 0xeafb);
        Timeline t = new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(CLIENT, "setsockopt", 4, 0, 10, 12, "4", "IPPROTO_IP", "IP_ADD_MEMBERSHIP", "[239.1.1.1%2]", "12")
                .frame(CLIENT, join, 20, 30).frame(CLIENT, again, 500_000, 500_010)
                .call(CLIENT, "close", 4, 0, 500_020, 500_030, "4").frame(CLIENT, leave, 500_040, 500_050).timeline();
        assertThat(t.packets()).extracting(Packet::why).containsExactly("joins the group",
                "tells it again: a report may be lost", "leaves the group: the last socket in it was closed");
        assertThat(t.packets()).extracting(Packet::cause).containsExactly(step(t, CLIENT, "setsockopt", 1).number(), 0,
                step(t, CLIENT, "close", 1).number());
        assertThat(t.faults()).isEmpty();
    }

    /// Each report is of the last call before it, though the next one follows at once.
    @Test
    void joiningAndLeavingAreToldApart() {
        Timeline t = new Scene().call(CLIENT, "socket", -1, 4, 0, 1, "AF_INET", "SOCK_DGRAM", "0")
                .call(CLIENT, "setsockopt", 4, 0, 10, 12, "4", "IPPROTO_IP", "IP_ADD_MEMBERSHIP", "[239.1.1.1%2]", "12")
                .frame(CLIENT, report(1, 4, 0xe9fb), 20, 30)
                .call(CLIENT, "setsockopt", 4, 0, 40, 42, "4", "IPPROTO_IP", "IP_DROP_MEMBERSHIP", "[239.1.1.1%2]",
                        "12")
                .frame(CLIENT, report(2, 3, 0xeafb), 50, 60).call(CLIENT, "close", 4, 0, 70, 80, "4").timeline();
        assertThat(t.packets()).extracting(Packet::cause).containsExactly(step(t, CLIENT, "setsockopt", 1).number(),
                step(t, CLIENT, "setsockopt", 2).number());
    }
}
