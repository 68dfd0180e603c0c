"""What is shown at each address: a module a group of views, each a function of a request and a state."""
