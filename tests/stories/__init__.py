"""The invented story, held to its answer sheet, and the tutorial that walks through it."""
