"""What can be done to contacts, customers and cases: one function per change."""
