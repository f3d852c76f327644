"""The made-up centre of `frontlinje demo`: its people, members, customers who write, colleagues who answer."""
