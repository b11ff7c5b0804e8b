package net.strata.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.strata.os.SockAddr;
import net.strata.probe.Arrivals;
import net.strata.probe.Port;
import org.junit.jupiter.api.Test;

final class FragmentsTest {
    private static final SockAddr.Ip TO = SockAddr.ip("192.0.2.1", 0);
    private static final int MTU = 100;

    /// What the port is given.
    private static List<ByteBuffer> sent(ByteBuffer packet, boolean whole) throws Exception {
        List<ByteBuffer> sent = new ArrayList<>();
        var fragments = new Fragments(new Port() {
            @Override
            public void send(long number, SockAddr.Ip to, ByteBuffer message) {
                sent.add(ByteBuffer.allocate(message.remaining()).put(message).flip());
            }

            @Override
            public void receive(Arrivals arrivals, long until) {}

            @Override
            public void wake() {}
        }, whole);
        fragments.mtu(TO, MTU);
        fragments.send(1, TO, packet);
        return sent;
    }

    /// An IPv4 packet of a number of bytes behind its header.
    private static ByteBuffer packet(String options, int bytes, int flags) {
        byte[] o = HexFormat.of().parseHex(options);
        ByteBuffer b = ByteBuffer.allocate(20 + o.length + bytes);
        b.put(0, (byte) (0x45 + o.length / 4)).putShort(2, (short) b.capacity()).putShort(6, (short) flags)
                .put(8, (byte) 9).put(9, (byte) 17).put(20, o);
        for (int i = 20 + o.length; i < b.capacity(); i++)
            b.put(i, (byte) i);
        return b;
    }

    /// RFC 791 section 3.2. An option whose first bit is set (LSRR, 131) is in all fragments, others (record route, 7) in the
    /// first.
    @Test
    void piecesOfIpv4MakeThePacketAgain() throws Exception {
        ByteBuffer packet = packet("07070400000000" + "01" + "83070400000000" + "00", 300, 0);
        List<ByteBuffer> sent = sent(packet.duplicate(), false);
        ByteBuffer again = ByteBuffer.allocate(300);
        for (int i = 0; i < sent.size(); i++) {
            ByteBuffer piece = sent.get(i);
            int header = (piece.get(0) & 15) * 4;
            assertThat(header).isEqualTo(i == 0 ? 36 : 28);
            assertThat(piece.get(20) & 0xff).isEqualTo(i == 0 ? 7 : 131);
            assertThat(piece.capacity()).isLessThanOrEqualTo(MTU).isEqualTo(piece.getShort(2));
            assertThat(piece.getShort(4)).isNotZero().isEqualTo(sent.getFirst().getShort(4));
            int flags = piece.getShort(6);
            assertThat((flags & 0x2000) != 0).isEqualTo(i < sent.size() - 1);
            again.put((flags & 0x1fff) * 8, piece, header, piece.capacity() - header);
        }
        // 64 bytes fit behind the first header, 72 behind the others: 64 + 3 * 72 + 20.
        assertThat(sent).hasSize(5);
        assertThat(again).isEqualTo(packet.slice(36, 300));
    }

    /// RFC 8200 section 4.5: behind a routing header.
    @Test
    void piecesOfIpv6MakeThePacketAgain() throws Exception {
        ByteBuffer packet = ByteBuffer.allocate(40 + 8 + 200);
        packet.putInt(0, 6 << 28).putShort(4, (short) 208).put(6, (byte) 43).put(40, (byte) 58);
        for (int i = 48; i < packet.capacity(); i++)
            packet.put(i, (byte) i);
        List<ByteBuffer> sent = sent(packet.duplicate(), false);
        ByteBuffer again = ByteBuffer.allocate(200);
        for (int i = 0; i < sent.size(); i++) {
            ByteBuffer piece = sent.get(i);
            assertThat(piece.capacity()).isLessThanOrEqualTo(MTU).isEqualTo(40 + piece.getShort(4));
            assertThat(piece.get(6)).isEqualTo((byte) 43);
            assertThat(piece.get(40)).isEqualTo((byte) 44);
            assertThat(piece.get(48)).isEqualTo((byte) 58);
            assertThat(piece.getInt(52)).isEqualTo(sent.getFirst().getInt(52));
            int offset = piece.getShort(50);
            assertThat((offset & 1) != 0).isEqualTo(i < sent.size() - 1);
            again.put(offset & ~7, piece, 56, piece.capacity() - 56);
        }
        // 40 bytes fit behind 56.
        assertThat(sent).hasSize(5);
        assertThat(again).isEqualTo(packet.slice(48, 200));
    }

    @Test
    void whatFitsOrMustStayWholeGoesAsItIs() throws Exception {
        for (ByteBuffer packet : List.of(packet("", 80, 0), packet("", 200, 0x4000)))
            assertThat(sent(packet.duplicate(), false)).containsExactly(packet);
        ByteBuffer six = ByteBuffer.allocate(200).putInt(0, 6 << 28);
        assertThat(sent(six.duplicate(), true)).containsExactly(six);
    }
}
