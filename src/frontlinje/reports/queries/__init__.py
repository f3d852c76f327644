"""What do the queue monitor and the exports show? ``board.board_now`` is what most ask for."""
