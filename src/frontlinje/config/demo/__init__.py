"""The made-up centre of `frontlinje demo`: its people, members, who writes and who answers."""
