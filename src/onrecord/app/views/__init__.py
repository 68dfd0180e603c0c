"""What is shown at each address: one module a group of views, each a function of a request and a state of the record."""
