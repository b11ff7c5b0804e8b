package net.strata.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import net.strata.cli.Output;
import net.strata.os.Errno;
import net.strata.os.SockAddr;
import net.strata.probe.Clock;
import net.strata.target.Names;
import net.strata.wire.Text;
import org.jspecify.annotations.Nullable;

/// A way in the lines of traceroute (Dmitry Butskoy's, 2.1): a line a hop, each probe shown as soon as those before it are.
public final class TracerouteText implements Watcher {
    /// How long a line waits for the name of who answered, in ns from the answer on.
    private static final long PATIENCE = 1_000_000_000;

    /// How it is shown.
    ///
    /// @param first hop
    /// @param last hop
    /// @param queries probes to each hop
    /// @param size bytes of a packet, as the first line says it
    /// @param numeric whether addresses have no names
    /// @param back whether the length of the way back is shown where it differs
    /// @param mtu whether probes that are too big are sent again, shorter
    public record Form(int first, int last, int queries, int size, boolean numeric, boolean back, boolean mtu) {}

    /// Whom it asks.
    ///
    /// @param numbers an address as text
    /// @param names what it is called
    /// @param systems the AS of an address, such as `[AS64500]`; null to show none
    /// @param extensions what an answer says beyond its quote (RFC 4884), empty if nothing; null to show none
    /// @param mtu of the link that probes leave by
    public record Sources(Function<SockAddr.Ip, String> numbers, Names names,
            @Nullable Function<SockAddr.Ip, String> systems,
            @Nullable Function<Answer, String> extensions, IntSupplier mtu) {}

    private final Form form;
    private final Sources sources;
    private final Output out;
    private final Consumer<String> errors;
    private final Clock clock;
    private final List<List<Slot>> hops = new ArrayList<>();
    private final Displaced displaced = new Displaced(hops);
    private final Text line = new Text(256);
    private int hop;
    private int shown;
    private int last;
    private int refusal;
    /// Of the last packet that an answer is shown of.
    private int size;

    /// @param errors takes what is for standard error
    /// @param clock the engine's
    public TracerouteText(Form form, Sources sources, Output out, Consumer<String> errors, Clock clock) {
        this.form = form;
        this.sources = sources;
        this.out = out;
        this.errors = errors;
        this.clock = clock;
        hop = form.first();
        last = form.last();
        size = form.size();
        for (int i = 0; i <= form.last(); i++)
            hops.add(new ArrayList<>());
    }

    /// Why this host did not send what it should; 0 if it did. A packet that was too big does not count.
    public int refusal() {
        return refusal;
    }

    @Override
    public void began(Path path) {
        line.ascii("traceroute to ").text(path.name()).ascii(" (").text(sources.numbers.apply(path.to()))
                .ascii("), ").number(form.last()).ascii(" hops max, ").number(form.size()).ascii(" byte packets");
    }

    @Override
    public void sent(Probe probe) {
        List<Slot> row = hops.get(probe.hops());
        for (Slot each : row) {
            if (each.probe != null) continue;
            each.probe = probe;
            return;
        }
        var slot = new Slot();
        slot.probe = probe;
        row.add(slot);
    }

    private @Nullable Slot slot(Probe probe) {
        for (Slot each : hops.get(probe.hops()))
            if (each.probe == probe) return each;
        return null;
    }

    @Override
    public void answered(Answer answer) throws IOException {
        Probe probe = answer.probe();
        Slot slot = slot(probe);
        if (slot == null) return;
        if (form.mtu() && Quotes.isTooBig(answer.type(), answer.code(), probe.path().isSix())
                && answer.info() < probe.size()) {
            slot.probe = null;
            return;
        }
        slot.answer = answer;
        if (sources.extensions != null) slot.extension = sources.extensions.apply(answer);
        if (answer.isFinal()) last = Math.min(last, probe.hops());
        if (!form.numeric()) sources.names.find(answer.from(), 0);
        show(0);
    }

    /// What comes late counts as long as it is not written that nothing came.
    @Override
    public void again(Answer answer) throws IOException {
        Slot slot = slot(answer.probe());
        if (slot == null || !slot.lost || slot.answer != null || isShown(slot, answer.probe().hops())) return;
        answered(answer);
    }

    private boolean isShown(Slot slot, int at) {
        return at < hop || at == hop && hops.get(at).indexOf(slot) < shown;
    }

    @Override
    public void lost(Probe probe) throws IOException {
        Slot slot = slot(probe);
        if (slot == null) return;
        int errno = probe.errno();
        if (errno == Errno.EMSGSIZE && form.mtu()) {
            slot.probe = null;
            return;
        }
        slot.lost = true;
        if (errno != 0) refused(slot, probe, errno);
        show(0);
    }

