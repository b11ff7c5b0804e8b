package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Headers of messages that tell their length. Bytes are put together by hand after the specifications.
class MessageProtocolTest {
    private static final int CLIENT = 40000;

    /// OpenFlow 1.3.5 section 7.1: version, type, length, transaction; echo reply, then barrier request.
    @Test
    void openFlowMessagesFollowOneAnother() {
        Decoded d = TextBytes.tcp(6653, CLIENT, "\4\3\0\10\0\0\1\u009a" + "\4\24\0\10\0\0\1\u009b");
        assertThat(d.layers()).containsExactly("ip", "tcp", "openflow", "openflow");
        assertThat(d.get("openflow_v4.version")).isEqualTo("0x04,0x04");
        assertThat(d.get("openflow_v4.type")).isEqualTo("3,20");
        assertThat(d.get("openflow_v4.length")).isEqualTo("8,8");
        assertThat(d.get("openflow_v4.xid")).isEqualTo("410,411");
        assertThat(d.info()).isEqualTo("Barrier request");
    }

    /// OpenFlow 1.0.0 section 5.1.
    @Test
    void openFlow10HasOtherNames() {
        Decoded d = TextBytes.tcp(6653, CLIENT, "\1\0\0\10\0\0\0L");
        assertThat(d.get("openflow.version")).isEqualTo("0x01");
        assertThat(d.get("openflow_1_0.type")).isEqualTo("0");
        assertThat(d.get("openflow.length")).isEqualTo("8");
        assertThat(d.get("openflow.xid")).isEqualTo("76");
    }

    @Test
    void manyMessagesAreNoTrouble() {
        Decoded d = TextBytes.tcp(6653, CLIENT, "\4\3\0\10\0\0\0\1".repeat(170));
        assertThat(d.problem()).isNull();
        assertThat(d.layers()).hasSize(64).endsWith("openflow", "data");
    }

    @Test
    void whatIsNoHeaderIsData() {
        assertThat(TextBytes.tcp(6653, CLIENT, "\4\3\0\7\0\0\0\1").layers()).endsWith("data")
                .doesNotContain("openflow");
        assertThat(TextBytes.tcp(1723, CLIENT, "\0\u009c\0\1abcd\0\1\0\0").layers()).containsExactly("ip", "tcp",
                "data");
    }

    /// RFC 2637 section 2.3: an echo request of 16 bytes.
    @Test
    void pptpHasAMagicCookie() {
        Decoded d = TextBytes.tcp(CLIENT, 1723, "\0\20\0\1\32+<M\0\5\0\0\0\0\0\7");
        assertThat(d.layers()).containsExactly("ip", "tcp", "pptp");
        assertThat(d.get("pptp.magic_cookie")).isEqualTo("0x1a2b3c4d");
        assertThat(d.get("pptp.control_message_type")).isEqualTo("5");
        assertThat(d.info()).isEqualTo("Echo request");
    }

    /// MS-CIFS section 2.2.3.1 behind RFC 1002 section 4.3.1.
    @Test
    void smbLiesInASessionMessage() {
        Decoded d = TextBytes.tcp(445, CLIENT, "\0\0\0\43\u00ffSMBr\0\0\0\0\u0088\1\u00c8\0\0"
                + "\0".repeat(10) + "\1\0\2\0\3\0\4\0\0\0\0");
        assertThat(d.layers()).containsExactly("ip", "tcp", "nbss", "smb");
        assertThat(d.get("nbss.length")).isEqualTo("35");
        assertThat(d.get("smb.server_component")).isEqualTo("0x424d53ff");
        assertThat(d.get("smb.cmd")).isEqualTo("0x72");
        assertThat(d.get("smb.flags")).isEqualTo("0x88");
        assertThat(d.get("smb.flags2")).isEqualTo("0xc801");
        assertThat(d.get("smb.tid") + d.get("smb.pid") + d.get("smb.uid") + d.get("smb.mid")).isEqualTo("1234");
        assertThat(d.info()).isEqualTo("Negotiate protocol response");
    }

    /// MS-SMB2 section 2.2.1.2: a request to read, message 5.
    @Test
    void smb2HasAHeaderOfItsOwn() {
        Decoded d = TextBytes.tcp(CLIENT, 445, "\0\0\0\100\u00feSMB\100\0\1\0\0\0\0\0\10\0\2\0" + "\0".repeat(8)
                + "\5" + "\0".repeat(39));
        assertThat(d.layers()).containsExactly("ip", "tcp", "nbss", "smb2");
        assertThat(d.get("smb2.cmd")).isEqualTo("8");
        assertThat(d.get("smb2.credits.requested")).isEqualTo("2");
        assertThat(d.get("smb2.msg_id")).isEqualTo("5");
        assertThat(d.info()).isEqualTo("Read request");
    }

    @Test
    void mysqlPacketsHaveALengthAndANumber() {
        Decoded d = TextBytes.tcp(3306, CLIENT, "\1\0\0\1\2\3\0\0\2abc");
        assertThat(d.get("mysql.packet_length")).isEqualTo("1,3");
        assertThat(d.get("mysql.packet_number")).isEqualTo("1,2");
        assertThat(TextBytes.tcp(3306, CLIENT, "\26\3\1\0\2ab").layers()).containsExactly("ip", "tcp", "data");
    }

    /// Values are those of tshark 4.0.17.
    @Test
    void respHasStringsNumbersAndArrays() {
        Decoded d = TextBytes.tcp(CLIENT, 6379, "*2\r\n$3\r\nGET\r\n$5\r\na\r\nbc\r\n");
        assertThat(d.get("resp.array.length")).isEqualTo("2");
        assertThat(d.get("resp.bulk_string.length")).isEqualTo("3,5");
        assertThat(d.get("resp.bulk_string.value")).isEqualTo("474554,610d0a6263");
        d = TextBytes.tcp(6379, CLIENT, "+OK\r\n:-7\r\n$-1\r\n-ERR no\r\n");
        assertThat(d.get("resp.string")).isEqualTo("OK");
        assertThat(d.get("resp.integer")).isEqualTo("-7");
        assertThat(d.get("resp.bulk_string.length")).isEqualTo("-1");
        assertThat(d.get("resp.error")).isEqualTo("ERR no");
        assertThat(TextBytes.tcp(CLIENT, 6379, "$99999\r\nab").get("resp.bulk_string.value")).isEqualTo("6162");
    }
}
