"""The pages of the customers: search, one customer, editing, merging, importing."""
