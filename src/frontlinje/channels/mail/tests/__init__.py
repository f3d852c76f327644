"""Does mail lose nothing? Rules on nasty mails, rows in the database, sessions on real sockets."""