    private void refused(Slot slot, Probe probe, int errno) {
        last = Math.min(last, probe.hops());
        slot.refused = clock.now() - probe.sentAt();
        if (errno == Errno.EMSGSIZE || refusal != 0) return;
        refusal = errno;
        errors.accept("this host does not send to " + sources.numbers.apply(probe.path().to()) + ": "
                + Errno.of(errno).meaning());
    }

    @Override
    public void waiting() throws IOException {
        show(0);
        if (line.length() == 0) return;
        line.writeTo(out);
        line.clear();
        out.flush();
    }

    /// When the name is waited for no longer that holds the line up.
    @Override
    public long due() {
        Slot slot = next();
        Answer answer = slot == null ? null : slot.answer;
        return answer == null || form.numeric() || sources.names.isKnown(answer.from())
                ? Long.MAX_VALUE
                : patience(answer);
    }

    private static long patience(Answer answer) {
        return answer.probe().sentAt() + answer.rtt() + PATIENCE;
    }

    @Override
    public void ended(Path path) throws IOException {
        show(PATIENCE);
        line.put('\n');
        waiting();
    }

    /// The probe that is to be written next; null if nothing came of it yet.
    private @Nullable Slot next() {
        if (hop > last) return null;
        List<Slot> row = hops.get(hop);
        Slot slot = shown < row.size() ? row.get(shown) : null;
        return slot != null && (slot.lost || slot.answer != null) ? slot : null;
    }

    /// Writes all that can be written.
    ///
    /// @param wait for names at most, in ns
    private void show(long wait) throws IOException {
        for (Slot slot = next(); slot != null; slot = next()) {
            if (slot.answer == null && displaced.take(hop, shown)) last = Math.min(last, hop);
            Slot before = before();
            boolean changed = slot.answer != null && (before == null || differ(slot, before));
            if (changed && !isNamed(Objects.requireNonNull(slot.answer), wait)) return;
            if (shown == 0) line.put('\n').right(hop, 2).put(' ');
            put(slot, changed);
            shown++;
            if (shown < form.queries()) continue;
            shown = 0;
            hop++;
        }
    }

    /// The last one of the hop that was answered; null if there is none.
    private @Nullable Slot before() {
        List<Slot> row = hops.get(hop);
        for (int i = shown - 1; i >= 0; i--)
            if (row.get(i).answer != null) return row.get(i);
        return null;
    }

    private boolean differ(Slot slot, Slot before) {
        Answer a = Objects.requireNonNull(slot.answer);
        Answer b = Objects.requireNonNull(before.answer);
        return !a.from().equals(b.from()) || !slot.extension.equals(before.extension)
                || form.back() && a.hops() != b.hops();
    }

    private boolean isNamed(Answer answer, long wait) {
        if (form.numeric() || sources.names.isKnown(answer.from())) return true;
        long left = patience(answer) - clock.now();
        if (left > 0 && wait > 0) sources.names.find(answer.from(), Math.min(left, wait));
        return left <= 0 || wait > 0;
    }

    private void put(Slot slot, boolean changed) {
        Answer answer = slot.answer;
        if (answer == null) {
            line.ascii(" *");
            if (slot.refused >= 0) putRefusal(slot);
            return;
        }
        if (changed) putHost(answer, slot.extension);
        putTime(answer.rtt());
        int its = answer.probe().size();
        String note = form.mtu() && its != size ? " F=" + its : "";
        size = its;
        String mark = Mark.of(answer);
        // As traceroute has it, nothing parts the two.
        if (!note.isEmpty() || !mark.isEmpty()) line.ascii(note.isEmpty() ? " " : note).ascii(mark);
    }

    private void putRefusal(Slot slot) {
        Probe probe = Objects.requireNonNull(slot.probe);
        if (probe.errno() != Errno.EMSGSIZE) return;
        putTime(slot.refused);
        line.put(' ').ascii(Mark.tooBig(sources.mtu.getAsInt()));
    }

    private void putHost(Answer answer, String extension) {
        SockAddr.Ip from = answer.from();
        String number = sources.numbers.apply(from);
        if (form.numeric()) {
            line.put(' ').text(number);
        } else {
            String name = sources.names.find(from, 0);
            line.put(' ').utf8(name == null ? number : name).ascii(" (").text(number).put(')');
        }
        if (sources.systems != null) line.put(' ').text(sources.systems.apply(from));
        if (!extension.isEmpty()) line.put(' ').text(extension);
        int back = answer.back();
        if (form.back() && back > 0 && back != answer.probe().hops()) line.ascii(" '-").number(back).put('\'');
    }

    private void putTime(long nanos) {
        long micros = (nanos + 500) / 1000;
        line.ascii("  ").number(micros / 1000).put('.').digits(micros % 1000, 3).ascii(" ms");
    }
}
