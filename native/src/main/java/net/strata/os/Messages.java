package net.strata.os;

/// Messages in one piece of memory, sent and received many at a time ([Socket#sendmmsg], [Socket#recvmmsg]) and used again
/// and again. Nothing is allocated for a message that passes through.
public final class Messages {
    /// Room that no message needs: the kernel takes at most 1024 at once, of 64 KiB.
    private static final long LARGEST = 256L << 20;

    private final Message[] messages;
    private final Block memory;

    /// @param count how many, at least 1
    /// @param dataSize how many bytes of data each has room for
    /// @param controlSize how many bytes of control messages each has room for: 256 holds all that sockets usually tell
    public Messages(int count, int dataSize, int controlSize) {
        int control = controlSize + 7 & ~7;
        long each = (long) Message.FIXED + control + (dataSize + 7L & ~7);
        if (count < 1 || dataSize < 0 || controlSize < 0 || each * count > LARGEST)
            throw new IllegalArgumentException(count + " messages of " + dataSize + " and " + controlSize + " bytes");
        memory = new Block((int) (each * count));
        messages = new Message[count];
        // Headers have to stand in a row; what they point to may be anywhere.
        int rest = count * Abi.SIZEOF_MMSGHDR;
        int size = (int) each - Abi.SIZEOF_MMSGHDR;
        for (int i = 0; i < count; i++)
            messages[i] = new Message(memory, i * Abi.SIZEOF_MMSGHDR, rest + i * size, control, dataSize);
    }

    /// How many messages there is room for.
    public int count() {
        return messages.length;
    }

    /// One of them.
    ///
    /// @param i from 0
    public Message get(int i) {
        return messages[i];
    }

    long prepareToSend(int from, int count) {
        if (from < 0 || count < 1 || count > messages.length - from)
            throw new IndexOutOfBoundsException(count + " messages from " + from + " of " + messages.length);
        for (int i = from; i < from + count; i++)
            messages[i].prepareToSend();
        return messages[from].header();
    }

    void sent(int from, int count) {
        for (int i = from; i < from + count; i++)
            messages[i].sent(messages[i].returned());
    }

    long prepareToReceive() {
        for (Message m : messages)
            m.prepareToReceive();
        return messages[0].header();
    }

    void received(int count) {
        for (int i = 0; i < count; i++)
            messages[i].received(messages[i].returned());
    }
}
