package net.strata.os;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What this process may do, and how it gives that up.
///
/// A command that needs privilege opens its sockets first, then calls [#drop], then reads: whatever packets hold meets a
/// process that is an ordinary user's, and files that are written belong to that user. It does not come back.
public final class Privileges {
    private static final Path USERS_HERE = Path.of("/proc/self/uid_map");

    /// The data of capset (capget(2)) are three sets in two halves.
    private static final int CAPABILITY_WORDS = 6;

    private final @Nullable String named;
    private final Map<String, String> environment;

    private Privileges(@Nullable String named, Map<String, String> environment) {
        this.named = named;
        this.environment = environment;
    }

    /// Becomes an ordinary user, in all threads and for good.
    ///
    /// Root becomes `user`, or without one the user who called sudo; without sudo there is nobody to become, and it stays
    /// root, as it does for the user `root`. Users and groups change in every thread, and it is verified that every
    /// thread has lost root's capabilities.
    ///
    /// An ordinary user's process that has capabilities (see docs/privileges.md) gives them up in the calling thread and
    /// those that it starts from then on. Java's own threads, for compiling and collecting garbage, keep theirs, as only a
    /// thread itself can give them up; they run nothing of ours and end with the process.
    ///
    /// Both set no_new_privs in the calling thread and those that it starts from then on: no program that they run gains
    /// rights (prctl(2)).
    ///
    /// @param user a name, or null for the user who called sudo
    /// @return what became of it, for those who want to know: one line
    /// @throws OsError if it cannot be done: then nothing more may be read
    public static String drop(@Nullable String user) throws OsError {
        return new Privileges(user, System.getenv()).drop();
    }

    /// Whom [#drop] would have root become; null where this process keeps its user.
    ///
    /// @param user as for [#drop]
    static @Nullable User next(@Nullable String user) throws OsError {
        if (!isLinux()) return null;
        ProcStatus now = ProcStatus.self();
        User next = new Privileges(user, System.getenv()).target(now);
        return next == null || next.uid() == now.uid() ? null : next;
    }

    /// The capabilities that the calling thread may use; all for root on most systems.
    public static Set<Capability> capabilities() throws OsError {
        return isLinux() ? ProcStatus.self().effective() : EnumSet.noneOf(Capability.class);
    }

    /// What to tell a user for whom a call failed with EPERM or EACCES: what it needs, and how to get that.
    ///
    /// @param needed what the call asks of its caller
    public static String wayOut(Capability needed) {
        return "needs " + needed + wayOut(needed, here());
    }

    /// What is known of the caller when a call failed.
    ///
    /// @param namespaced whether it is in a user namespace other than the first
    record Here(boolean root, Set<Capability> capabilities, boolean namespaced) {}

    private static Here here() {
        try {
            ProcStatus now = ProcStatus.self();
            return new Here(now.uid() == 0, now.effective(), isNamespaced());
        } catch (OsError e) {
            return new Here(false, Set.of(), false);
        }
    }

    static String wayOut(Capability needed, Here here) {
        if (here.capabilities().contains(needed) && here.namespaced())
            return " over what the user namespace does not own: run in a network namespace of its own (unshare --net)";
        if (here.capabilities().contains(needed)) return ", which is there: seccomp, AppArmor or SELinux forbids it";
        if (here.root()) return ", which root lacks here: give the container that (--cap-add " + needed.name() + ")";
        return ": run with sudo, or see strata doctor for a way without";
    }

    /// The effective user's number, -1 where users have none.
    public static int uid() throws OsError {
        return isLinux() ? ProcStatus.self().uid() : -1;
    }

    /// The effective group's number, -1 where groups have none.
    public static int gid() throws OsError {
        return isLinux() ? ProcStatus.self().gids().get(1) : -1;
    }

    static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private String drop() throws OsError {
        if (!isLinux()) {
            if (named != null) throw new OsError("-Z " + named + ": rights are given up on Linux only");
            return "keeps the rights that it has: they are given up on Linux only";
        }
        ProcStatus now = ProcStatus.self();
        User user = target(now);
        if (now.uid() != 0) return giveUp(now, user);
        if (user == null) return "stays root: nobody called sudo, and no -Z names a user";
        if (user.uid() == 0) return "stays root";
        return become(user);
    }

