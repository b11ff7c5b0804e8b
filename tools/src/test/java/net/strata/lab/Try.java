package net.strata.lab;

import net.strata.live.Ink;
import net.strata.stats.Glyphs;

final class Try {
    public static void main(String[] a) throws Exception {
        double loss = a.length > 2 ? Double.parseDouble(a[2]) : 0;
        var impairment = loss == 0 ? Impairment.NONE : new Impairment(loss, 1000000, 0, 3);
        try (Lab lab = Lab.open(impairment)) {
            Preset p = Presets.ALL.stream().filter(x -> x.name().equals(a[0])).findFirst().get();
            for (int i = 0; i < 2; i++) {
                Recording r = lab.run(p.name(), p.pair().server(), p.pair().client());
                Timeline t = Timeline.of(r);
                if (i == 1)
                    TextView.write(t, new Ink(Glyphs.UNICODE, false), Integer.parseInt(a[1]), a.length > 3, System.out);
            }
        }
    }
}
