"""What routing can do: hand out, accept, reject, take back, transfer, park, finish, sweep."""
