"""The writer's tools around build(): serve, new, init."""
