"""Time expressions, a table a topic: what a person would say that each sentence means."""