    /// Whom to become, null for nobody.
    private @Nullable User target(ProcStatus now) throws OsError {
        if (named == null) return now.uid() == 0 ? caller() : null;
        User user = User.named(named);
        if (user == null) throw new OsError("-Z " + named + ": there is no such user here");
        if (now.uid() != 0 && now.uid() != user.uid())
            throw new OsError("-Z " + named + ": only root can become another user: run with sudo, or without -Z");
        return user;
    }

    private @Nullable User caller() throws OsError {
        String uid = environment.get("SUDO_UID");
        if (uid == null) return null;
        int number = number("SUDO_UID", uid);
        User user = User.numbered(number);
        if (user != null) return user;
        String gid = environment.getOrDefault("SUDO_GID", uid);
        return new User(environment.getOrDefault("SUDO_USER", uid), number, number("SUDO_GID", gid), false);
    }

    private static int number(String name, String text) throws OsError {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new OsError(name + " is no number but " + text + ": -Z USER says whom to become");
        }
    }

    private static String become(User user) throws OsError {
        if (!isHere(user.uid()))
            throw new OsError("cannot become " + user + ": this user namespace has no such user; -Z root stays root");
        String wayOut = "cannot become " + user.name() + "; -Z root stays root";
        if (user.listed()) check("initgroups", CredentialCalls.initgroups(user.name(), user.gid()), wayOut);
        else
            check("setgroups", CredentialCalls.setgroups(1, new int[]{user.gid()}), wayOut);
        check("setresgid", CredentialCalls.setresgid(user.gid(), user.gid(), user.gid()), wayOut);
        check("setresuid", CredentialCalls.setresuid(user.uid(), user.uid(), user.uid()), wayOut);
        refuseNewPrivileges();
        Set<Integer> groups = ProcStatus.self().groups();
        for (ProcStatus thread : ProcStatus.threads())
            if (!thread.isOnly(user) || !thread.groups().equals(groups))
                throw new OsError("a thread kept rights of root's, and does not go on with them; -Z root stays root");
        return "goes on as " + user + ", without capabilities";
    }

    /// Whether the user namespace maps a user (user_namespaces(7)). Where it does not, the call would say EINVAL.
    private static boolean isHere(int uid) {
        try {
            for (String line : Files.readAllLines(USERS_HERE)) {
                String[] parts = line.strip().split("\\s+", -1);
                long offset = Integer.toUnsignedLong(uid) - Long.parseLong(parts[0]);
                if (offset >= 0 && offset < Long.parseLong(parts[2])) return true;
            }
            return false;
        } catch (IOException e) {
            return true; // The kernel knows no user namespaces, or its own word will do.
        }
    }

    private static boolean isNamespaced() {
        try {
            return !Files.readString(USERS_HERE).strip().replaceAll("\\s+", " ").equals("0 0 4294967295");
        } catch (IOException e) {
            return false;
        }
    }

    private static String giveUp(ProcStatus now, @Nullable User user) throws OsError {
        String who = user == null ? "" : "is " + user.name() + " already, and ";
        if (now.permitted().isEmpty()) return who + "has no privileges to give up";
        check("prctl(PR_CAP_AMBIENT)", CredentialCalls.prctl(Abi.PR_CAP_AMBIENT, Abi.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0),
                null);
        check("capset", CredentialCalls.capset(new int[]{Abi.CAPABILITY_VERSION_3, 0}, new int[CAPABILITY_WORDS]),
                null);
        refuseNewPrivileges();
        if (!ProcStatus.self().permitted().isEmpty())
            throw new OsError("capset: took no capability away, and does not go on with them");
        long others = ProcStatus.threads().stream().filter(thread -> !thread.permitted().isEmpty()).count();
        return who + "gave up " + Capability.list(now.permitted()) + ", but for " + others + " threads of Java's own";
    }

    private static void refuseNewPrivileges() throws OsError {
        check("prctl(PR_SET_NO_NEW_PRIVS)", CredentialCalls.prctl(Abi.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), null);
    }

    private static void check(String call, int result, @Nullable String wayOut) throws OsError {
        if (result != 0) throw new OsError(call, Native.getLastError(), wayOut);
    }
}
