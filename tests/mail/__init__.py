"""Does mail lose nothing when processes die? A real worker, real sockets, kill -9."""
