"""Robot users: the real window driven at random, killed and started again, with a watch on its thread."""
