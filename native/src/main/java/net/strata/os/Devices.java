package net.strata.os;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/// What libpcap can capture from: interfaces, all of them at once (`any`), and sources that are no interfaces, such as
/// `nflog`.
public final class Devices {
    /// PCAP_ERRBUF_SIZE.
    private static final int ERROR_BUFFER = 256;
    /// Enough to open a device without reading from it.
    private static final int SMALL = 1 << 16;
    /// PCAP_ERROR_PERM_DENIED.
    private static final int PERM_DENIED = -8;

    private final NativeLibrary library;

    private Devices(NativeLibrary library) {
        this.library = library;
    }

    /// A device.
    ///
    /// @param name as `strata capture -i` takes it
    /// @param description libpcap's, empty if it has none
    public record Device(String name, String description, boolean up, boolean running, boolean loopback) {}

    /// Whether there is a libpcap.
    public static boolean present() {
        try {
            Libpcap.library();
            return true;
        } catch (OsError e) {
            return false;
        }
    }

    /// Those of this machine.
    ///
    /// @throws OsError if there is no libpcap
    public static Devices load() throws OsError {
        return new Devices(Libpcap.library());
    }

    /// Such as `libpcap version 1.10.3 (with TPACKET_V3)`.
    public String version() {
        return library.getFunction("pcap_lib_version").invokePointer(new Object[0]).getString(0);
    }

    /// The devices in libpcap's order. A capture that names none takes the first, as tcpdump does: an interface that is up
    /// and no loopback, else `any`.
    public List<Device> all() throws OsError {
        try {
            return Pcaps.findAllDevs().stream().map(Devices::device).toList();
        } catch (PcapNativeException e) {
            throw new OsError("libpcap cannot list its devices: " + e.getMessage());
        }
    }

    private static Device device(PcapNetworkInterface found) {
        @Nullable
        String description = found.getDescription();
        return new Device(found.getName(), description == null ? "" : description, found.isUp(), found.isRunning(),
                found.isLoopBack());
    }

    /// Who can stamp the packets of a device with a time, the one that does by default first: `host` is the kernel,
    /// `adapter` the network card (pcap-tstamp(7)). Empty if there is no choice. Takes no privilege.
    public List<String> timeStampTypes(String device) throws OsError {
        Pointer capture = create(device);
        try {
            return names(capture, "pcap_list_tstamp_types", "pcap_free_tstamp_types", "pcap_tstamp_type_val_to_name");
        } finally {
            close(capture);
        }
    }

    /// What frames of a device can begin with, by the names that tcpdump -y takes, the default first. Opens the device,
    /// which takes privilege.
    public List<String> linkTypes(String device) throws OsError {
        Pointer capture = create(device);
        try {
            set("pcap_set_snaplen", capture, SMALL);
            set("pcap_set_buffer_size", capture, SMALL);
            int status = library.getFunction("pcap_activate").invokeInt(new Object[]{capture});
            if (status == PERM_DENIED)
                throw new OsError("pcap_activate(" + device + ")", Errno.EPERM, Privileges.wayOut(Capability.NET_RAW));
            if (status < 0) throw new OsError(device + ": " + reason(capture, status));
            return names(capture, "pcap_list_datalinks", "pcap_free_datalinks", "pcap_datalink_val_to_name");
        } finally {
            close(capture);
        }
    }

    private Pointer create(String device) throws OsError {
        try (var message = new Memory(ERROR_BUFFER)) {
            Pointer capture = library.getFunction("pcap_create").invokePointer(new Object[]{device, message});
            if (capture == null) throw new OsError(device + ": " + message.getString(0));
            return capture;
        }
    }

    private void set(String function, Pointer capture, int value) {
        library.getFunction(function).invokeInt(new Object[]{capture, value});
    }

    private String reason(Pointer capture, int status) {
        String words = library.getFunction("pcap_statustostr").invokePointer(new Object[]{status}).getString(0);
        String more = library.getFunction("pcap_geterr").invokePointer(new Object[]{capture}).getString(0);
        return more.isEmpty() || more.equals(words) ? words : words + ": " + more;
    }

    private List<String> names(Pointer capture, String list, String free, String name) {
        var found = new PointerByReference();
        int count = library.getFunction(list).invokeInt(new Object[]{capture, found});
        if (count <= 0) return List.of();
        Pointer numbers = found.getValue();
        try {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = numbers.getInt((long) i * Integer.BYTES);
                Pointer text = library.getFunction(name).invokePointer(new Object[]{number});
                names.add(text == null ? Integer.toString(number) : text.getString(0));
            }
            return names;
        } finally {
            library.getFunction(free).invokeVoid(new Object[]{numbers});
        }
    }

    private void close(Pointer capture) {
        library.getFunction("pcap_close").invokeVoid(new Object[]{capture});
    }
}
