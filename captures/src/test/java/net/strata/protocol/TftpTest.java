package net.strata.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values are those of tshark 4.0.17 on the same bytes.
class TftpTest {
    private static Decoded tftp(String hex) {
        return new DnsBytes().hex(hex).udp(69);
    }

    @Test
    void aRequestNamesTheFileAndOptions() {
        var d = tftp("0001 2f612f6200 6f6374657400 626c6b73697a6500 3134323800 7473697a6500 3000");
        assertThat(d.layers()).endsWith("udp", "tftp");
        assertThat(d.get("tftp.opcode")).isEqualTo("1");
        assertThat(d.get("tftp.source_file")).isEqualTo("/a/b");
        assertThat(d.get("tftp.type")).isEqualTo("octet");
        assertThat(d.get("tftp.option.name")).isEqualTo("blksize,tsize");
        assertThat(d.get("tftp.option.value")).isEqualTo("1428,0");
        assertThat(d.info()).isEqualTo("Read Request, File: /a/b, Transfer type: octet, blksize=1428, tsize=0");
    }

    @Test
    void whatADataPacketCarriesIsData() {
        var d = tftp("0003 0001 616263");
        assertThat(d.layers()).endsWith("tftp", "data");
        assertThat(d.get("tftp.block")).isEqualTo("1");
        assertThat(d.get("data.data")).isEqualTo("616263");
    }

    @ParameterizedTest
    @CsvSource({"0002 6100 6e6574617363696900, destination_file, a, 'Write Request, File: a, Transfer type: netascii'",
            "0004 0007, block, 7, 'Acknowledgement, Block: 7'",
            "0005 0001 6e6f706500, error.code, 1, 'Error Code, Code: File not found, Message: nope'",
            "0005 0001 6e6f706500, error.message, nope, 'Error Code, Code: File not found, Message: nope'",
            "0006 626c6b73697a6500 3134323800, option.value, 1428, 'Option Acknowledgement, blksize=1428'",
            "0009 aa, data, aa, Unknown"})
    void everyOperationHasFieldsOfItsOwn(String hex, String name, String value, String info) {
        var d = tftp(hex);
        assertThat(d.get("tftp." + name)).isEqualTo(value);
        assertThat(d.info()).isEqualTo(info);
    }

    @ParameterizedTest
    @CsvSource({"0001", "0001 61", "0001 6100 6f", "0001 6100 6f00 62", "0005", "0005 00", "0006 61", "0003 00"})
    void aMessageThatBreaksOffIsReadSoFar(String hex) {
        assertThat(tftp(hex).all("tftp.opcode")).hasSize(1);
    }
}
