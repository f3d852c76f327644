"""The pages of mail: what came with a message, mail problems, our addresses."""
