package net.strata.ping;

/// A plan that an error ends too, as `ping -w` has it.
public record UntilError(Plan plan) implements Plan {
    @Override
    public boolean enough(Target target) {
        return target.errors() > 0 || plan.enough(target);
    }

    @Override
    public long next(Target target, long sent) {
        return plan.next(target, sent);
    }

    @Override
    public int preload() {
        return plan.preload();
    }

    @Override
    public boolean flows() {
        return plan.flows();
    }

    @Override
    public long answered(Target target, long due, long now) {
        return plan.answered(target, due, now);
    }

    @Override
    public long failed(Target target, long due, long now) {
        return plan.failed(target, due, now);
    }

    @Override
    public long timeout(Probe probe) {
        return plan.timeout(probe);
    }

    @Override
    public long linger(long longest) {
        return plan.linger(longest);
    }
}
